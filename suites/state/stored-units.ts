import { StoredPlace } from '../../contract/facts/stored-place.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt } from '../../contract/pointer.js';

/** A request member that is compared with the resource as a whole, where it stands in both. */
export interface StoredUnit {
  readonly node: TreeNode;
  /** Pointer into the stored resource. */
  readonly place: string;
  /** The value of the request; undefined: left out. */
  readonly sent: unknown;
  /** Whether an optional object that would hold it was sent. */
  readonly inside: boolean;
  /** Whether the object that would hold it directly was sent. */
  readonly isOwnerSent: boolean;
}

interface Step {
  readonly node: TreeNode;
  readonly sent: unknown;
  readonly place: StoredPlace;
  readonly inside: boolean;
  readonly isOwnerSent: boolean;
}

/** The stored resource, and where the members go. */
interface Walk {
  readonly state: unknown;
  readonly found: StoredUnit[];
}

function collect(step: Step, walk: Walk): void {
  const { node, sent, place, inside, isOwnerSent } = step;
  const [below] = node.children;
  if (below?.via === 'content')
    collect({ ...step, node: below, inside: inside || (!node.required && isObject(sent)) }, walk);
  else if (below?.via === 'item' && node.schema['x-merge-by'] !== undefined)
    collectEntries(step, below, node.schema['x-merge-by'], walk);
  else if (below === undefined || below.via === 'item')
    walk.found.push({ node, place: place.pointer, sent, inside, isOwnerSent });
  else collectMembers(step, node.children, walk);
}

function collectMembers(
  { node, sent, place, inside }: Omit<Step, 'isOwnerSent'>,
  children: readonly TreeNode[],
  walk: Walk,
): void {
  const isInside = inside || (!node.required && isObject(sent));
  for (const child of children) {
    const own = place.member(child.name, child.schema);
    const value = isObject(sent) ? sent[child.name] : undefined;
    if (own !== undefined)
      collect({ node: child, sent: value, place: own, inside: isInside, isOwnerSent: isObject(sent) }, walk);
  }
}

/**
 * The stored entries of an array whose entries are told apart by a key, each with the entry of the request that names
 * it.
 */
function collectEntries({ sent, place, inside }: Step, item: TreeNode, key: string, walk: Walk): void {
  const stored = valueAt(walk.state, place.pointer);
  if (!Array.isArray(stored)) return;
  const given: readonly unknown[] = Array.isArray(sent) ? sent : [];
  const keyless = item.children.filter(({ name }) => name !== key);
  for (const [index, entry] of stored.entries()) {
    const named = given.find(
      (candidate) => isObject(candidate) && isObject(entry) && String(candidate[key]) === String(entry[key]),
    );
    collectMembers(
      { node: item, sent: named, place: place.item(index), inside: inside || named !== undefined },
      keyless,
      walk,
    );
  }
}

/**
 * Every member of the update request with its place in a stored resource (see `storedValues`) and the value that a
 * request gives it. `draft` has the content of strings that hold JSON as objects.
 */
export function storedUnits(tree: TreeNode, draft: unknown, state: unknown): readonly StoredUnit[] {
  const found: StoredUnit[] = [];
  collectMembers({ node: tree, sent: draft, place: StoredPlace.whole, inside: false }, tree.children, { state, found });
  return found;
}
