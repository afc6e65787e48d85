import { StoredPlace } from '../../contract/facts/stored-place.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import { parseJson } from '../drivers/json-text.js';

/**
 * The resource after an accepted update: every given member is written where it is stored, members left out stay.
 * Arrays are replaced unless `x-merge-by` says by which member their items are merged.
 */
export function applyUpdate(tree: TreeNode, request: unknown, state: unknown): unknown {
  return isObject(request) ? applyMembers(tree, request, StoredPlace.whole, state) : state;
}

function applyMembers(
  node: TreeNode,
  given: Readonly<Record<string, unknown>>,
  place: StoredPlace,
  state: unknown,
): unknown {
  let next = state;
  for (const child of node.children) {
    const value = given[child.name];
    const childPlace = place.member(child.name, child.schema);
    if (value !== undefined && childPlace !== undefined) next = applyValue(child, value, childPlace, next);
  }
  return next;
}

function applyValue(node: TreeNode, value: unknown, place: StoredPlace, state: unknown): unknown {
  const [below] = node.children;
  if (below?.via === 'content') {
    const content = typeof value === 'string' ? parseJson(value)?.value : undefined;
    return isObject(content) ? applyMembers(below, content, place, withObjectAt(state, place)) : state;
  }
  if (below?.via === 'item' && Array.isArray(value)) return applyItems(node, below, value, place, state);
  if (below !== undefined && isObject(value)) return applyMembers(node, value, place, withObjectAt(state, place));
  return withValueAt(state, place.pointer, value);
}

function withObjectAt(state: unknown, place: StoredPlace): unknown {
  return isObject(valueAt(state, place.pointer)) ? state : withValueAt(state, place.pointer, {});
}

function applyItems(
  node: TreeNode,
  itemNode: TreeNode,
  given: readonly unknown[],
  place: StoredPlace,
  state: unknown,
): unknown {
  const key = node.schema['x-merge-by'];
  const stored = valueAt(state, place.pointer);
  const kept: readonly unknown[] = key !== undefined && Array.isArray(stored) ? stored : [];
  let next = withValueAt(state, place.pointer, kept);
  let length = kept.length;
  for (const item of given) {
    const named = kept.findIndex(
      (candidate) =>
        key !== undefined && isObject(item) && isObject(candidate) && String(candidate[key]) === String(item[key]),
    );
    next = applyValue(itemNode, item, place.item(named < 0 ? length : named), next);
    if (named < 0) length += 1;
  }
  return next;
}
