import type { TargetFixture } from '../../contract/target.js';
import { describeReply, isAccepted, isWantedOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { refusal } from '../findings/expected-answers.js';
import { judgeRefusal } from '../judges/judge-refusal.js';
import { judgeUntouched } from '../judges/judge-untouched.js';
import type { ViolatingCase } from '../requests/violating-case.js';
import type { Session } from '../session/session.js';
import { caseWithoutCauses } from './case-without-causes.js';
import { judgeCalm } from './judge-calm.js';
import { overwriteTaken } from './overwrite-taken.js';
import { whyRefused } from './why-refused.js';

/** What became of a violating request: refused, taken, or nothing that could be judged. */
type Refusal = 'refused' | 'taken' | 'undecided';

/**
 * Whether an update was accepted and changed nothing: its wrong member was passed over, the others are stored already.
 */
async function isTakenForAbsent(
  session: Session,
  fixture: TargetFixture,
  sent: SentRequest,
  before: string | undefined,
): Promise<boolean> {
  return isAccepted(session.contract, sent.reply) && before !== undefined && (await session.state(fixture)) === before;
}

interface Judged {
  readonly outcome: Refusal;
  readonly sent?: SentRequest;
}

/**
 * Sends a violating case and judges the refusal, but not yet what it left behind. What its twin holds may have been
 * accepted together with other values: then the twin is sent only where anything but the documented refusal comes.
 */
async function sendWithoutTwin(session: Session, given: ViolatingCase): Promise<Judged> {
  const violating = caseWithoutCauses(session, given);
  const { fixture, twin, mayBeAbsent } = violating;
  const former = await session.shown(fixture);
  const isKnown = former !== undefined && session.isUpToDate(fixture);
  if (mayBeAbsent || !isKnown || !session.isVouched(fixture, twin)) return sendBesideTwin(session, violating, 'refuse');
  const { result: sent, observer } = await session.apart(async () => {
    const refused = await session.update(fixture, violating.logical, {
      isWanted: isWantedOf(session.contract, violating.rejects),
    });
    return judgeRefusal(session, refused, violating) ? refused : undefined;
  });
  if (sent !== undefined && !session.hasNews(observer)) {
    session.observer.absorb(observer);
    return { outcome: 'refused', sent };
  }
  if (sent === undefined)
    await overwriteTaken(session, fixture, {
      former,
      change: violating.change,
      twin: () => session.control(fixture, twin),
    });
  return sendBesideTwin(session, violating, 'refuse');
}

/** Sends a violating case next to its accepted twin and judges the refusal, but not yet what it left behind. */
async function sendBesideTwin(session: Session, given: ViolatingCase, side: 'refuse' | 'observe'): Promise<Judged> {
  const violating = caseWithoutCauses(session, given);
  const { clause, operator, fixture, twin, logical, rejects, change, advisory, takenBasis } = violating;
  const kind = await session.keeper.controlOf(fixture);
  const control = await session.control(fixture, twin);
  const refusedPart = kind === 'stored' ? session.stored.refusedFor(fixture, clause) : undefined;
  if (refusedPart !== undefined) {
    // What is refused with the right value says nothing with a wrong one.
    const told = session.causes.heldBy(fixture, refusedPart.draft)?.told;
    const actual = told ?? `with the stored value of ${refusedPart.places.join(' and ')}, an update is refused, too`;
    session.observer.found(
      clause,
      { axis: 'control', outcome: 'undecided', expected: 'the stored values are accepted', actual, operator, change },
      control,
    );
    return { outcome: 'undecided' };
  }
  if (kind !== 'none' && !isAccepted(session.contract, control.reply)) {
    const actual = `the same request without the violation was not accepted: ${whyRefused(session, fixture, control)}`;
    session.observer.found(
      clause,
      { axis: 'control', outcome: 'undecided', expected: 'the valid twin is accepted', actual, operator, change },
      control,
    );
    return { outcome: 'undecided' };
  }
  const former = await session.shown(fixture);
  const before = await session.state(fixture);
  const stuck = session.stuck(fixture);
  if (stuck !== undefined) {
    session.observer.found(
      clause,
      { axis: 'timing', outcome: 'undecided', expected: 'a settled resource', actual: stuck, operator },
      undefined,
    );
    return { outcome: 'undecided' };
  }
  const sent = await session.update(fixture, logical, { isWanted: isWantedOf(session.contract, rejects) });
  if (violating.mayBeAbsent && (await isTakenForAbsent(session, fixture, sent, before))) {
    const actual = `${describeReply(session.contract, sent.reply)}, and the member is as if it had been left out`;
    session.observer.found(
      clause,
      { axis: 'status', outcome: 'tolerated', ...refusal(rejects), actual, operator, change },
      sent,
    );
    return { outcome: 'undecided' };
  }
  const weaker = takenBasis === undefined ? {} : { takenBasis };
  if (judgeRefusal(session, sent, { clause, rejects, operator, change, advisory, side, control: kind, ...weaker }))
    return { outcome: 'refused', sent };
  await overwriteTaken(session, fixture, { former, change, twin: () => session.control(fixture, twin) });
  return { outcome: 'taken' };
}

/**
 * Sends a violating case next to its accepted twin and judges the refusal and what it left behind.
 * `side` is the side that a refusal shows.
 * @returns false when the target took the request
 */
export async function refuseCase(
  session: Session,
  violating: ViolatingCase,
  side: 'refuse' | 'observe' = 'refuse',
): Promise<boolean> {
  const { fixture, operator, change } = violating;
  const { outcome, sent } = await sendBesideTwin(session, violating, side);
  if (sent !== undefined)
    await judgeUntouched(session, fixture, sent, await session.state(fixture), { operator, change });
  return outcome !== 'taken';
}

/** What became of cases that were sent one after the other. */
interface Batch {
  readonly refused: readonly ViolatingCase[];
  readonly last?: SentRequest;
  readonly isTaken: boolean;
}

async function sendAll(session: Session, cases: readonly ViolatingCase[]): Promise<Batch> {
  const refused: ViolatingCase[] = [];
  let last: SentRequest | undefined;
  let isTaken = false;
  for (const violating of cases) {
    const { outcome, sent } = await sendWithoutTwin(session, violating);
    if (outcome === 'refused') {
      refused.push(violating);
      last = sent;
    }
    isTaken ||= outcome === 'taken';
  }
  return { refused, isTaken, ...(last === undefined ? {} : { last }) };
}

/**
 * Sends violating cases of one twin, then further ones of it where those were all refused, and looks at the resource
 * once behind them all. Only when it is not as before, or when one was taken in between, each is sent again with a look
 * of its own. Of further ones nothing is told when one is taken.
 * @returns whether the target took one of the requests, and of which kind
 */
export async function refuseCases(
  session: Session,
  cases: readonly ViolatingCase[],
  further: readonly ViolatingCase[] = [],
): Promise<'none taken' | 'taken' | 'further taken'> {
  const edges = await sendAll(session, cases);
  const { result: others, observer } = await session.apart(() => sendAll(session, edges.isTaken ? [] : further));
  if (!others.isTaken) session.observer.absorb(observer);
  const refused = others.isTaken ? edges.refused : [...edges.refused, ...others.refused];
  const last = others.last ?? edges.last;
  const taken = edges.isTaken || others.isTaken;
  const outcome = edges.isTaken ? 'taken' : others.isTaken ? 'further taken' : 'none taken';
  const [first] = refused;
  if (first === undefined) return outcome;
  const { fixture } = first;
  const seen = taken ? undefined : await session.untouched(fixture);
  if (seen?.isSame === true) {
    session.observer.saw('/exchange/refusal-without-effect', 'observe');
    if (last !== undefined) await judgeCalm(session, fixture, seen, last);
  }
  if (taken || seen?.isSame === false) {
    session.forget(fixture);
    for (const violating of refused) await refuseCase(session, violating);
  }
  return outcome;
}
