import type { Contract } from '../../contract/contract.js';
import { resourceSchema } from '../../contract/facts/resource-schema.js';
import { StoredPlace } from '../../contract/facts/stored-place.js';
import { isObject, segmentsOf, valueAt, withValueAt } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import { isMasked } from '../secrets/is-masked.js';

type Stored = Record<string, unknown>;

/**
 * Puts every scalar and every empty list that a read-back shows where it stands in the resource. Secrets count where
 * they are shown although the contract stores them nowhere.
 */
function collect(schema: Schema, value: unknown, place: StoredPlace, root: unknown, whole: Stored): void {
  if (schema['x-volatile'] === true || schema['x-request-id'] === true) return;
  if (Array.isArray(value)) {
    if (value.length === 0) put(whole, segmentsOf(place.pointer), []);
    for (const [index, item] of value.entries()) collect(schema.items ?? {}, item, place.item(index), root, whole);
    return;
  }
  if (isObject(value) && schema.properties !== undefined) {
    for (const [name, child] of Object.entries(schema.properties)) {
      if (!Object.hasOwn(value, name)) continue;
      const own =
        child['x-secret'] === true && child['x-state'] === false ? place.member(name, {}) : place.member(name, child);
      if (own !== undefined && !isOfElsewhere(child, root)) collect(child, value[name], own, root, whole);
    }
    return;
  }
  if (value === undefined || value === null) return;
  if (schema['x-secret'] === true && (typeof value !== 'string' || isMasked(value))) return;
  put(whole, segmentsOf(place.pointer), withoutUnit(schema, value));
}

function withoutUnit({ 'x-unit': unit }: Schema, value: unknown): unknown {
  if (unit === undefined || typeof value !== 'string' || !value.endsWith(unit)) return value;
  const number = value.slice(0, -unit.length);
  return /^-?\d+$/.test(number) ? number : value;
}

/** Whether a member shows at present what no update sets. */
function isOfElsewhere({ 'x-state-when': elsewhere }: Schema, resource: unknown): boolean {
  return elsewhere?.in.includes(valueAt(resource, elsewhere.member)) === true;
}

/**
 * Pointers of stored members in whose place the read-back shows at present what no update sets: whether they are set is
 * not to be seen, and makes no difference.
 */
export function hiddenPlaces(contract: Contract, resource: unknown): ReadonlySet<string> {
  return new Set(hidden(resourceSchema(contract), resource, StoredPlace.whole, resource));
}

function* hidden(schema: Schema, value: unknown, place: StoredPlace, root: unknown): Generator<string> {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* hidden(schema.items ?? {}, item, place.item(index), root);
  if (!isObject(value)) return;
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    const own = place.member(name, child);
    if (own === undefined) continue;
    if (isOfElsewhere(child, root)) yield own.pointer;
    else yield* hidden(child, value[name], own, root);
  }
}

const read = new WeakMap<object, unknown>();

/** The resource that a read-back shows, in the places that the contract's `x-state` gives its members. */
export function storedValues(contract: Contract, resource: unknown): unknown {
  return valuesIn(contract, resourceSchema(contract), resource);
}

/** The resource that the answer to an accepted update shows, in the same places. */
export function answeredValues(contract: Contract, body: unknown): unknown {
  return valuesIn(contract, contract.update.response, body);
}

function valuesIn(contract: Contract, schema: Schema, body: unknown): unknown {
  if (!isObject(body)) return {};
  // One read-back is asked for its values as what comes after one update and before the next.
  const known = read.get(body);
  if (known !== undefined) return known;
  const whole: Stored = {};
  collect(schema, body, StoredPlace.whole, body, whole);
  const state = inOrder(contract, whole);
  read.set(body, state);
  return state;
}

/** Entries that a member tells apart, sorted by it: the order in which they are listed says nothing. */
function inOrder({ update }: Contract, state: unknown): unknown {
  return keyedArraysOf(update.request).reduce<unknown>((whole, { place, key }) => {
    const entries = valueAt(whole, place);
    const keyOf = (entry: unknown): string => String(valueAt(entry, `/${key}`));
    return Array.isArray(entries)
      ? withValueAt(
          whole,
          place,
          [...entries].sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en', { numeric: true })),
        )
      : whole;
  }, state);
}

/** An array whose entries a member tells apart. */
interface KeyedArray {
  readonly place: string;
  readonly key: string;
}

const keyed = new WeakMap<Schema, readonly KeyedArray[]>();

function keyedArraysOf(request: Schema): readonly KeyedArray[] {
  const known = keyed.get(request) ?? [...keyedArrays(request, StoredPlace.whole)];
  keyed.set(request, known);
  return known;
}

function* keyedArrays(schema: Schema, place: StoredPlace): Generator<KeyedArray> {
  const key = schema['x-merge-by'];
  if (key !== undefined) yield { place: place.pointer, key };
  for (const [name, child] of Object.entries(schema.contentSchema?.properties ?? schema.properties ?? {})) {
    const own = place.member(name, child);
    if (own !== undefined) yield* keyedArrays(child, own);
  }
}

const index = /^\d+$/;

/** Puts a value where the segments lead; what an index steps into is an array. */
function put(root: Stored | unknown[], segments: readonly string[], value: unknown): void {
  let owner = root;
  for (const [depth, segment] of segments.entries()) {
    const next = segments[depth + 1];
    const key = Array.isArray(owner) ? Number(segment) : segment;
    const held: unknown = Reflect.get(owner, key);
    if (next === undefined) Reflect.set(owner, key, value);
    else if (Array.isArray(held) || isObject(held)) owner = held;
    else {
      const made = index.test(next) ? [] : {};
      Reflect.set(owner, key, made);
      owner = made;
    }
  }
}
