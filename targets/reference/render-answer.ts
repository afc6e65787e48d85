import { StoredPlace } from '../../contract/facts/stored-place.js';
import { conditionHolds } from '../../contract/inspect/conditions.js';
import { isObject, valueAt } from '../../contract/pointer.js';
import type { Schema, Traits } from '../../contract/schema.js';
import { convert } from './convert.js';
import { requestIdLike } from './request-id.js';

/** What an answer shows. */
export interface Shown {
  readonly state: unknown;
  readonly traits: Traits;
  readonly uuid: string;
}

/** The body that a schema describes, filled from the resource; members that are not stored are left out. */
export function renderAnswer(schema: Schema, shown: Shown): unknown {
  const body = render(schema, StoredPlace.whole, shown) ?? {};
  return pruned(schema, body, body, shown);
}

function render(schema: Schema, place: StoredPlace | undefined, shown: Shown): unknown {
  const stored = place === undefined ? undefined : valueAt(shown.state, place.pointer);
  if (schema['x-request-id'] === true)
    return stored === undefined || isObject(stored) ? requestIdLike(schema.examples?.[0], shown.uuid) : stored;
  if (schema.contentSchema !== undefined) {
    const content = typeof stored === 'string' ? undefined : render(schema.contentSchema, place, shown);
    return content === undefined ? stored : JSON.stringify(content);
  }
  if (schema.items !== undefined)
    return place === undefined || !Array.isArray(stored) ? undefined : renderItems(schema.items, stored, place, shown);
  if (schema.properties !== undefined) return renderMembers(schema.properties, stored, place, shown);
  if (stored === undefined) return schema['x-assigned'] === 'position' ? positionOf(place) : undefined;
  return convert(stored, schema);
}

function positionOf(place: StoredPlace | undefined): number | undefined {
  const [item] = place?.items ?? [];
  return item === undefined ? undefined : Number(item.pointer.split('/').at(-1)) + 1;
}

function renderItems(items: Schema, stored: readonly unknown[], place: StoredPlace, shown: Shown): readonly unknown[] {
  return stored.map((_, index) => render(items, place.item(index), shown)).filter((item) => item !== undefined);
}

function renderMembers(
  properties: Readonly<Record<string, Schema>>,
  stored: unknown,
  place: StoredPlace | undefined,
  shown: Shown,
): unknown {
  const members: Record<string, unknown> = {};
  let isEmpty = true;
  if (place !== undefined)
    for (const [name, child] of Object.entries(properties)) {
      const value = render(child, shownElsewhere(child, place, shown) ?? place.member(name, child), shown);
      if (value === undefined) continue;
      members[name] = value;
      isEmpty = false;
    }
  return isEmpty && !isObject(stored) ? undefined : members;
}

/** The other place that a member shows at present, where the resource has something there. */
function shownElsewhere(
  { 'x-state-when': elsewhere }: Schema,
  owner: StoredPlace,
  { state }: Shown,
): StoredPlace | undefined {
  if (
    elsewhere === undefined ||
    !elsewhere.in.includes(valueAt(state, elsewhere.member)) ||
    valueAt(state, elsewhere.state) === undefined
  )
    return undefined;
  return owner.at(elsewhere.state);
}

/**
 * Leaves out the members whose condition does not hold, by the answer itself and, where it lacks the member asked for,
 * by the resource.
 */
function pruned(schema: Schema, value: unknown, body: unknown, shown: Shown): unknown {
  if (Array.isArray(value))
    return schema.items === undefined ? value : value.map((item) => pruned(schema.items ?? {}, item, body, shown));
  if (!isObject(value) || schema.properties === undefined) return value;
  const isReturned = (child: Schema | undefined): boolean => {
    const returned = child?.['x-returned-when'];
    if (returned === undefined) return true;
    return (
      (conditionHolds(returned.if, shown.traits, body) ?? conditionHolds(returned.if, shown.traits, shown.state)) !==
      false
    );
  };
  const kept: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const child = schema.properties?.[name];
    if (isReturned(child)) kept[name] = pruned(child ?? {}, member, body, shown);
  }
  return kept;
}
