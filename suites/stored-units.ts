import { isObject, valueAt } from '../specs/pointer.js';
import { type StoredPlace, storedItem, storedMember, wholeResource } from '../specs/stored-place.js';
import type { TreeNode } from '../specs/tree.js';

/** A request member that is compared with the resource as a whole, where it stands in both. */
export interface StoredUnit {
  readonly node: TreeNode;
  /** Pointer into the stored resource. */
  readonly place: string;
  /** The value of the request; undefined: left out. */
  readonly sent: unknown;
  /** Whether an optional object that would hold it was sent. */
  readonly inside: boolean;
}

interface Step {
  readonly node: TreeNode;
  readonly sent: unknown;
  readonly place: StoredPlace;
  readonly inside: boolean;
}

function* units(step: Step, state: unknown): Generator<StoredUnit> {
  const { node, sent, place, inside } = step;
  const [below] = node.children;
  if (below?.via === 'content') yield* units({ ...step, node: below, inside: inside || (!node.required && isObject(sent)) }, state);
  else if (below?.via === 'item' && node.schema['x-merge-by'] !== undefined) yield* entries(step, below, node.schema['x-merge-by'], state);
  else if (below === undefined || below.via === 'item') yield { node, place: place.pointer, sent, inside };
  else yield* members(step, state);
}

function* members({ node, sent, place, inside }: Step, state: unknown): Generator<StoredUnit> {
  for (const child of node.children) {
    const own = storedMember(place, child.name, child.schema);
    if (own === undefined) continue;
    yield* units({ node: child, sent: isObject(sent) ? sent[child.name] : undefined, place: own, inside: inside || (!node.required && isObject(sent)) }, state);
  }
}

/** The stored entries of an array whose entries are told apart by a key, each with the entry of the request that names it. */
function* entries({ sent, place, inside }: Step, item: TreeNode, key: string, state: unknown): Generator<StoredUnit> {
  const stored = valueAt(state, place.pointer);
  if (!Array.isArray(stored)) return;
  const given: readonly unknown[] = Array.isArray(sent) ? sent : [];
  for (const [index, entry] of stored.entries()) {
    const named = given.find((candidate) => isObject(candidate) && isObject(entry) && String(candidate[key]) === String(entry[key]));
    const own = storedItem(place, index);
    const keyless = { ...item, children: item.children.filter(({ name }) => name !== key) };
    yield* members({ node: keyless, sent: named, place: own, inside: inside || named !== undefined }, state);
  }
}

/**
 * Every member of the update request with its place in a stored resource (see `storedValues`) and the value that a request gives it.
 * `draft` has the content of strings that hold JSON as objects.
 */
export function storedUnits(tree: TreeNode, draft: unknown, state: unknown): readonly StoredUnit[] {
  return [...members({ node: tree, sent: draft, place: wholeResource, inside: false }, state)];
}
