import type { TreeNode } from '../../contract/inspect/tree.js';
import type { Schema } from '../../contract/schema.js';
import type { TargetFixture } from '../../contract/target.js';

function own({ properties: _, items: __, contentSchema: ___, ...keywords }: Schema): object {
  return keywords;
}

/**
 * What the domain of a node is made from, as text: nodes of several fixtures with the same text have the same domain.
 */
export function domainKey(
  node: TreeNode,
  applies: (node: TreeNode) => boolean,
  values: TargetFixture['values'],
): string {
  const part = (at: TreeNode): unknown => [
    at.pointer,
    at.via,
    at.required,
    own(at.schema),
    at.conditions,
    at.plan === undefined ? undefined : own(at.plan),
    at.readings.map(({ schema, presence }) => [own(schema), presence]),
    at.schema['x-fixture'] === true ? values[at.name] : undefined,
    at.children.filter(applies).map(part),
  ];
  return JSON.stringify(part(node));
}
