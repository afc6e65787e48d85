/** How long what is amiss is given to come right, in milliseconds. */
const longestAmiss = 2000;
/** The least time that an effect is given to show, in milliseconds. */
const shortest = 250;

/**
 * How long what an update did is waited for. What was waited for in vain once, by its name, is not waited for again.
 */
export class Patience {
  /** Effect clauses (local ids), and other names of what a look may miss. */
  readonly #neverShown = new Set<string>();
  /** How long to wait, and how long the slowest took to show, in milliseconds. */
  #longest: number;
  #slowest = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /**
   * Whether there is nothing to wait for any more, `waited` ms after the first look, while something is missing, or is
   * `amiss`, such as what another copy of the resource showed.
   */
  isOver(missing: readonly string[], waited: number, amiss: readonly string[] = []): boolean {
    const open = missing.filter((name) => !this.#neverShown.has(name));
    const odd = amiss.filter((name) => !this.#neverShown.has(name));
    if (open.length === 0 && odd.length > 0) {
      if (waited < Math.min(this.#longest, longestAmiss)) return false;
      for (const name of odd) this.#neverShown.add(name);
      return true;
    }
    if (open.length === 0) {
      this.#slowest = Math.max(this.#slowest, waited);
      return true;
    }
    if (waited < this.#longest) return false;
    for (const name of open) this.#neverShown.add(name);
    // One that never shows has cost a whole deadline; the next is given several times what the slowest took.
    this.#longest = Math.min(this.#longest, Math.max(shortest, 4 * this.#slowest));
    return true;
  }
}
