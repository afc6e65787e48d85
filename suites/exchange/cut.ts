/**
 * A text as it is told: what a target answers may be longer than anybody reads. `length` is that of the whole, where a
 * part of it is given.
 */
export function cut(text: string, most: number, length: number = text.length): string {
  if (length <= most) return text;
  // Half a character beyond the basic plane is none.
  return `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}… (${length} characters)`;
}
