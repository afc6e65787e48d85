import type { JournalEntry } from '../../generated/journal.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { replayFinding } from '../../suites/replay/replay-finding.js';
import type { FoundFinding, Replayed } from '../../suites/replay/replayed.js';
import type { Session } from '../../suites/session/session.js';
import { type InProcessRun, openRun } from './run-in-process.js';

/** The findings that the report of a run shows, one for each cause. */
export function foundIn(journal: readonly JournalEntry[]): readonly FoundFinding[] {
  return buildReport(journal).causes.map(
    ({ axis, minimal: { check = '', subject = '', exchange: _, ...finding } }) => ({
      ...finding,
      axis,
      check,
      subject,
    }),
  );
}

/** Replays a finding against a target that has just been started. */
export async function replayInProcess(run: InProcessRun, found: FoundFinding): Promise<Replayed> {
  const { session, close, ...opened } = await openRun(run);
  let sessions = 0;
  const open = (): Session => {
    sessions += 1;
    return session(`replay-${sessions}`);
  };
  try {
    return await replayFinding({
      ...opened,
      found,
      open,
      strict: run.strict ?? false,
      isSpared: run.careful ?? false,
      isStopped: () => false,
    });
  } finally {
    await close();
  }
}
