import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';

/** Numbers come back as text from some targets. */
function sameText(a: unknown, b: unknown): boolean {
  const plain = (value: unknown): string =>
    JSON.stringify(value, (_, member: unknown) => (typeof member === 'number' ? String(member) : member)) ?? '';
  return plain(a) === plain(b);
}

/**
 * The part of an update that says something else than another one; mandatory members and secrets stay, which no
 * read-back tells apart.
 */
export function changedMembers(node: TreeNode, wanted: unknown, current: unknown): unknown {
  if (!isObject(wanted)) return wanted;
  const there = isObject(current) ? current : {};
  const kept = node.children.flatMap((child) => {
    const value = wanted[child.name];
    if (value === undefined) return [];
    const needed = child.required || child.schema['x-secret'] === true || child.schema['x-fixture'] === true;
    if (!needed && sameText(value, there[child.name])) return [];
    return [[child.name, changedMembers(child, value, there[child.name])] as const];
  });
  return Object.fromEntries(kept);
}
