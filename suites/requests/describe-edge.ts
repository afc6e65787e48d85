import type { TreeNode } from '../../contract/inspect/tree.js';
import type { LogicalRequest } from '../../contract/target.js';
import { describeSecret } from '../secrets/describe-secret.js';
import type { SecretMask } from '../secrets/secret-mask.js';

/** What hides the secrets of a run. */
export interface Hiding {
  readonly observer: { readonly mask: SecretMask };
}

/** A boundary value in a few words; hidden before it is cut, since half a secret is not found any more. */
export function describeEdge({ observer }: Hiding, node: TreeNode, value: unknown, logical: LogicalRequest): string {
  if (value === undefined) return `${node.pointer} left out`;
  if (node.schema['x-secret'] === true)
    return `${node.pointer} = ${typeof value === 'string' ? describeSecret(value) : JSON.stringify(value)}`;
  return `${node.pointer} = ${observer.mask.hide(JSON.stringify(value), logical).slice(0, 120)}`;
}
