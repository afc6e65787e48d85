import type { StoredMember } from '../../contract/facts/stored-members.js';
import { valueAt } from '../../contract/pointer.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { decodeContent } from '../../properties/request.js';
import type { Check, Subject } from '../check.js';
import { describeReply, isAccepted } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { distinctDrafts } from '../requests/distinct-drafts.js';
import type { Session } from '../session/session.js';
import { comparableValue } from '../state/comparable-value.js';
import { showsSent } from '../state/shows-sent.js';
import { storedValues } from '../state/stored-values.js';
import { isUsable } from '../trials/accept-draft.js';
import { judgeMemberPair, memberPairs } from '../trials/parallel-members.js';
import { judgeSides, sidesOf } from '../trials/parallel-sides.js';

const clause = '/exchange/parallel-updates';
const burst = 4;

/** The members' values as texts to compare, in the order of the members. */
type Row = readonly (string | undefined)[];

function mismatches(wanted: Row, shown: Row): number {
  return wanted.filter((text, index) => text !== shown[index]).length;
}

/** Whether an update may have been taken although the answer does not say so. */
function isUncertain({ reply }: SentRequest): boolean {
  return reply.kind === 'none' ? reply.unsent !== true : reply.status >= 500;
}

interface Outcome {
  readonly sent: SentRequest;
  readonly row: Row;
  readonly taken: 'yes' | 'no' | 'open';
}

/** What the resource shows, in words. */
function describeShown(
  session: Session,
  members: readonly StoredMember[],
  former: Row,
  shown: Row,
  outcomes: readonly Outcome[],
): string {
  const refused = outcomes.find(({ row, taken }) => taken === 'no' && mismatches(row, shown) === 0);
  if (refused !== undefined)
    return `what an update sent that was answered with ${describeReply(session.contract, refused.sent.reply)}`;
  if (mismatches(former, shown) === 0) return 'what it showed before';
  const sources = members.map(({ pointer }, index) => {
    const source = outcomes.findIndex(({ row }) => row[index] === shown[index]);
    return `${pointer} ${source >= 0 ? `of update ${source + 1}` : former[index] === shown[index] ? 'as before' : 'as none sent it'}`;
  });
  return `a mixture: ${sources.join(', ')}`;
}

/** Sends the first update alone and the others at once, and judges what they leave. */
async function judgeBurst(
  session: Session,
  fixture: TargetFixture,
  all: readonly StoredMember[],
  logicals: readonly LogicalRequest[],
): Promise<void> {
  const { contract, observer } = session;
  const { tree } = session.model(fixture);
  // One alone shows which members an update changes at all; the others are told by the clauses of their effect.
  const [alone, ...parallel] = logicals;
  if (alone !== undefined) await session.apply(fixture, alone);
  const before = await session.shown(fixture);
  const stored = storedValues(contract, before);
  const first = decodeContent(tree, alone);
  const members = all.filter((member) => before === undefined || showsSent(member, stored, first));
  const rowOf = (root: unknown, where: 'pointer' | 'place'): Row =>
    members.map((member) => comparableValue(member.schema, valueAt(root, member[where])));

  const sent = await Promise.all(
    parallel.map((logical) => session.sendNow(fixture, logical, { atOnce: parallel.length })),
  );
  const outcomes = sent.map(
    (one): Outcome => ({
      sent: one,
      row: rowOf(decodeContent(tree, one.logical), 'pointer'),
      taken: isAccepted(contract, one.reply) ? 'yes' : isUncertain(one) ? 'open' : 'no',
    }),
  );
  const [blamed] = [...outcomes].sort((a, b) => Number(b.taken === 'yes') - Number(a.taken === 'yes'));
  if (before === undefined || blamed === undefined) return;
  const undecided = (actual: string): void =>
    observer.found(
      clause,
      { axis: 'control', outcome: 'undecided', expected: 'the state after a burst of updates', actual },
      blamed.sent,
    );
  if (sent.every(({ reply }) => reply.kind === 'none')) return undecided(describeReply(contract, blamed.sent.reply));
  if (members.length < 2) {
    session.skips.set(
      clause,
      'the resource shows fewer than two of the members that an update sets; a mixture could not be told',
    );
    return;
  }

  const taken = outcomes.filter((outcome) => outcome.taken === 'yes').length;
  const former = rowOf(stored, 'place');
  const right = [
    ...outcomes.filter((outcome) => outcome.taken !== 'no').map(({ row }) => row),
    ...(taken === 0 ? [former] : []),
  ];
  const seen = await session.watch(fixture, (resource) => {
    const shown = rowOf(storedValues(contract, resource), 'place');
    return { shown, missing: right.some((row) => mismatches(row, shown) === 0) ? [] : [clause] };
  });
  if (seen === undefined) return undecided(session.stuck(fixture) ?? 'the resource could not be read any more');
  if (seen.missing.length === 0) return observer.saw(clause, 'observe');
  const expected =
    taken === 0
      ? 'the resource as it was: no update was accepted'
      : 'all members as one of the accepted updates sent them';
  const actual = `${taken} of ${burst} accepted, the resource shows ${describeShown(session, members, former, seen.shown, outcomes)}`;
  observer.found(
    clause,
    { axis: 'state', outcome: 'broken', expected, actual, change: `${burst} updates sent at once` },
    blamed.sent,
  );
}

/**
 * Of updates that arrive at the same time one is applied as a whole; none is mixed with another, and none that was
 * refused shows.
 */
export const appliesParallelUpdatesWhole: Check = {
  id: 'applies-parallel-updates-whole',
  title: 'a burst of updates leaves the resource as one of the accepted ones does',
  plan: (context) => {
    const { contract, changeable, model, isWanted } = context;
    if (!isWanted(clause)) return [];
    const sides = sidesOf(context);
    for (const fixture of changeable) {
      const made = distinctDrafts(contract, model(fixture), { drafts: 1 + burst, fewestMembers: 2, mostMembers: 3 });
      if (made === undefined) continue;
      // One pair has the values that no update of the burst sent, the other those of one.
      const pairs = memberPairs(contract, model(fixture), made).slice(0, 2);
      const subject: Subject = {
        name: clause,
        fixture,
        covers: [{ clause, side: 'observe' }],
        requests: { accept: 1 + burst + 2 * pairs.length + 2 * sides.length, refuse: 0 },
        run: async (session) => {
          if (!(await isUsable(session, fixture, [clause]))) return;
          await judgeBurst(
            session,
            fixture,
            made.members,
            made.drafts.map((draft) => model(fixture).logical(draft)),
          );
          for (const pair of pairs) await judgeMemberPair(session, fixture, pair);
          await judgeSides(session, sides);
        },
      };
      return [subject];
    }
    return [];
  },
};
