const named: readonly (readonly [string, string])[] = [
  ['A-Za-z0-9', 'letters, digits'],
  ['A-Za-z', 'letters'],
  ['A-Z', 'capital letters'],
  ['a-z', 'small letters'],
  ['0-9', 'digits'],
  [String.raw`\p{Lu}`, 'capital letters of any script'],
  [String.raw`\p{Ll}`, 'small letters of any script'],
  [String.raw`\p{L}`, 'letters of any script'],
  [String.raw`\p{M}`, 'marks'],
  [String.raw`\p{Nd}`, 'digits of any script'],
  [String.raw`\p{N}`, 'digits of any script'],
  [String.raw`\s`, 'white space'],
  ['!-~', 'visible characters of ASCII'],
  [String.raw`\x00-\x20`, 'control characters and the blank'],
  [String.raw`\x00-\x1F`, 'control characters'],
  [String.raw`\x7F`, 'the delete character'],
  [String.raw`\u0000-\u007f`, 'characters of ASCII'],
  [String.raw`\u{10000}-\u{10FFFF}`, 'characters beyond the basic plane'],
  ['À-ÖØ-öø-ÿ', 'accented Latin letters'],
  [' ', 'the blank'],
];

/** One character of a bracket, or two with a hyphen between them. */
const unit = /^(?:\\x([0-9A-Fa-f]{2})|\\u\{([0-9A-Fa-f]+)\}|\\u([0-9A-Fa-f]{4})|\\(.)|(.))/su;

function take(rest: string): { readonly sign: string; readonly length: number } {
  const [whole = '', x, braced, u, escaped, plain] = unit.exec(rest) ?? [];
  const code = x ?? braced ?? u;
  return {
    sign: code === undefined ? (escaped ?? plain ?? '') : String.fromCodePoint(Number.parseInt(code, 16)),
    length: Math.max(1, whole.length),
  };
}

/** The characters that a bracket body such as `A-Za-z0-9_.-` stands for, in words: letters, digits, _ . - */
export function bracketWords(body: string): string {
  let rest = body.replace(/^\^/, '');
  const kinds: string[] = [];
  const signs: string[] = [];
  while (rest !== '') {
    const known = named.find(([part]) => rest.startsWith(part));
    if (known !== undefined) {
      kinds.push(known[1]);
      rest = rest.slice(known[0].length);
      continue;
    }
    const first = take(rest);
    rest = rest.slice(first.length);
    if (!rest.startsWith('-') || rest.length === 1) {
      signs.push(first.sign);
      continue;
    }
    const last = take(rest.slice(1));
    signs.push(`${first.sign} to ${last.sign}`);
    rest = rest.slice(1 + last.length);
  }
  return [...kinds, ...(signs.length === 0 ? [] : [signs.join(' ')])].join(', ');
}

/** Whether a bracket body names the characters that are ruled out. */
export function isExcluding(body: string): boolean {
  return body.startsWith('^');
}
