import type { Contract } from '../../contract/contract.js';
import { resourceSchema } from '../../contract/facts/resource-schema.js';
import { valueAt, withValueAt } from '../../contract/pointer.js';
import { declaredPart } from './declared-part.js';

function without(value: unknown, pointers: readonly string[]): unknown {
  return pointers.reduce(
    (rest, pointer) => (valueAt(rest, pointer) === undefined ? rest : withValueAt(rest, pointer, undefined)),
    value,
  );
}

/** A resource as the read-back shows it, reduced to what only an update may change, as text to compare. */
export function comparableState(contract: Contract, resource: unknown): string {
  const states = contract.behaviours.flatMap(({ behaviour }) => behaviour.settles?.state ?? []);
  return JSON.stringify(without(declaredPart(resourceSchema(contract), resource), states)) ?? '';
}

/** The same without the time of the last update, which writing back cannot bring back. */
export function restorableState(contract: Contract, resource: unknown): string {
  const times = contract.behaviours.flatMap(({ behaviour }) => behaviour.times?.rising ?? []);
  return comparableState(contract, without(resource, times));
}
