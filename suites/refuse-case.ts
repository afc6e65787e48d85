import { judgeRefusal, judgeUntouched } from './judge-refusal.js';
import { describeReply, isAccepted } from './reply.js';
import type { Session } from './session.js';
import type { ViolatingCase } from './violating-case.js';

/**
 * Sends a violating case next to its accepted twin and judges the refusal.
 * `side` is the side that a refusal shows.
 * @returns false when the target took the request
 */
export async function refuseCase(session: Session, violating: ViolatingCase, side: 'refuse' | 'observe' = 'refuse'): Promise<boolean> {
  const { clause, operator, fixture, twin, logical, rejects, change, advisory } = violating;
  const kind = await session.controlOf(fixture);
  const control = await session.control(fixture, twin);
  if (kind !== 'none' && !isAccepted(session.contract, control.reply)) {
    const actual = `the same request without the violation was not accepted: ${describeReply(session.contract, control.reply)}`;
    session.observer.found(clause, { axis: 'control', outcome: 'undecided', expected: 'the valid twin is accepted', actual, operator, change }, control);
    return true;
  }
  const stuck = session.stuck(fixture);
  const before = await session.state(fixture);
  if (stuck !== undefined) {
    session.observer.found(clause, { axis: 'timing', outcome: 'undecided', expected: 'a settled resource', actual: stuck, operator }, undefined);
    return true;
  }
  const sent = await session.update(fixture, logical);
  const refused = judgeRefusal(session, sent, { clause, rejects, operator, change, advisory, side, control: kind });
  if (refused) {
    await judgeUntouched(session, fixture, sent, before, { operator, change });
    return true;
  }
  // What was wrongly taken must not colour what comes next: the valid twin (or what was stored) overwrites it.
  session.forget(fixture);
  await session.control(fixture, twin);
  return false;
}
