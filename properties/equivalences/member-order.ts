import { isObject } from '../../contract/pointer.js';
import type { Equivalence } from './equivalence.js';
import { admitted } from './rewrite.js';

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

/**
 * The members of every object in the opposite order, also in strings that hold JSON (RFC 8259: objects are unordered).
 * Arrays stay as they are.
 */
export const memberOrder: Equivalence = {
  name: 'member-order',
  apply: (model, draft) => {
    const other = reversed(draft);
    return isObject(other) && JSON.stringify(other) !== JSON.stringify(draft) ? admitted(model, other) : undefined;
  },
};
