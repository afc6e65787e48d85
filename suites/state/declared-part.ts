import { isObject } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import { sortedByText } from './sorted-by-text.js';

/**
 * The part of a value that a schema declares, without what changes by itself, its members in the order of the schema.
 * Members that the contract does not know may hold anything, a version that each update raises included; in which order
 * entries are listed, no document says.
 */
export function declaredPart(schema: Schema, value: unknown): unknown {
  if (Array.isArray(value)) return sortedByText(value.map((item) => declaredPart(schema.items ?? {}, item)));
  if (!isObject(value)) return value;
  if (schema.properties === undefined) return inNameOrder(value);
  const kept = Object.entries(schema.properties).filter(
    ([name, child]) => Object.hasOwn(value, name) && child['x-request-id'] !== true && child['x-volatile'] !== true,
  );
  return Object.fromEntries(kept.map(([name, child]) => [name, declaredPart(child, value[name])]));
}

/** What no schema tells apart, whatever the order of its members. */
function inNameOrder(value: Readonly<Record<string, unknown>>): unknown {
  const members = Object.entries(value).map(([name, member]) => [name, declaredPart({}, member)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
