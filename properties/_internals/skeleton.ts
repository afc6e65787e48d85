import type { TreeNode } from '../../contract/inspect/tree.js';
import type { Domain } from '../domain.js';
import { isAlways } from '../is-always.js';

/**
 * The emptiest value of a container on the way to a member: mandatory members and, in as few entries as may be, what
 * tells them apart.
 */
export function skeleton(
  node: TreeNode,
  domain: (node: TreeNode) => Domain | undefined,
  mergeKeys: ReadonlySet<string>,
  index = 0,
): unknown {
  if (node.schema.items !== undefined) {
    const entries = Array.from({ length: Math.max(1, (node.plan ?? node.schema).minItems ?? 0) }, (_, entry) => entry);
    return entries.flatMap((entry) =>
      node.children.map((item) =>
        isContainer(item) ? skeleton(item, domain, mergeKeys, entry) : domain(item)?.edges[entry],
      ),
    );
  }
  const owner = node.schema.contentSchema === undefined ? node : (node.children[0] ?? node);
  const members = owner.children.filter((child) => isAlways(child) || mergeKeys.has(child.pointer));
  return Object.fromEntries(
    members.map((child) => [child.name, domain(child)?.edges[mergeKeys.has(child.pointer) ? index : 0]]),
  );
}

function isContainer({ schema }: TreeNode): boolean {
  return schema.items !== undefined || schema.properties !== undefined || schema.contentSchema !== undefined;
}
