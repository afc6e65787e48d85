import type { Contract } from '../contract.js';
import type { Condition, Schema } from '../schema.js';
import { resourceSchema } from './resource-schema.js';
import { StoredPlace } from './stored-place.js';

/**
 * A request member that is compared with the read-back as a whole: a scalar, a list, or an array that replaces the
 * stored one.
 */
export interface StoredMember {
  /** Contract pointer of the request. */
  readonly pointer: string;
  /** Contract pointer of its place in the resource. */
  readonly place: string;
  readonly schema: Schema;
  /** Whether the read-back shows it under a condition only. */
  readonly conditional: boolean;
  /** The condition itself, where it is the member's own. */
  readonly condition?: Condition;
  /** Whether it is a member of an object that may be left out. */
  readonly nested: boolean;
}

function isUnit({ properties, items, contentSchema, 'x-merge-by': key }: Schema): boolean {
  return properties === undefined && contentSchema === undefined && (items === undefined || key === undefined);
}

/** A place of the resource that the read-back shows. */
export interface ShownPlace {
  /** Contract pointer into the resource. */
  readonly place: string;
  readonly schema: Schema;
  /** Whether it is shown under a condition only. */
  readonly conditional: boolean;
  /** The condition itself, where it is the place's own. */
  readonly condition?: Condition;
}

/** Everything that a read-back shows of the resource, but what changes by itself. */
export function* placesShown(
  schema: Schema,
  place: StoredPlace = StoredPlace.whole,
  owner = false,
): Generator<ShownPlace> {
  if (schema['x-volatile'] === true || schema['x-request-id'] === true) return;
  const conditional = owner || schema['x-returned-when'] !== undefined || schema['x-state-when'] !== undefined;
  const condition = schema['x-returned-when']?.if;
  yield { place: place.pattern, schema, conditional, ...(condition === undefined ? {} : { condition }) };
  if (schema.items !== undefined) yield* placesShown(schema.items, place.item(0), conditional);
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    const own = place.member(name, child);
    if (own !== undefined) yield* placesShown(child, own, conditional);
  }
}

interface Owner {
  readonly pointer: string;
  readonly place: StoredPlace;
  readonly nested: boolean;
  /** The member that tells the entries of an array apart. */
  readonly key?: string;
}

function* units(
  schema: Schema,
  { pointer, place, nested, key }: Owner,
): Generator<Omit<StoredMember, 'conditional' | 'condition'>> {
  if (isUnit(schema)) {
    yield { pointer, place: place.pattern, schema, nested };
    return;
  }
  const items = { pointer: `${pointer}/items`, place: place.item(0), nested: true };
  if (schema.items !== undefined)
    yield* units(schema.items, {
      ...items,
      ...(schema['x-merge-by'] === undefined ? {} : { key: schema['x-merge-by'] }),
    });
  for (const [name, child] of Object.entries(schema.contentSchema?.properties ?? schema.properties ?? {})) {
    const below = place.member(name, child);
    if (below === undefined || name === key) continue;
    const isOptional = schema.required?.includes(name) !== true && !isUnit(child);
    yield* units(child, { pointer: `${pointer}/${name}`, place: below, nested: nested || isOptional });
  }
}

/**
 * The members of the update request that the read-back shows. What tells the entries of an array apart is no value of
 * its own.
 */
export function storedMembers(contract: Pick<Contract, 'update' | 'readBack'>): readonly StoredMember[] {
  const shown = new Map(
    [...placesShown(resourceSchema(contract))].map(({ place, conditional, condition }) => [
      place,
      { conditional, ...(condition === undefined ? {} : { condition }) },
    ]),
  );
  return [...units(contract.update.request, { pointer: '', place: StoredPlace.whole, nested: false })].flatMap(
    (unit) => {
      const how = shown.get(unit.place);
      return how === undefined ? [] : [{ ...unit, ...how }];
    },
  );
}
