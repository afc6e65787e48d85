import type { Schema } from '../specs/schema.js';

/** Where a value stands in the resource: as contracts write it, with `items`, and with the indices at hand. */
export interface StoredPlace {
  readonly pattern: string;
  readonly pointer: string;
  /** The array items on the way, innermost first. */
  readonly items: readonly Omit<StoredPlace, 'items'>[];
}

/** The resource itself. */
export const wholeResource: StoredPlace = { pattern: '', pointer: '', items: [] };

/** Where a member is stored: under its owner, or where its `x-state` says; undefined when it is not. */
export function storedMember(owner: StoredPlace, name: string, { 'x-state': state }: Schema): StoredPlace | undefined {
  if (state === false) return undefined;
  if (state === undefined) return { ...owner, pattern: `${owner.pattern}/${name}`, pointer: `${owner.pointer}/${name}` };
  const item = owner.items.find(({ pattern }) => state.startsWith(`${pattern}/`));
  return { ...owner, pattern: state, pointer: item === undefined ? state : `${item.pointer}${state.slice(item.pattern.length)}` };
}

/** Where one item of a stored array stands. */
export function storedItem({ pattern, pointer, items }: StoredPlace, index: number): StoredPlace {
  const item = { pattern: `${pattern}/items`, pointer: `${pointer}/${index}` };
  return { ...item, items: [item, ...items] };
}
