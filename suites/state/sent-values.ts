import { isObject } from '../../contract/pointer.js';

function* leavesOf(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const entry of value) yield* leavesOf(entry);
  else if (isObject(value)) for (const member of Object.values(value)) yield* leavesOf(member);
  else if (value !== undefined && value !== null)
    for (const part of String(value).split(',')) yield part.trim().toLowerCase();
}

/** What the requests of a run have sent, to whatever resource. */
export class SentValues {
  readonly #values = new Set<string>();

  learn(request: unknown): void {
    for (const leaf of leavesOf(request)) this.#values.add(leaf);
  }

  /**
   * Whether what is shown now holds something that was neither there before nor ever sent, or holds nothing any more.
   */
  isForeign(before: unknown, now: unknown): boolean {
    const known = new Set(leavesOf(before));
    const shown = [...leavesOf(now)];
    return (shown.length === 0 && known.size > 0) || shown.some((leaf) => !known.has(leaf) && !this.#values.has(leaf));
  }
}

/** Why something is left open that a resource shows. */
export function changedByOthers(told: string): string {
  return `${told}; no request of this run sent that, and it did not come again: somebody else seems to change the resource`;
}
