import type { DraftRequest } from '../../properties/request.js';
import type { TargetFixture } from '../../specs/target.js';
import { isUsable } from '../accept-draft.js';
import { assignNodes } from '../assign-nodes.js';
import type { Check, PlanContext, Subject } from '../check.js';
import { fullDrafts } from '../full-drafts.js';
import { judgeUntouched } from '../judge-untouched.js';
import type { SentRequest } from '../observer.js';
import { isAccepted } from '../reply.js';
import type { Session } from '../session.js';
import { firstCaseOf, type ViolatingCase } from '../violating-case.js';

const untouched = '/exchange/refusal-without-effect';

/** For each member one request in which it is wrong and everything else is right. */
function mixedCases(context: PlanContext, fixture: TargetFixture, right: DraftRequest): readonly ViolatingCase[] {
  return assignNodes(context)
    .filter((assigned) => assigned.fixture === fixture)
    .flatMap((assigned) => firstCaseOf(context, assigned, right) ?? []);
}

/**
 * Sends mixed updates one after the other and looks at the resource once. What changed it is found by sending them again, each with a look of its own.
 */
async function refuseAll(session: Session, fixture: TargetFixture, stored: DraftRequest, cases: readonly ViolatingCase[]): Promise<void> {
  const restore = (): Promise<SentRequest> => session.apply(fixture, session.model(fixture).logical(stored));
  await restore();
  const refused: ViolatingCase[] = [];
  for (const mixed of cases) {
    const sent = await session.update(fixture, mixed.logical);
    // What is wrongly taken is told by the check of single violations.
    if (isAccepted(session.contract, sent.reply)) await restore();
    else refused.push(mixed);
  }
  const isUntouched = await session.isUntouched(fixture);
  if (isUntouched === true) session.observer.saw(untouched, 'observe');
  if (isUntouched !== false) return;
  session.forget(fixture);
  for (const { logical, operator, change } of refused) {
    await restore();
    const state = await session.state(fixture);
    const sent = await session.update(fixture, logical);
    if (!isAccepted(session.contract, sent.reply)) await judgeUntouched(session, fixture, sent, state, { operator, change });
  }
}

/** An update with one wrong member among right ones is refused as a whole: nothing of it is applied. */
export const refusesMixedUpdates: Check = {
  id: 'refuses-mixed-updates',
  title: 'an update that is wrong in one member applies none of the others',
  plan: (context) => {
    if (!context.isWanted(untouched) || context.contract.readBack === undefined) return [];
    const assigned = new Set(assignNodes(context).map(({ fixture }) => fixture));
    return context.changeable
      .filter((fixture) => assigned.has(fixture))
      .flatMap((fixture): readonly Subject[] => {
        const drafts = fullDrafts(context.contract, context.model(fixture));
        if (drafts === undefined) return [];
        const [stored, right] = drafts;
        const cases = mixedCases(context, fixture, right);
        if (cases.length === 0) return [];
        return [
          {
            name: untouched,
            fixture,
            covers: [{ clause: untouched, side: 'observe' }],
            requests: { accept: 2, refuse: cases.length },
            run: async (session) => {
              if (!(await isUsable(session, fixture, [untouched]))) return;
              const twin = await session.control(fixture, right);
              // A dry run accepts nothing and lists everything.
              const isDry = twin.reply.kind === 'none' && twin.reply.unsent === true;
              if (isDry || isAccepted(session.contract, twin.reply)) await refuseAll(session, fixture, stored, cases);
            },
          },
        ];
      });
  },
};
