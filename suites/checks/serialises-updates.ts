import type { Contract, Rejects } from '../../contract/contract.js';
import { notNowOf } from '../../contract/facts/not-now.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { valueAt } from '../../contract/pointer.js';
import type { LogicalRequest, Reply, TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import type { Check, Subject } from '../check.js';
import { errorCodeOf, isAccepted } from '../exchange/reply.js';
import { isExpected, refusal } from '../findings/expected-answers.js';
import { judgeRefusal } from '../judges/judge-refusal.js';
import { distinctDrafts } from '../requests/distinct-drafts.js';
import type { Session } from '../session/session.js';
import { acceptDraft, isUsable } from '../trials/accept-draft.js';
import { judgeOther, mostOfOthers } from '../trials/judge-other.js';
import { sidesOf } from '../trials/parallel-sides.js';
import { withoutCauses } from '../trials/without-causes.js';

const attempts = 5;

/** Whether an answer is about the target at that moment: none at all, a server error, throttling. */
function isUnavailable(contract: Contract, reply: Reply): boolean {
  return reply.kind === 'none' || reply.status >= 500 || notNowOf(contract, reply)?.kind === 'throttled';
}

/** Whether updates fail, too, that nothing overlaps. */
async function failsAlone(session: Session, fixture: TargetFixture, logical: LogicalRequest): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    await session.settle(fixture);
    if (isUnavailable(session.contract, (await session.sendNow(fixture, logical)).reply)) return true;
  }
  return false;
}

/** Whether an answer is one that the document has for overlapping updates. */
function isAsDocumented(contract: Contract, reply: Reply, rejects: readonly Rejects[]): boolean {
  if (reply.kind === 'none') return false;
  return isExpected(refusal(rejects).answers, reply.status, errorCodeOf(contract, reply));
}

/** Whether an update is refused that nothing overlaps. */
async function isRefusedAlone(
  session: Session,
  fixture: TargetFixture,
  logical: LogicalRequest,
  attempt: number,
): Promise<boolean> {
  await session.settle(fixture);
  return !isAccepted(session.contract, (await session.sendNow(fixture, logical, { attempt })).reply);
}

/** A second update while the first is under way is refused as documented. */
export const serialisesUpdates: Check = {
  id: 'serialises-updates',
  title: 'a second update while one is under way is refused as documented',
  plan: (context) => {
    const { contract, fixtures, model } = context;
    const [fixture] = fixtures;
    const behaviours = contract.behaviours.filter(
      ({ clause, behaviour }) => behaviour.serialised !== undefined && clause.excluded === undefined,
    );
    const rows = contract.errors.filter(
      ({ clause, provoke }) => provoke !== undefined && 'concurrent' in provoke && clause.excluded === undefined,
    );
    const clauses = [...behaviours, ...rows].map(({ clause }) => clause.local);
    if (fixture === undefined || clauses.length === 0) return [];
    const rejects: readonly Rejects[] = [
      ...behaviours.map(({ clause }) => clause.rejects),
      ...rows.map(({ clause }) => clause.rejects),
    ];
    const settles = contract.behaviours.find(
      ({ clause, behaviour }) => behaviour.settles !== undefined && meetsNeeds(clause.needs, new Set(fixture.traits)),
    )?.behaviour.settles;
    const separate = behaviours.find(({ behaviour }) => behaviour.serialised === 'per-resource');
    const sides = separate === undefined ? [] : sidesOf(context);
    const subject: Subject = {
      name: clauses[0] ?? '',
      fixture,
      covers: clauses.map((clause) => ({ clause, side: 'observe' })),
      requests: { accept: attempts + (sides.length === 0 ? 0 : mostOfOthers), refuse: attempts },
      run: async (session) => {
        if (!(await isUsable(session, fixture, clauses))) return;
        if (separate !== undefined) await judgeOther(session, sides, separate.clause);
        const mended = (one: DraftRequest): DraftRequest => withoutCauses(session, fixture, one);
        const draft = mended(model(fixture).base());
        const made = context.changeable.includes(fixture)
          ? distinctDrafts(contract, model(fixture), { drafts: 2, fewestMembers: 1, mostMembers: 1, mended })
          : undefined;
        const drafts = made?.drafts ?? [draft];
        let overlapped = false;
        let unseen = 'updates settle before a second one can arrive; nothing overlaps on this target';
        let failures = 0;
        for (let attempt = 0; attempt < attempts; attempt += 1) {
          await session.settle(fixture);
          // Two updates with tokens of their own that differ: one that repeats another, or changes nothing, need not
          // wait for anything. They come in the same order each time: what the second one stored, the first one
          // changes.
          const [logical = {}, other = logical] = [0, 1].map((turn) =>
            model(fixture).logical(drafts[turn % drafts.length] ?? draft),
          );
          const [first, second] = await Promise.all([
            session.sendNow(fixture, logical, { atOnce: 2, attempt: 2 * attempt + 1 }),
            session.sendNow(fixture, other, { atOnce: 2, attempt: 2 * attempt + 2 }),
          ]);
          const refused = [first, second].find(({ reply }) => !isAccepted(contract, reply));
          // What fails now and then says nothing of updates that overlap; what fails every time does.
          const isOff = [first, second].some(({ reply }) => isUnavailable(contract, reply));
          if (isOff) failures += 1;
          if (isOff && (failures < attempts || (await failsAlone(session, fixture, logical)))) continue;
          if (refused !== undefined && (isAccepted(contract, first.reply) || isAccepted(contract, second.reply))) {
            const asDocumented = isAsDocumented(contract, refused.reply, rejects);
            // What is refused otherwise than overlapping updates are may be refused for a value of its own.
            if (!asDocumented && (await isRefusedAlone(session, fixture, refused.logical, 2 * attempt + 3))) {
              unseen = 'one of the two updates is refused by itself; no other pair was tried';
              break;
            }
            // Nor does a "not now" by its status that comes now and then.
            const isOdd = !asDocumented && notNowOf(contract, refused.reply) !== undefined;
            if (isOdd) failures += 1;
            if (isOdd && failures < attempts) continue;
            for (const clause of clauses)
              judgeRefusal(session, refused, {
                clause,
                rejects,
                change: 'sent while another update was under way',
                side: 'observe',
                whileBusy: true,
              });
            return;
          }
          // Both are refused while something else is under way.
          if (!isAccepted(contract, first.reply) && !isAccepted(contract, second.reply)) await session.rest(fixture);
          const after = settles === undefined ? undefined : await session.readBack(fixture);
          const state =
            after === undefined || settles === undefined
              ? undefined
              : valueAt(session.resource(fixture, after.reply), settles.state);
          overlapped ||= typeof state === 'string' && settles !== undefined && settles.while.includes(state);
          if (overlapped && isAccepted(contract, second.reply) && attempt === attempts - 1) {
            for (const clause of clauses)
              judgeRefusal(session, second, {
                clause,
                rejects,
                change: 'sent while another update was under way',
                side: 'observe',
                whileBusy: true,
              });
          }
        }
        await session.settle(fixture);
        await acceptDraft(session, fixture, draft, { clause: '/exchange/success-status' });
        if (!overlapped) for (const clause of clauses) session.skips.set(clause, unseen);
      },
    };
    return [subject];
  },
};
