import { onOneLine } from '../headline.js';

const longest = 2000;

/**
 * A text that a target may have had a hand in, fit for a page: on one line, what cannot be seen as escapes, and
 * clipped. It is still to be escaped as HTML.
 */
export function targetText(text: string, most: number = longest): string {
  return onOneLine(text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`);
}
