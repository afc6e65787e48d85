import type { DraftRequest } from '../properties/request.js';
import type { RequestModel } from '../properties/request-model.js';
import type { Contract } from '../specs/contract.js';
import { isObject, valueAt, withValueAt } from '../specs/pointer.js';
import type { TreeNode } from '../specs/tree.js';
import { nodesAlong } from './nodes-along.js';
import { traitMembers } from './trait-members.js';
import { withoutToken } from './without-token.js';

interface Filling {
  readonly pick: (edges: readonly unknown[]) => unknown;
  /** Contract pointers of members to leave out. */
  readonly left: ReadonlySet<string>;
}

/** The object with every member that the model can fill, picked from the boundary values. */
function filled(model: RequestModel, node: TreeNode, { pick, left }: Filling): unknown {
  const owner = node.children[0]?.via === 'content' ? node.children[0] : node;
  const domain = model.domain(node);
  if (domain === undefined || left.has(node.pointer)) return undefined;
  if (owner.children.length === 0 || owner.children[0]?.via === 'item') return pick(domain.edges);
  const members = owner.children.map((child) => [child.name, filled(model, child, { pick, left })] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** The innermost optional member outside of lists that holds what a clause is about: what can be left out. */
function droppable(tree: TreeNode, draft: unknown, local: string): string | undefined {
  const optional = [...nodesAlong(tree, local.split('#')[0] ?? '')].filter(
    ({ required, via, pointer }) => !required && via === 'property' && !pointer.includes('/items/'),
  );
  return optional.findLast(({ pointer }) => valueAt(draft, pointer) !== undefined)?.pointer;
}

/** A valid request with as many members as go together, each with the boundary value that `pick` takes; undefined where none is found. */
function fullDraft(contract: Contract, model: RequestModel, pick: Filling['pick']): DraftRequest | undefined {
  const values = model.tree.children.map((child) => [child.pointer, filled(model, child, { pick, left: traitMembers(contract) })] as const);
  let draft = withoutToken(contract, model.with(Object.fromEntries(values.filter(([, value]) => value !== undefined))));
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const { broken, disputed } = model.judge(model.logical(draft));
    const [first] = [...broken, ...disputed];
    if (first === undefined) return draft;
    const relation = model.relations.find(({ clause }) => clause === first);
    const at = [first, ...(relation?.members ?? [])].map((local) => droppable(model.tree, draft, local)).find((pointer) => pointer !== undefined);
    const next = at === undefined ? undefined : withValueAt(draft, at, undefined);
    if (!isObject(next)) return undefined;
    draft = next;
  }
  return undefined;
}

type FullDrafts = readonly [DraftRequest, DraftRequest] | undefined;

const made = new WeakMap<RequestModel, { readonly drafts: FullDrafts }>();

/**
 * Two valid requests without client token, with as many members as go together (but those that decide traits) and different values in most of them: from the upper
 * and from the lower boundaries. Made once for each model.
 */
export function fullDrafts(contract: Contract, model: RequestModel): FullDrafts {
  const known = made.get(model);
  if (known !== undefined) return known.drafts;
  const upper = fullDraft(contract, model, (edges) => edges.at(-1));
  const lower = fullDraft(contract, model, (edges) => edges[0]);
  const drafts: FullDrafts = upper === undefined || lower === undefined ? undefined : [upper, lower];
  made.set(model, { drafts });
  return drafts;
}
