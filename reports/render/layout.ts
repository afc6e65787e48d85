/** Colours of a terminal; identity functions when none are wanted. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

/** The colours (ECMA-48 SGR), or none. */
export function paintWith(color: boolean): Paint {
  const code =
    (on: number, off: number) =>
    (text: string): string =>
      color ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: code(1, 22), dim: code(2, 22), red: code(31, 39), green: code(32, 39), yellow: code(33, 39) };
}

/** The least of a word that is worth a line's end. */
const leastPart = 10;

/**
 * Breaks a text at spaces so that no line is longer than `width`; a word that is longer than a line is broken where the
 * line ends. Lines but the first start with `indent` spaces; the first is taken to stand after as many.
 */
export function wrap(text: string, width: number, indent: number): string {
  const most = Math.max(1, width - indent);
  const lines: string[] = [];
  let line = '';
  const add = (word: string): void => {
    const room = line === '' ? most : most - line.length - 1;
    if (word.length <= room) line = line === '' ? word : `${line} ${word}`;
    else if (word.length > most && room >= Math.min(leastPart, most)) {
      lines.push(line === '' ? word.slice(0, room) : `${line} ${word.slice(0, room)}`);
      line = '';
      add(word.slice(room));
    } else {
      lines.push(line);
      line = '';
      add(word);
    }
  };
  for (const word of text.split(' ')) add(word);
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

/** "1 clause", "2 clauses". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
