import type { MinimalCase } from '../generated/report.js';
import type { Behaviour, Clause, Contract } from '../specs/contract.js';
import type { LogicalRequest, Reply, TargetFixture } from '../specs/target.js';
import { isExpected, tolerated } from './expected-answers.js';
import { isOfSeveralUpdates } from './is-of-several-updates.js';
import { judgeAcceptance } from './judge-acceptance.js';
import { judgeEnvelope } from './judge-refusal.js';
import { judgeUntouched } from './judge-untouched.js';
import { describeReply, errorCodeOf, isAccepted } from './reply.js';
import type { Session } from './session.js';

/** What became of a finding. */
export interface Replayed {
  readonly outcome: 'still there' | 'fixed' | 'no answer';
  readonly actual: string;
}

/** A finding to send again. */
export interface ReplayedCase extends Pick<MinimalCase, 'answers'> {
  readonly axis: string;
}

function isAsExpected(contract: Contract, { rejects }: Clause, answers: NonNullable<ReplayedCase['answers']>, sent: Reply): boolean {
  if (sent.kind === 'none') return false;
  return isExpected([...answers, ...tolerated([rejects])], sent.status, errorCodeOf(contract, sent));
}

function isOfSeveral({ serialised, token, determined, times }: Behaviour): boolean {
  return serialised !== undefined || token !== undefined || determined !== undefined || times?.rising !== undefined;
}

/** Whether a finding is about requests that follow or overlap each other. */
function takesTwo({ behaviours, errors }: Contract, { local, kind }: Clause, axis: string): boolean {
  return (
    isOfSeveralUpdates({ local }) ||
    // What a value did to the state is told of its equivalent forms only.
    (kind === 'value' && axis === 'state') ||
    behaviours.some(({ clause, behaviour }) => clause.local === local && isOfSeveral(behaviour)) ||
    errors.some(({ clause, provoke }) => clause.local === local && provoke !== undefined && 'concurrent' in provoke)
  );
}

/**
 * Sends a finding's request again and tells whether it still stands: by status and code as the finding expected them, or by judging the answer anew.
 * The session speaks of the finding's clause only.
 */
export async function replayCase(session: Session, fixture: TargetFixture, clause: Clause, found: ReplayedCase, logical: LogicalRequest): Promise<Replayed> {
  const { contract } = session;
  if (takesTwo(contract, clause, found.axis))
    return { outcome: 'no answer', actual: `one request does not show it: it takes two; run again with --clause ${clause.id}` };
  if (clause.local === '/exchange/malformed-body')
    return { outcome: 'no answer', actual: 'what was sent is no update that could be made again; use its curl line, or run again with --clause' };
  session.begin(fixture);
  const before = await session.state(fixture);
  // What an update does to the resource is judged where it is applied.
  const sent = found.axis === 'state' ? await session.apply(fixture, logical) : await session.update(fixture, logical);
  const actual = describeReply(contract, sent.reply);
  if (sent.reply.kind === 'none') return { outcome: 'no answer', actual };
  if ((found.axis === 'status' || found.axis === 'code') && found.answers !== undefined)
    return { outcome: isAsExpected(contract, clause, found.answers, sent.reply) ? 'fixed' : 'still there', actual };
  if (isAccepted(contract, sent.reply)) judgeAcceptance(session, fixture, sent, undefined);
  else {
    if (sent.reply.status >= 500)
      session.observer.found('/exchange/no-server-error', { axis: 'status', outcome: 'broken', expected: 'a status below 500', actual }, sent);
    judgeEnvelope(session, sent);
    await judgeUntouched(session, fixture, sent, before, {});
  }
  await session.settle(fixture);
  const { findings } = session.observer.result();
  const undecided = findings.find((finding) => finding.outcome === 'undecided');
  if (findings.some((finding) => finding.outcome !== 'undecided' && finding.axis === found.axis)) return { outcome: 'still there', actual };
  return undecided === undefined ? { outcome: 'fixed', actual } : { outcome: 'no answer', actual: undecided.actual };
}
