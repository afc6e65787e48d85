import type { TreeNode } from '../../contract/inspect/tree.js';
import { valueAt } from '../../contract/pointer.js';
import { contractPointer, type DraftRequest, instancesOf } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';

/** What a value of one JSON type says in another: 3600 for the text "3600", the text "true" for true. */
function inAnotherType(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string' || !/^(?:true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/.test(value)) return undefined;
  return JSON.parse(value);
}

/**
 * Whether a request is wrong in nothing but that a member has the JSON type of another scalar, and says there what
 * would be right: "3600" where 3600 belongs. Many readers of JSON take the one for the other, and no document says that
 * they may not.
 */
export function isSameInAnotherType(model: RequestModel, node: TreeNode, request: DraftRequest): boolean {
  const [wrong, ...others] = instancesOf(request, [node.pointer])
    .flat()
    .filter((at) => contractPointer(at) === node.pointer)
    .flatMap((at) => {
      const value = inAnotherType(valueAt(request, at));
      return value === undefined ? [] : [model.change(request, at, value)];
    });
  return wrong !== undefined && others.length === 0 && model.isSure(wrong);
}
