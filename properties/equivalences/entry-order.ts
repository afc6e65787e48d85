import type { TreeNode } from '../../contract/inspect/tree.js';
import type { Equivalence } from './equivalence.js';
import { admitted, rewrite } from './rewrite.js';

/** The entries of a list in the opposite order, where a member of theirs says which is which (`x-merge-by`). */
export function entryOrder(node: TreeNode): Equivalence {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value) && value.length > 1 ? [...value].reverse() : undefined;
  return { name: 'entry-order', apply: (model, draft) => admitted(model, rewrite(node, draft, reversed)) };
}
