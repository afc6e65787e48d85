import type { TreeNode } from '../../contract/inspect/tree.js';
import type { Schema } from '../../contract/schema.js';

/**
 * The JSON Schema that a tree amounts to on its fixture: conditions resolved, nothing left for the kit to interpret.
 */
export function plainSchema({ schema, children }: TreeNode): Schema {
  const { 'x-when': _, ...own } = schema;
  const [child] = children;
  if (child?.via === 'content') return { ...own, contentSchema: plainSchema(child) };
  if (child?.via === 'item') return { ...own, items: plainSchema(child) };
  return {
    ...own,
    properties: Object.fromEntries(children.map((member) => [member.name, plainSchema(member)])),
    required: children.filter(({ required }) => required).map(({ name }) => name),
  };
}
