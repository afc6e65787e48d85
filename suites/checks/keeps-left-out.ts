import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { Check, Subject } from '../check.js';
import { assignNodes } from '../requests/assign-nodes.js';
import { fullDrafts } from '../requests/full-drafts.js';
import type { PlanContext } from '../requests/plan-context.js';
import { isUsable } from '../trials/accept-draft.js';
import { withoutCauses } from '../trials/without-causes.js';

const leftOut = [
  '/exchange/left-out-stays',
  '/exchange/left-out-inside-stays',
  '/exchange/unset-stays',
  '/exchange/answer-shows-resource',
];

function isLeaf(node: TreeNode): boolean {
  return node.children.length === 0 || node.children[0]?.via === 'item';
}

/**
 * Settable members of each object that can be sent: alone, one leaves everything else of the object out. Each of the
 * fixtures gets its share of them, `turn` says which, so that together they try all of them.
 */
function loneMembers(
  context: PlanContext,
  fixture: PlanContext['fixtures'][number],
  turn: number,
  turns: number,
): readonly TreeNode[] {
  const model = context.model(fixture);
  const owned = new Map<string, TreeNode[]>();
  for (const node of model.nodes) {
    const isSettable =
      isLeaf(node) && node.via === 'property' && node.schema['x-state'] !== false && node.schema['x-fixture'] !== true;
    if (!isSettable || node.required || model.domain(node) === undefined) continue;
    const owner = node.pointer.slice(0, node.pointer.lastIndexOf('/'));
    owned.set(owner, [...(owned.get(owner) ?? []), node]);
  }
  return [...owned.values()].flatMap((members) => {
    const share = Math.ceil(members.length / turns);
    return Array.from({ length: share }, (_, index) => members[(turn * share + index) % members.length]).filter(
      (node) => node !== undefined,
    );
  });
}

/**
 * Full updates that lack some of the outermost members, so that for every two of them one is left out where the other
 * is sent. Each is followed by what it lacks and then by the same with the values of the other side: one value may be
 * what a service falls back to. Each of the fixtures gets its share of them.
 */
function lackingSome(
  model: RequestModel,
  full: readonly DraftRequest[],
  turn: number,
  turns: number,
): readonly DraftRequest[] {
  const outer = model.tree.children.flatMap((child) =>
    child.required && child.children[0]?.via === 'property' ? child.children : [child],
  );
  const optional = outer
    .filter(({ required, pointer }) => !required && full.every((draft) => valueAt(draft, pointer) !== undefined))
    .map(({ pointer }) => pointer);
  const splits = Math.max(1, Math.ceil(Math.log2(optional.length)));
  return Array.from({ length: splits }, (_, split) => split)
    .filter((split) => split % turns === turn % Math.min(turns, splits))
    .flatMap((split) =>
      full.flatMap((whole) =>
        [0, 1].flatMap((half): readonly DraftRequest[] => {
          const left = optional.filter((_, index) => Math.floor(index / 2 ** split) % 2 === half);
          const lacking = left.reduce<unknown>((draft, pointer) => withValueAt(draft, pointer, undefined), whole);
          return left.length > 0 &&
            left.length < Math.max(2, optional.length) &&
            isObject(lacking) &&
            model.isSure(lacking)
            ? [lacking]
            : [];
        }),
      ),
    );
}

/**
 * An update that leaves members out leaves them as they were: beside members of the same object, and beside whole
 * objects.
 */
export const keepsLeftOut: Check = {
  id: 'keeps-left-out',
  title: 'what an accepted update leaves out stays as it was',
  plan: (context) => {
    const covers = leftOut.filter(context.isWanted).map((clause) => ({ clause, side: 'observe' as const }));
    if (covers.length === 0 || context.contract.readBack === undefined) return [];
    const assigned = new Set(assignNodes(context).map(({ fixture }) => fixture));
    const places = context.changeable.filter((fixture) => assigned.has(fixture));
    return places.flatMap((fixture, turn): readonly Subject[] => {
      const model = context.model(fixture);
      const full = fullDrafts(context.contract, model);
      const lone = loneMembers(context, fixture, turn, places.length);
      if (full === undefined || lone.length === 0) return [];
      const lacking = lackingSome(model, full, turn, places.length);
      return [
        {
          name: leftOut[0] ?? '',
          fixture,
          covers,
          requests: { accept: full.length + lone.length + lacking.length, refuse: 0 },
          run: async (session) => {
            if (!(await isUsable(session, fixture, leftOut))) return;
            const parts = lone.map((node) => model.with({ [node.pointer]: model.domain(node)?.edges[0] }));
            // From different values in turn: one may be what a service falls back to.
            const inTurn = full.flatMap((whole, side) => [
              whole,
              ...parts.filter((_, index) => index % full.length === side),
            ]);
            for (const draft of [...inTurn, ...lacking])
              await session.apply(fixture, model.logical(withoutCauses(session, fixture, draft)));
          },
        },
      ];
    });
  },
};
