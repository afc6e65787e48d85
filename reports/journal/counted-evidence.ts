import type { ResultEntry } from '../../generated/journal.js';

type Seen = ResultEntry['tally'][number];

/**
 * Keeps journals small: nearly every answer shows the same clauses as the one before. That a side of a clause was seen
 * stands where it was seen first; how often it was seen again is counted, and told once at the end.
 */
export class CountedEvidence {
  /** What has been told, by operation, clause and side. */
  readonly #told = new Set<string>();
  /** What is to be told at the end, by operation. */
  readonly #again = new Map<string, { readonly like: ResultEntry; readonly seen: Map<string, Seen> }>();

  /** A result with what no result before it has shown. */
  first(entry: ResultEntry): ResultEntry {
    const tally = entry.tally.filter((seen) => {
      const key = `${seen.clause} ${seen.side}`;
      if (!this.#told.has(key)) {
        this.#told.add(key);
        return true;
      }
      this.#count(entry, key, seen);
      return false;
    });
    return { ...entry, tally };
  }

  /** One more result for each operation, with what its results have shown again. */
  rest(): readonly ResultEntry[] {
    const rest = [...this.#again.values()].map(({ like, seen }) => ({ ...like, tally: [...seen.values()] }));
    this.#again.clear();
    return rest;
  }

  #count(entry: ResultEntry, key: string, seen: Seen): void {
    const { operation, type, check, subject } = entry;
    const own = this.#again.get(operation) ?? {
      like: { type, operation, check, subject, requests: 0, milliseconds: 0, tally: [], findings: [] },
      seen: new Map<string, Seen>(),
    };
    this.#again.set(operation, own);
    own.seen.set(key, { ...seen, count: (own.seen.get(key)?.count ?? 0) + seen.count });
  }
}
