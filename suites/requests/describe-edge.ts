import type { TreeNode } from '../../contract/inspect/tree.js';
import type { LogicalRequest } from '../../contract/target.js';
import type { Judging } from '../judges/judging.js';
import { describeSecret } from '../secrets/describe-secret.js';

/** A boundary value in a few words; hidden before it is cut, since half a secret is not found any more. */
export function describeEdge({ observer }: Judging, node: TreeNode, value: unknown, logical: LogicalRequest): string {
  if (value === undefined) return `${node.pointer} left out`;
  if (node.schema['x-secret'] === true) return `${node.pointer} = ${typeof value === 'string' ? describeSecret(value) : JSON.stringify(value)}`;
  return `${node.pointer} = ${observer.mask.hide(JSON.stringify(value), logical).slice(0, 120)}`;
}
