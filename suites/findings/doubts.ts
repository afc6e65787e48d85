import type { Reply, TargetFixture } from '../../contract/target.js';
import type { Finding } from '../../generated/journal.js';

/** What a fixture holds since it took a wrong request, and no update could overwrite. */
export interface Doubt {
  /** Pointers into the stored resource. */
  readonly places: readonly string[];
  /** In words: which request was taken, and why its value is still there. */
  readonly told: string;
}

function nameIn(pointer: string): string {
  return pointer.split('/').findLast((segment) => !/^\d*$/.test(segment)) ?? '';
}

/**
 * Remembers, fixture by fixture, what a wrong request that was taken has left behind: what rests on it says nothing.
 */
export class Doubts {
  readonly #byFixture = new Map<string, Doubt[]>();

  add({ id }: TargetFixture, doubt: Doubt): void {
    this.#byFixture.set(id, [...(this.#byFixture.get(id) ?? []), doubt]);
  }

  /**
   * Why a finding on a fixture (its id) may be about what was left behind: it is of a place of it, or of a valid update
   * that was refused.
   */
  about(
    fixture: string,
    { axis, pointer, answers }: Pick<Finding, 'axis' | 'pointer' | 'answers'>,
    reply: Reply | undefined,
  ): string | undefined {
    const doubts = this.#byFixture.get(fixture) ?? [];
    if (doubts.length === 0) return undefined;
    const isValidRefused =
      axis === 'status' &&
      reply?.kind === 'answer' &&
      reply.status >= 400 &&
      reply.status < 500 &&
      answers?.every(({ status }) => String(status).startsWith('2')) === true;
    const isOfPlace = (place: string): boolean =>
      pointer !== undefined && nameIn(place).toLowerCase() === nameIn(pointer).toLowerCase();
    return doubts.find(
      ({ places }) => isValidRefused || ((axis === 'state' || axis === 'shape') && places.some(isOfPlace)),
    )?.told;
  }
}
