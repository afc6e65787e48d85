import { clauseAt, type TreeNode } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';
import type { Equivalence } from './equivalence.js';
import { admitted, rewrite } from './rewrite.js';

/** JSON text with a blank between tokens. Line breaks of the printed form are never inside a string. */
function spaced(value: unknown): string | undefined {
  return isObject(value) ? JSON.stringify(value, undefined, 1).replaceAll(/\n\s*/g, ' ') : undefined;
}

/** A string that holds JSON, written with insignificant white space (RFC 8259, section 2). */
export function jsonSpacing(node: TreeNode): Equivalence {
  return {
    name: 'json-spacing',
    clause: clauseAt(node, 'content'),
    apply: (model, draft) => admitted(model, rewrite(node, draft, spaced)),
  };
}
