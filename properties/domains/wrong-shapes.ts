import { clauseAt, type TreeNode } from '../../contract/inspect/tree.js';
import { type Domain, type Violation, violation } from '../domain.js';

/**
 * The violations of a domain, and values of another JSON type that depend on where a member stands. In place of an
 * empty list, one with a right value in it: some languages take it for the value. And null where something has to be:
 * taken for a value or for a member that is left out, it is wrong either way.
 * @param mustBe whether the document is read as saying that the member at a node must be there
 */
export function withWrongShapes(
  node: TreeNode,
  { edges, violations }: Domain,
  mustBe: (node: TreeNode) => boolean,
): readonly Violation[] {
  const types = [node.schema.type ?? []].flat();
  const clause = clauseAt(node, 'type');
  const isMissed = node.via === 'item' || (node.via === 'property' && node.required && mustBe(node));
  const isText = types.includes('string') || types.includes('integer') || types.includes('number');
  const isListed = isText && !types.includes('array') && edges.length > 0;
  return [
    ...violations.filter(({ operator }) => !isListed || operator !== 'array-instead'),
    ...(isMissed && types.length > 0 && !types.includes('null') ? [violation('null-instead', clause, [null])] : []),
    ...(isListed ? [violation('list-of-one', clause, [[edges[0]]])] : []),
  ];
}
