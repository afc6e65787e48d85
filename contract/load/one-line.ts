const longest = 400;

/**
 * What ends a line or steers a terminal: control and format characters, line and paragraph separators, lone surrogates.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A text as one line of at most 400 characters: line breaks with the space around them become a space, other control
 * characters escapes.
 */
export function oneLine(text: string): string {
  const line = text
    .slice(0, longest * 4)
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
