import { clauseAt, type TreeNode } from '../../contract/inspect/tree.js';
import type { Equivalence } from './equivalence.js';
import { admitted, rewrite } from './rewrite.js';

/** The same CIDR blocks of a comma-separated list in the opposite order. */
export function cidrListOrder(node: TreeNode): Equivalence {
  const reversed = (value: unknown): string | undefined =>
    typeof value === 'string' && value.includes(',') ? value.split(',').reverse().join(',') : undefined;
  return {
    name: 'cidr-list-order',
    clause: clauseAt(node, 'format'),
    apply: (model, draft) => admitted(model, rewrite(node, draft, reversed)),
  };
}
