import { facetsOf, type ValueFacet } from '../facets.js';
import type { Schema, TraitCondition, Traits } from '../schema.js';
import { conditionTraits } from './condition-traits.js';
import { conditionHolds } from './conditions.js';
import { denied, traitHolds } from './traits.js';

/** What a schema says on fixtures with certain traits. */
export interface World {
  readonly schema: Schema;
  /** Facets whose keywords come from an `x-when` entry, with the entry's name. */
  readonly conditions: Readonly<Partial<Record<ValueFacet, string>>>;
}

function worldOf(schema: Schema, traits: Traits): World {
  const conditions: Partial<Record<ValueFacet, string>> = {};
  let own = schema;
  for (const { name, if: condition, then } of schema['x-when'] ?? []) {
    if (conditionHolds(condition, traits, undefined) !== true) continue;
    own = { ...own, ...(then as Schema) };
    for (const facet of facetsOf(then)) conditions[facet] = name;
  }
  return { schema: own, conditions };
}

/**
 * What a schema may say on a fixture, the `x-when` entries taken that hold there: one world where every trait that they
 * look at is given or denied, else one for each way in which the unknown ones can be, all different.
 */
export function worldsOf(schema: Schema, traits: Traits): readonly [World, ...World[]] {
  const entries = schema['x-when'] ?? [];
  if (entries.length === 0) return [worldOf(schema, traits)];
  const looked = new Set(entries.flatMap((entry) => conditionTraits(entry.if as TraitCondition)));
  const unknown = [...looked].filter((trait) => traitHolds(trait, traits) === undefined);
  let sets: readonly Traits[] = [traits];
  for (const trait of unknown)
    sets = sets.flatMap((set) => [new Set([...set, denied(trait)]), new Set([...set, trait])]);
  const worlds = new Map(
    sets
      .map((set) => worldOf(schema, set))
      .map((world) => [JSON.stringify([world.schema, world.conditions]), world] as const),
  );
  const [first, ...others] = worlds.values();
  return [first ?? worldOf(schema, traits), ...others];
}

/**
 * The facets whose clause in the first world holds under a condition of which nobody knows whether it is met: another
 * world has another rule there.
 */
export function uncertainFacets([first, ...others]: readonly [World, ...World[]]): ReadonlySet<ValueFacet> {
  const facets = Object.keys(first.conditions) as readonly ValueFacet[];
  return new Set(
    facets.filter((facet) => others.some(({ conditions }) => conditions[facet] !== first.conditions[facet])),
  );
}
