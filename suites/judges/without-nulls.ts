import type { Contract } from '../../contract/contract.js';
import { clauseAt, type TreeNode } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';

/** An answer without the members that may be missing and are null: nothing at all is as good as left out. */
export function withoutNulls(contract: Contract, node: TreeNode, value: unknown): unknown {
  if (Array.isArray(value)) {
    const [item] = node.children;
    return item === undefined ? value : value.map((entry) => withoutNulls(contract, item, entry));
  }
  if (!isObject(value) || node.schema.contentSchema !== undefined) return value;
  const children = new Map(node.children.map((child) => [child.name, child]));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const child = children.get(name);
      if (child === undefined) return [[name, member]];
      return member === null && mayBeMissing(contract, child) ? [] : [[name, withoutNulls(contract, child, member)]];
    }),
  );
}

function mayBeMissing({ clauses }: Contract, node: TreeNode): boolean {
  const { required, schema, readings } = node;
  if ([schema.type].flat().includes('null')) return false;
  const presence = clauseAt(node, 'presence');
  const isOpen = clauses.some(({ local, excluded }) => local === presence && excluded !== undefined);
  return (
    !required ||
    isOpen ||
    schema['x-returned-when'] !== undefined ||
    readings.some((reading) => reading.presence === 'optional')
  );
}
