const controls = /\p{Cc}/u;

function ansiQuoted(text: string): string {
  const escaped = text.replaceAll(/[\\']/g, '\\$&').replaceAll(/\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0);
    // \x would be a lone byte, which is no UTF-8 from 0x80 on.
    return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `$'${escaped}'`;
}

/** A text as one word of a POSIX shell; with control characters, as bash and zsh write them. */
export function shellWord(text: string): string {
  if (controls.test(text)) return ansiQuoted(text);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
