import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';
import { decodeContent } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { Restorable } from './snapshot.js';

/** What a secret is replaced by where it is written down. */
const mark = '[redacted]';

function refilled(node: TreeNode, value: unknown, given: Readonly<Record<string, string>>, lost: Set<string>): unknown {
  if (value === mark) {
    const known = given[node.name];
    if (known === undefined) lost.add(node.pointer);
    return known;
  }
  const [below] = node.children;
  if (Array.isArray(value))
    return below === undefined ? value : value.map((item) => refilled(below, item, given, lost));
  if (!isObject(value)) return value;
  const children = below?.via === 'content' ? below.children : node.children;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const child = children.find((candidate) => candidate.name === name);
      const content = child === undefined ? member : refilled(child, member, given, lost);
      return content === undefined ? [] : [[name, content]];
    }),
  );
}

/** The update of a snapshot that was written down, with the secrets that are given by name; the others are left out. */
export function refillSecrets(
  model: RequestModel,
  update: Restorable['update'],
  given: Readonly<Record<string, string>>,
): Restorable['update'] | { readonly problem: string } {
  const lost = new Set<string>();
  const draft = refilled(model.tree, decodeContent(model.tree, update.logical), given, lost);
  const logical = model.logical(isObject(draft) ? draft : {});
  const needed = [...lost].find((pointer) => model.judge(logical).broken.includes(`${pointer}#presence`));
  if (needed !== undefined)
    return { problem: `every update needs ${needed}, a secret that is not written down; give it in the environment` };
  return { ...update, logical, unreadable: [...new Set([...update.unreadable, ...lost])] };
}
