import type { TreeNode } from '../contract/inspect/tree.js';
import { isObject } from '../contract/pointer.js';

/**
 * A request under construction: like a logical request, but members that travel as strings holding JSON
 * are still objects (or, where they are to be malformed, already strings).
 */
export type DraftRequest = Readonly<Record<string, unknown>>;

const named = new WeakMap<TreeNode, ReadonlyMap<string, TreeNode>>();

/** The children of a node by their names. */
function childrenOf(node: TreeNode): ReadonlyMap<string, TreeNode> {
  const known = named.get(node) ?? new Map(node.children.map((child) => [child.name, child]));
  named.set(node, known);
  return known;
}

/** The object with each member that the node has a child for replaced by what `map` makes of it. */
function mapMembers(
  node: TreeNode,
  value: Readonly<Record<string, unknown>>,
  map: (child: TreeNode, member: unknown) => unknown,
): Record<string, unknown> {
  const children = childrenOf(node);
  const mapped: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const child = children.get(name);
    mapped[name] = child === undefined ? member : map(child, member);
  }
  return mapped;
}

function contentText(value: unknown): unknown {
  return isObject(value) ? JSON.stringify(value) : value;
}

/** Writes every string-holding-JSON member below `node` as its string. */
export function encodeContent(node: TreeNode, value: unknown): unknown {
  if (node.schema.contentSchema !== undefined) return contentText(value);
  if (Array.isArray(value)) {
    const [item] = node.children;
    return item === undefined ? value : value.map((entry) => encodeContent(item, entry));
  }
  return isObject(value) ? mapMembers(node, value, encodeContent) : value;
}

/** Reads strings that hold JSON back into objects, where they do. */
export function decodeContent(node: TreeNode, value: unknown): DraftRequest {
  const decode = (at: TreeNode, current: unknown): unknown => {
    if (at.schema.contentSchema !== undefined && typeof current === 'string') {
      try {
        return JSON.parse(current);
      } catch {
        return current;
      }
    }
    if (Array.isArray(current)) {
      const [item] = at.children;
      return item === undefined ? current : current.map((entry) => decode(item, entry));
    }
    return isObject(current) ? mapMembers(at, current, decode) : current;
  };
  const decoded = decode(node, value);
  return isObject(decoded) ? decoded : {};
}

/**
 * Every way a list of contract pointers lands in a request: `items` become indices, pointers below the same array share
 * the index. Pointers through an array that the request lacks give nothing.
 */
export function instancesOf(request: unknown, pointers: readonly string[]): readonly (readonly string[])[] {
  const through = pointers.find((pointer) => /\/items(?:\/|$)/.test(pointer));
  if (through === undefined) return [pointers];
  const array = through.slice(0, through.search(/\/items(?:\/|$)/));
  const items = lookup(request, array);
  if (!Array.isArray(items)) return [];
  return items.flatMap((_, index) =>
    instancesOf(
      request,
      pointers.map((pointer) =>
        pointer.startsWith(`${array}/items`)
          ? `${array}/${index}${pointer.slice(array.length + '/items'.length)}`
          : pointer,
      ),
    ),
  );
}

function lookup(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, segment) => {
      if (Array.isArray(value)) return value[Number(segment)];
      return isObject(value) ? value[segment] : undefined;
    }, root);
}

/** The concrete pointer of a contract pointer in a request whose arrays have one entry. */
export function firstInstance(pointer: string): string {
  return pointer.replaceAll(/\/items(?=\/|$)/g, '/0');
}

/** The contract pointer that a concrete pointer is an instance of. */
export function contractPointer(at: string): string {
  return at.replaceAll(/\/\d+(?=\/|$)/g, '/items');
}
