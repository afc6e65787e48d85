import type { Contract } from '../../contract/contract.js';
import { resourceSchema } from '../../contract/facts/resource-schema.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import { sortedByText } from './sorted-by-text.js';

/**
 * The part of a value that a schema declares, without what changes by itself. Members the contract does not know may
 * hold anything, the time of day included.
 */
function declared(schema: Schema, value: unknown): unknown {
  // No document says in which order entries are listed.
  if (Array.isArray(value))
    return sortedByText(schema.items === undefined ? value : value.map((item) => declared(schema.items ?? {}, item)));
  if (!isObject(value) || schema.properties === undefined) return value;
  const kept = Object.entries(schema.properties).filter(
    ([name, child]) => Object.hasOwn(value, name) && child['x-request-id'] !== true && child['x-volatile'] !== true,
  );
  return Object.fromEntries(kept.map(([name, child]) => [name, declared(child, value[name])]));
}

function without(value: unknown, pointers: readonly string[]): unknown {
  return pointers.reduce(
    (rest, pointer) => (valueAt(rest, pointer) === undefined ? rest : withValueAt(rest, pointer, undefined)),
    value,
  );
}

/** A resource as the read-back shows it, reduced to what only an update may change, as text to compare. */
export function comparableState(contract: Contract, resource: unknown): string {
  const states = contract.behaviours.flatMap(({ behaviour }) => behaviour.settles?.state ?? []);
  return JSON.stringify(without(declared(resourceSchema(contract), resource), states)) ?? '';
}

/** The same without the time of the last update, which writing back cannot bring back. */
export function restorableState(contract: Contract, resource: unknown): string {
  const times = contract.behaviours.flatMap(({ behaviour }) => behaviour.times?.rising ?? []);
  return comparableState(contract, without(resource, times));
}
