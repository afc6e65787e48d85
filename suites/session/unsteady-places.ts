/**
 * Reads with nothing sent in between, beside the one at hand; what is another at each of them is so whatever is sent.
 */
const reads = 3;

function* leaves(value: unknown, at: string): Generator<readonly [place: string, text: string]> {
  if (typeof value !== 'object' || value === null) yield [at, JSON.stringify(value) ?? ''];
  else
    for (const [name, member] of Object.entries(value))
      yield* leaves(member, `${at}/${Array.isArray(value) ? 'items' : name}`);
}

/** What a state (comparable text) shows at each of its places, entries of lists together. */
function texts(state: string): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  for (const [place, text] of leaves(JSON.parse(state), '')) shown.set(place, `${shown.get(place) ?? ''} ${text}`);
  return shown;
}

/**
 * Members that read-backs show otherwise at every read although nothing is sent, such as a key that is encrypted
 * afresh: they witness nothing.
 */
export class UnsteadyPlaces {
  readonly #places = new Set<string>();

  /** Whether two states (comparable texts) of one resource are the same; `read` reads the later one again. */
  async isSame(before: string, after: string, read: () => Promise<string | undefined>): Promise<boolean> {
    if (before === after || this.#agree(before, after)) return true;
    await this.#learn(after, read);
    return this.#agree(before, after);
  }

  #agree(before: string, after: string): boolean {
    if (this.#places.size === 0) return false;
    const [was, is] = [texts(before), texts(after)];
    return [...new Set([...was.keys(), ...is.keys()])].every(
      (place) => this.#places.has(place) || was.get(place) === is.get(place),
    );
  }

  async #learn(first: string, read: () => Promise<string | undefined>): Promise<void> {
    let last = texts(first);
    let unsteady = [...last.keys()];
    for (let turn = 0; turn < reads && unsteady.length > 0; turn += 1) {
      const text = await read();
      if (text === undefined) return;
      const now = texts(text);
      const former = last;
      unsteady = unsteady.filter((place) => now.get(place) !== former.get(place));
      last = now;
    }
    for (const place of unsteady) this.#places.add(place);
  }
}
