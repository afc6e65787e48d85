/**
 * What read-backs have shown of members, of whatever resource: a value that stands there as requests write it is
 * written so by the target.
 */
export class ShownValues {
  readonly #texts = new Set<string>();

  /** Remembers a value (comparable text) of a place. */
  learn(place: string, text: string | undefined): void {
    if (text !== undefined) this.#texts.add(`${place} ${text}`);
  }

  has(place: string, text: string): boolean {
    return this.#texts.has(`${place} ${text}`);
  }
}
