import { isObject } from '../specs/pointer.js';
import type { TreeNode } from '../specs/tree.js';

/**
 * A request under construction: like a logical request, but members that travel as strings holding JSON
 * are still objects (or, where they are to be malformed, already strings).
 */
export type DraftRequest = Readonly<Record<string, unknown>>;

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
  if (!isObject(value)) return value;
  const children = new Map(node.children.map((child) => [child.name, child]));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const child = children.get(name);
      return [name, child === undefined ? member : encodeContent(child, member)];
    }),
  );
}

/**
 * Every way a list of contract pointers lands in a request: `items` become indices, pointers below the same array share the index.
 * Pointers through an array that the request lacks give nothing.
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
      pointers.map((pointer) => (pointer.startsWith(`${array}/items`) ? `${array}/${index}${pointer.slice(array.length + '/items'.length)}` : pointer)),
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
