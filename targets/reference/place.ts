import type { Schema } from '../../specs/schema.js';

/** Where a schema node's value stands in the resource. */
export interface Place {
  /** Pointer with `items` for every array item on the way, as contracts write it. */
  readonly pattern: string;
  /** The same pointer with the indices of the items at hand. */
  readonly pointer: string;
  /** Places of the items on the way, innermost first. */
  readonly items: readonly { readonly pattern: string; readonly pointer: string }[];
}

/** The place of the resource itself. */
export const rootPlace: Place = { pattern: '', pointer: '', items: [] };

/** The place of a member: where `x-state` says, else under its owner; undefined when it is not stored. */
export function memberPlace(owner: Place, name: string, schema: Schema): Place | undefined {
  const state = schema['x-state'];
  if (state === false) return undefined;
  if (state === undefined) return { ...owner, pattern: `${owner.pattern}/${name}`, pointer: `${owner.pointer}/${name}` };
  const item = owner.items.find(({ pattern }) => state.startsWith(`${pattern}/`));
  return { ...owner, pattern: state, pointer: item === undefined ? state : `${item.pointer}${state.slice(item.pattern.length)}` };
}

/** The place of one item of the array at a place. */
export function itemPlace(array: Place, index: number): Place {
  const item = { pattern: `${array.pattern}/items`, pointer: `${array.pointer}/${index}` };
  return { ...item, items: [item, ...array.items] };
}
