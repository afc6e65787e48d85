import type { ResultEntry } from '../generated/journal.js';
import type { Check, Subject } from './check.js';
import { confirmFindings } from './session/confirm-findings.js';
import type { Session } from './session/session.js';

/**
 * Runs one subject and gives its journal entry. A check that itself breaks is told as such: it says nothing about the
 * target.
 */
export async function runSubject(session: Session, check: Check, subject: Subject): Promise<ResultEntry> {
  const started = session.clock();
  const before = session.requests;
  session.begin(subject.fixture);
  let broken: string | undefined;
  try {
    await subject.run(session);
    // The states that follow the last update belong to this subject.
    await session.settle(subject.fixture);
    await confirmFindings(session, subject, session.clock() - started);
    for (const status of session.refusalStatuses.takeUntold()) {
      const actual = `what breaks a rule is refused with status ${status}, where the document prints none`;
      session.observer.found(
        '/exchange/refusal-status',
        { axis: 'status', outcome: 'noted', expected: 'any status 4xx', actual },
        undefined,
      );
    }
  } catch (error) {
    broken = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return {
    type: 'result',
    operation: session.contract.id,
    check: check.id,
    subject: subject.name,
    fixture: subject.fixture.id,
    requests: session.requests - before,
    milliseconds: Math.round((session.clock() - started) * 10) / 10,
    ...session.observer.result(),
    ...(broken === undefined ? {} : { broken }),
  };
}
