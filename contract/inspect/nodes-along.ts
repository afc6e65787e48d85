import type { TreeNode } from './tree.js';

/**
 * The nodes on the way to a contract pointer, outermost first, as far as there are any; what a string holds as JSON
 * counts as its members.
 */
export function* nodesAlong(tree: TreeNode, pointer: string): Generator<TreeNode> {
  let node: TreeNode | undefined = tree;
  for (const name of pointer.split('/').slice(1)) {
    node = (node.children[0]?.via === 'content' ? node.children[0] : node).children.find(
      (child) => child.name === name,
    );
    if (node === undefined) return;
    yield node;
  }
}
