const nothing = /^[*•xX.\s]*$/;
const partly = /[*•]{3}/;

/** Whether a text stands in place of a secret and shows nothing, or only a part, of it. */
export function isMasked(text: string): boolean {
  return nothing.test(text) || partly.test(text);
}
