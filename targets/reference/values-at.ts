import { isObject, segmentsOf } from '../../contract/pointer.js';
import { parseJson } from '../drivers/json-text.js';

/**
 * All values at a contract pointer: `items` stands for every item of an array, and a string that holds JSON is looked
 * into.
 */
export function valuesAt(root: unknown, pointer: string): readonly unknown[] {
  return segmentsOf(pointer).reduce<readonly unknown[]>(
    (values, segment) => values.flatMap((value) => step(value, segment)),
    [root],
  );
}

function step(value: unknown, segment: string): readonly unknown[] {
  const owner = typeof value === 'string' ? parseJson(value)?.value : value;
  if (Array.isArray(owner)) return segment === 'items' ? owner : [];
  if (!isObject(owner) || !Object.hasOwn(owner, segment) || owner[segment] === undefined) return [];
  return [owner[segment]];
}
