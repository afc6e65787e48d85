import { isObject } from '../pointer.js';
import type { Schema } from '../schema.js';

/**
 * An answer as the contract nests it: what may stand in an object of its own (`x-wrapped-as`) is taken out of it.
 * Values that hold none come back as they are.
 */
export function unwrapped(schema: Schema, value: unknown): unknown {
  const { items, properties = {}, 'x-wrapped-as': wrapper } = schema;
  const wrapped =
    wrapper !== undefined && properties[wrapper] === undefined && isObject(value) ? value[wrapper] : undefined;
  const inner = isObject(wrapped) ? wrapped : value;
  if (Array.isArray(inner))
    return items === undefined
      ? inner
      : same(
          inner,
          inner.map((entry) => unwrapped(items, entry)),
        );
  if (!isObject(inner)) return inner;
  const members = Object.entries(inner).map(
    ([key, member]) => [key, unwrapped(properties[key] ?? {}, member)] as const,
  );
  return members.every(([key, member]) => member === inner[key]) ? inner : Object.fromEntries(members);
}

function same(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((entry, index) => entry === before[index]) ? before : after;
}
