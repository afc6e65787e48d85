import type { Contract } from '../../contract/contract.js';
import { withoutToken } from '../../contract/facts/client-tokens.js';
import { traitMembers } from '../../contract/facts/trait-members.js';
import { nodesAlong } from '../../contract/inspect/nodes-along.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, withValueAt } from '../../contract/pointer.js';
import { valuesAt } from '../../contract/values-at.js';
import { isAlways } from '../../properties/is-always.js';
import { type DraftRequest, instancesOf } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';

type Side = 'upper' | 'lower';

interface Filling {
  readonly side: Side;
  /** Contract pointers of members to leave out. */
  readonly left: ReadonlySet<string>;
}

function pick(edges: readonly unknown[], side: Side): unknown {
  return side === 'upper' ? edges.at(-1) : edges[0];
}

/** The object with every member that the model can fill, picked from the boundary values. */
function filled(model: RequestModel, node: TreeNode, { side, left }: Filling): unknown {
  const owner = node.children[0]?.via === 'content' ? node.children[0] : node;
  const domain = model.domain(node);
  if (domain === undefined) return undefined;
  // What decides a trait stays as it is, unless it has to be sent and there is nothing to be decided.
  if (left.has(node.pointer)) return isAlways(node) && domain.edges.length === 1 ? domain.edges[0] : undefined;
  const [below] = owner.children;
  if (below?.via === 'item' && node.schema['x-merge-by'] !== undefined)
    return entries(model, node, below, { side, left });
  if (below === undefined || below.via === 'item') return pick(domain.edges, side);
  const members = owner.children.map((child) => [child.name, filled(model, child, { side, left })] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/**
 * An entry for each value of the member that tells them apart, with values from the one and from the other side in
 * turn.
 */
function entries(model: RequestModel, { schema }: TreeNode, item: TreeNode, { side, left }: Filling): unknown {
  const key = item.children.find(({ name }) => name === schema['x-merge-by']);
  const keys = (key === undefined ? [] : (model.domain(key)?.edges ?? [])).slice(0, schema.maxItems);
  const other: Side = side === 'upper' ? 'lower' : 'upper';
  return keys.map((value, index) => {
    const members = filled(model, item, { side: index % 2 === 0 ? side : other, left });
    return isObject(members) && key !== undefined ? { ...members, [key.name]: value } : members;
  });
}

/** Contract pointers of members that tell entries apart, and of lists whose entries are no objects of their own. */
function isMovable(tree: TreeNode, pointer: string): boolean {
  const along = [...nodesAlong(tree, pointer)];
  return along.every((node, index) => {
    const list = along[index - 1]?.via === 'item' ? along[index - 2] : undefined;
    return node.via !== 'item'
      ? list?.schema['x-merge-by'] !== node.name
      : along[index - 1]?.schema['x-merge-by'] !== undefined;
  });
}

/**
 * The innermost optional member that holds what a clause is about: what can be left out, in every entry of a list whose
 * entries are told apart.
 */
function droppable(tree: TreeNode, draft: unknown, local: string): string | undefined {
  const optional = [...nodesAlong(tree, local.split('#')[0] ?? '')].filter(
    ({ required, via, pointer }) => !required && via === 'property' && isMovable(tree, pointer),
  );
  return optional.findLast(({ pointer }) => valuesAt(draft, pointer).length > 0)?.pointer;
}

function without(draft: DraftRequest, pointer: string): DraftRequest | undefined {
  const changed = instancesOf(draft, [pointer]).reduce<unknown>(
    (rest, [at = '']) => withValueAt(rest, at, undefined),
    draft,
  );
  return isObject(changed) ? changed : undefined;
}

/**
 * A valid request with as many members as go together, with boundary values of one side; undefined where none is found.
 */
function fullDraft(contract: Contract, model: RequestModel, side: Side): DraftRequest | undefined {
  const values = model.tree.children.map(
    (child) => [child.pointer, filled(model, child, { side, left: traitMembers(contract) })] as const,
  );
  let draft = withoutToken(contract, model.with(Object.fromEntries(values.filter(([, value]) => value !== undefined))));
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const { broken, disputed } = model.judge(model.logical(draft));
    const [first] = [...broken, ...disputed];
    if (first === undefined) return draft;
    const relation = model.relations.find(({ clause }) => clause === first);
    const at = [first, ...(relation?.members ?? [])]
      .map((local) => droppable(model.tree, draft, local))
      .find((pointer) => pointer !== undefined);
    const next = at === undefined ? undefined : without(draft, at);
    if (next === undefined) return undefined;
    draft = next;
  }
  return undefined;
}

type FullDrafts = readonly [DraftRequest, DraftRequest] | undefined;

const made = new WeakMap<RequestModel, { readonly drafts: FullDrafts }>();

/**
 * Two valid requests without client token, with as many members as go together (but those that decide traits) and
 * different values in most of them: from the upper and from the lower boundaries. Made once for each model.
 */
export function fullDrafts(contract: Contract, model: RequestModel): FullDrafts {
  const known = made.get(model);
  if (known !== undefined) return known.drafts;
  const upper = fullDraft(contract, model, 'upper');
  const lower = fullDraft(contract, model, 'lower');
  const drafts: FullDrafts = upper === undefined || lower === undefined ? undefined : [upper, lower];
  made.set(model, { drafts });
  return drafts;
}
