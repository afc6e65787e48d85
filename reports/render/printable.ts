/** Code points that a terminal obeys or XML 1.0 forbids; tab and line feed are neither. */
const unprintable = /(?![\t\n])\p{Cc}|\p{Bidi_Control}|\p{Cs}|[\ufffe\uffff]/gu;

/**
 * A text that a target had a hand in, fit for terminals and XML: control characters, direction overrides and lone surrogates are written as escapes,
 * so that they can be seen and do nothing.
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function printable(text: string): string {
  return text.replaceAll(unprintable, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
