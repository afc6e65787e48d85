import type { SecretMask } from '../secrets/secret-mask.js';
import type { StoredEntry } from './stored-state.js';

/** A member that is not as it was. */
export interface StateDifference {
  readonly place: string;
  /** What it was and is, without secrets. */
  readonly told: string;
}

/** The members that differ between two states, place by place. */
export function stateDifferences(
  mask: SecretMask,
  was: readonly StoredEntry[],
  is: readonly StoredEntry[],
): readonly StateDifference[] {
  const before = new Map(was.map((entry) => [entry.place, entry]));
  const after = new Map(is.map((entry) => [entry.place, entry]));
  const show = (entry: StoredEntry | undefined): string =>
    entry?.text === undefined ? 'nothing' : mask.show(entry.name, entry.value);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((place) => {
    const [old, now] = [before.get(place), after.get(place)];
    return old?.text === now?.text ? [] : [{ place, told: `${place} was ${show(old)} and is ${show(now)}` }];
  });
}
