/**
 * Code points that a terminal obeys, that cannot be seen, that end a line elsewhere, or that XML 1.0 forbids; tab and
 * line feed are none of them.
 */
const unprintable = /(?![\t\n])\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Cs}|[\ufffe\uffff]/gu;

/**
 * What logs of continuous integration take for commands, wherever it stands in a line: of GitHub Actions, and of Azure
 * Pipelines.
 */
const commands = /::(?=[a-z-]+(?: [^\n]*?)?::)|##(?=\[|vso\[)/g;

/**
 * A text that a target had a hand in, fit for terminals, logs and XML: control, format and zero-width characters,
 * direction overrides, tags and lone surrogates are written as escapes, so that they can be seen and do nothing; so is
 * what logs take for commands.
 * @see https://www.w3.org/TR/xml/#charsets
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function printable(text: string): string {
  const seen = text.replaceAll(unprintable, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\u{${code.toString(16)}}`;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return seen.replaceAll(commands, (mark) => `${mark[0]}\\x${mark.charCodeAt(1).toString(16)}`);
}
