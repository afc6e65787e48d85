import { clauseAt, type TreeNode } from '../../contract/inspect/tree.js';
import type { Equivalence } from './equivalence.js';
import { rewrite } from './rewrite.js';

/** The same comma-separated list with a blank behind each comma. No document says whether it is read. */
export function cidrListSpacing(node: TreeNode): Equivalence {
  const spaced = (value: unknown): string | undefined =>
    typeof value === 'string' && value.includes(',') ? value.split(',').join(', ') : undefined;
  return {
    name: 'cidr-list-spacing',
    clause: clauseAt(node, 'format'),
    advisory: true,
    apply: (_, draft) => rewrite(node, draft, spaced),
  };
}
