import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';
import { describeSecret } from '../secrets/describe-secret.js';

function show(value: unknown, secret: boolean): string {
  if (value === undefined) return 'left out';
  if (secret && typeof value === 'string') return describeSecret(value);
  const text = JSON.stringify(value);
  return text.length <= 120 ? text : `${text.slice(0, 100)}… (${text.length} characters)`;
}

function child(node: TreeNode | undefined, name: string, ofArray: boolean): TreeNode | undefined {
  const owner = node?.schema.contentSchema === undefined ? node : node.children[0];
  return ofArray ? owner?.children[0] : owner?.children.find((candidate) => candidate.name === name);
}

function* changes(node: TreeNode | undefined, at: string, before: unknown, after: unknown): Generator<string> {
  // A request that is made from another one shares with it whatever stays as it is.
  if (before === after) return;
  const both = (isObject(before) && isObject(after)) || (Array.isArray(before) && Array.isArray(after));
  if (!both) {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    yield `${at}: ${show(before, node?.schema['x-secret'] === true)} → ${show(after, node?.schema['x-secret'] === true)}`;
    return;
  }
  const ofArray = Array.isArray(before);
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  for (const name of new Set([...was.keys(), ...is.keys()]))
    yield* changes(child(node, name, ofArray), `${at}/${name}`, was.get(name), is.get(name));
}

/** The difference between a valid request and one made from it, in one line; secrets are told by their length. */
export function describeChange(tree: TreeNode, twin: unknown, request: unknown): string {
  return [...changes(tree, '', twin, request)].join('; ');
}
