import type { TreeNode } from '../../contract/inspect/tree.js';
import type { TargetFixture } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';
import { contractPointer } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { RequestChange } from '../requests/request-changes.js';

/** A value that names another resource, and its member. */
export interface NamingValue {
  readonly node: TreeNode;
  readonly value: unknown;
  /** Whether it stands in the target file; else the resource shows it. */
  readonly isGiven: boolean;
}

function valuesIn(root: unknown, { pointer }: TreeNode, top: string): readonly unknown[] {
  return root === undefined ? [] : valuesAt(root, pointer.slice(top.length));
}

/** The values among changes, at any depth, that name other resources of the target. */
export function namingValues(
  { nodes }: RequestModel,
  { values: given }: TargetFixture,
  changes: readonly RequestChange[],
): readonly NamingValue[] {
  return changes.flatMap(({ at, from, to }) => {
    const top = contractPointer(at);
    return nodes
      .filter(
        ({ schema, pointer }) => schema['x-fixture'] === true && (pointer === top || pointer.startsWith(`${top}/`)),
      )
      .flatMap((node) =>
        valuesIn(to, node, top)
          // What the twin has, too, is no part of the change.
          .filter((value) => !valuesIn(from, node, top).includes(value))
          .map((value) => ({
            node,
            value,
            isGiven: [given[node.name] ?? []].flat().some((own) => own === value),
          })),
      );
  });
}
