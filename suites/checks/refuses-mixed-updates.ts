import type { TreeNode } from '../../contract/inspect/tree.js';
import { valueAt } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { Check, Subject } from '../check.js';
import { isAccepted, isWantedOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { judgeRefusal } from '../judges/judge-refusal.js';
import { judgeUntouched } from '../judges/judge-untouched.js';
import { type AssignedNode, assignNodes, nodeClauses } from '../requests/assign-nodes.js';
import { fullDrafts } from '../requests/full-drafts.js';
import type { PlanContext } from '../requests/plan-context.js';
import { firstCaseOf, type ViolatingCase } from '../requests/violating-case.js';
import type { Session } from '../session/session.js';
import { isUsable } from '../trials/accept-draft.js';
import { caseWithoutCauses } from '../trials/case-without-causes.js';
import { overwriteTaken } from '../trials/overwrite-taken.js';
import { withoutCauses } from '../trials/without-causes.js';

const untouched = '/exchange/refusal-without-effect';

/** On how many further fixtures a member is tried: kinds of resources may be looked after by code of their own. */
const mostElsewhere = 4;

/** What is stored, and an update of all of it. */
interface Drafts {
  readonly stored: DraftRequest;
  readonly right: DraftRequest;
}

/** A member to be wrong on a fixture, and with which of its violations to begin. */
interface WrongMember extends AssignedNode {
  readonly turn: number;
}

/**
 * The members to be wrong on a fixture: those whose clauses are tried on it, and a share of the others, each with
 * another violation than on the fixtures before.
 */
function membersOf(
  context: PlanContext,
  fixture: TargetFixture,
  places: readonly TargetFixture[],
): readonly WrongMember[] {
  const all = assignNodes(context);
  const own = all.filter((assigned) => assigned.fixture === fixture).map((assigned) => ({ ...assigned, turn: 0 }));
  const held = new Set(own.map(({ node }) => node.pointer));
  const firsts = [...new Map(all.map((assigned) => [assigned.node.pointer, assigned])).values()];
  const share = firsts.flatMap(({ node: { pointer }, fixture: usual }, index): readonly WrongMember[] => {
    const others = places.filter(
      (place) => place !== usual && context.model(place).nodes.some((node) => node.pointer === pointer),
    );
    const node = context.model(fixture).nodes.find((candidate) => candidate.pointer === pointer);
    const turn = (others.indexOf(fixture) - index + others.length * firsts.length) % Math.max(1, others.length);
    if (node === undefined || held.has(pointer) || !others.includes(fixture) || turn >= mostElsewhere) return [];
    return [
      { node, fixture, clauses: nodeClauses(node).filter((local) => context.isJudged(local, fixture)), turn: turn + 1 },
    ];
  });
  return [...own, ...share];
}

/**
 * The right request with the longer one of the lists that hold a member: it is made wrong in the last entry, as some
 * look at the first one only.
 */
function withLongList(model: RequestModel, { pointer }: TreeNode, { stored, right }: Drafts): DraftRequest {
  const list = /^(.*?)\/items(?:\/|$)/.exec(pointer)?.[1];
  const [long, short] = [stored, right].map((draft) => (list === undefined ? undefined : valueAt(draft, list)));
  if (list === undefined || !Array.isArray(long) || !Array.isArray(short) || long.length <= short.length) return right;
  const wider = model.change(right, list, long);
  return model.isSure(wider) ? wider : right;
}

/** For each member one request in which it is wrong and everything else is right. */
function mixedCases(context: PlanContext, members: readonly WrongMember[], drafts: Drafts): readonly ViolatingCase[] {
  return members.flatMap(
    (member) =>
      firstCaseOf(context, member, withLongList(context.model(member.fixture), member.node, drafts), member.turn) ?? [],
  );
}

/**
 * Sends mixed updates one after the other and looks at the resource once. What changed it is found by sending them
 * again, each with a look of its own.
 */
async function refuseAll(
  session: Session,
  fixture: TargetFixture,
  stored: DraftRequest,
  cases: readonly ViolatingCase[],
): Promise<void> {
  const restore = (): Promise<SentRequest> => session.apply(fixture, session.model(fixture).logical(stored));
  await restore();
  const refused: ViolatingCase[] = [];
  for (const mixed of cases) {
    const former = await session.shown(fixture);
    const { result: sent, observer } = await session.apart(async () => {
      const tried = await session.update(fixture, mixed.logical, {
        isWanted: isWantedOf(session.contract, mixed.rejects),
      });
      return { ...tried, isRefused: judgeRefusal(session, tried, mixed) };
    });
    if (sent.isRefused) refused.push(mixed);
    else await overwriteTaken(session, fixture, { former, change: mixed.change, twin: restore });
    // So many members are in it that another code, or none, may be about any of them: then the same request without
    // what is wrong has to be taken.
    const isNews = session.hasNews(observer);
    if (!isNews || isAccepted(session.contract, (await session.control(fixture, mixed.twin)).reply))
      session.observer.absorb(observer);
    if (isNews) await restore();
  }
  const seen = await session.untouched(fixture);
  if (seen?.isSame === true) session.observer.saw(untouched, 'observe');
  if (seen?.isSame !== false) return;
  session.forget(fixture);
  for (const { logical, operator, change } of refused) {
    await restore();
    const state = await session.state(fixture);
    const sent = await session.update(fixture, logical);
    if (!isAccepted(session.contract, sent.reply))
      await judgeUntouched(session, fixture, sent, state, { operator, change });
  }
}

/** An update with one wrong member among right ones is refused as a whole: nothing of it is applied. */
export const refusesMixedUpdates: Check = {
  id: 'refuses-mixed-updates',
  title: 'an update that is wrong in one member applies none of the others',
  plan: (context) => {
    if (!context.isWanted(untouched) || context.contract.readBack === undefined) return [];
    const places = context.changeable.filter(
      (fixture) => fullDrafts(context.contract, context.model(fixture)) !== undefined,
    );
    return places.flatMap((fixture): readonly Subject[] => {
      const [stored, right] = fullDrafts(context.contract, context.model(fixture)) ?? [];
      if (stored === undefined || right === undefined) return [];
      const cases = mixedCases(context, membersOf(context, fixture, places), { stored, right });
      if (cases.length === 0) return [];
      return [
        {
          name: untouched,
          fixture,
          covers: [{ clause: untouched, side: 'observe' }],
          requests: { accept: 2, refuse: cases.length },
          run: async (session) => {
            if (!(await isUsable(session, fixture, [untouched]))) return;
            const twin = await session.control(fixture, withoutCauses(session, fixture, right));
            const own = cases.map((mixed) => caseWithoutCauses(session, mixed));
            if (isAccepted(session.contract, twin.reply))
              await refuseAll(session, fixture, withoutCauses(session, fixture, stored), own);
          },
        },
      ];
    });
  },
};
