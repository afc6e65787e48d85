import type { TreeNode } from '../contract/inspect/tree.js';

/** Whether some reading of the document, or the kit's own planning, makes the member mandatory. */
export function isAlways({ required, readings }: TreeNode): boolean {
  return required || readings.some(({ presence }) => presence === 'required');
}
