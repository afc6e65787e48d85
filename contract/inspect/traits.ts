import type { Contract } from '../contract.js';
import type { Traits } from '../schema.js';

/** What a contract says of its traits. */
type TraitFacts = Pick<Contract, 'traits' | 'exclusive' | 'optIn'>;

/** Denies every trait of the contract that an entry neither gives nor denies. */
export const noOther = '!*';

/** What stands for a trait that a fixture does not have. */
export function denied(trait: string): string {
  return `!${trait}`;
}

/** The traits that a list gives. */
export function givenTraits(listed: readonly string[]): readonly string[] {
  return listed.filter((entry) => !entry.startsWith('!'));
}

/**
 * All that a fixture's list of traits tells: what it gives, and as `!trait` what it denies, be it in so many words, by
 * `!*`, by giving another trait of an exclusive group, or by leaving out a trait that is to be opted in to. A trait
 * that is in neither form is unknown.
 */
export function completeTraits(listed: readonly string[], { traits, exclusive, optIn }: TraitFacts): readonly string[] {
  const given = new Set(givenTraits(listed));
  const others = exclusive.filter((group) => group.some((trait) => given.has(trait))).flat();
  const isDenied = (trait: string): boolean =>
    !given.has(trait) &&
    (listed.includes(denied(trait)) || listed.includes(noOther) || others.includes(trait) || optIn.includes(trait));
  return [...given, ...Object.keys(traits).filter(isDenied).map(denied)];
}

/** The shortest list that tells the same as a completed one. */
export function shortTraits(completed: readonly string[], facts: TraitFacts): readonly string[] {
  const given = givenTraits(completed);
  const implied = new Set(completeTraits(given, facts));
  return completed.filter((entry) => !entry.startsWith('!') || !implied.has(entry));
}

/** Whether a fixture has a trait; undefined where that is neither given nor denied. */
export function traitHolds(trait: string, traits: Traits): boolean | undefined {
  if (traits.has(trait)) return true;
  return traits.has(denied(trait)) ? false : undefined;
}
