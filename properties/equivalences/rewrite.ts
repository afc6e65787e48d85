import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import { type DraftRequest, instancesOf } from '../request.js';
import type { RequestModel } from '../request-model.js';

/** The request with every value at `node` rewritten; undefined when none changes. */
export function rewrite(
  node: TreeNode,
  draft: DraftRequest,
  write: (value: unknown) => unknown,
): DraftRequest | undefined {
  let changed: unknown = draft;
  for (const [at = ''] of instancesOf(draft, [node.pointer])) {
    const value = valueAt(draft, at);
    const other = value === undefined ? undefined : write(value);
    if (other !== undefined) changed = withValueAt(changed, at, other);
  }
  return changed === draft || !isObject(changed) ? undefined : changed;
}

/** The request where no reading refuses it. */
export function admitted(model: RequestModel, draft: DraftRequest | undefined): DraftRequest | undefined {
  return draft !== undefined && model.isSure(draft) ? draft : undefined;
}
