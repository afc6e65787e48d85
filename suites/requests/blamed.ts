import { facetsOf } from '../../contract/facets.js';
import { clauseAt, type TreeNode } from '../../contract/inspect/tree.js';

/** The clause that a refused boundary member is most likely about. */
export function blamed(node: TreeNode, value: unknown, clauses: readonly string[]): string {
  if (value === undefined) return clauseAt(node, 'presence');
  const { schema } = node;
  const atLength =
    typeof value === 'string' && ([...value].length === schema.minLength || [...value].length === schema.maxLength);
  const order = [
    ...(atLength ? (['length'] as const) : []),
    'range',
    'enum',
    'count',
    'outside',
    'within',
    'classes',
    'characters',
    'format',
    'pattern',
    'content',
    'length',
    'type',
  ] as const;
  const own = facetsOf(schema);
  const facet = order.find((candidate) => own.includes(candidate) && clauses.includes(clauseAt(node, candidate)));
  // That a list or a text is one is not in doubt: something that no clause of the member states is held against it.
  if (facet === undefined || (facet === 'type' && (typeof value === 'string' || typeof value === 'object')))
    return '/exchange/success-status';
  return clauseAt(node, facet);
}
