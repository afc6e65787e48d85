import type { ClauseEntry, ResultEntry } from '../generated/journal.js';
import { describeCase } from '../reports/render/describe-case.js';
import { groupCauses } from '../reports/verdicts/causes.js';
import { severityOf } from '../reports/verdicts/severity.js';

/** Facts that only a run by the command line has a use for. */
const elsewhere: readonly string[] = ['again with', 'replay'];

/**
 * What failed in a subject, one paragraph for each cause: the clauses in plain words with their source, what was
 * expected and what came, and the smallest request that shows it. undefined where nothing failed but what is excused.
 * Give it redacted entries.
 */
export function findingMessage(
  result: ResultEntry,
  clauses: readonly ClauseEntry[],
  strict: boolean,
  isExcused: (clause: ClauseEntry) => boolean,
): string | undefined {
  const offences = result.findings.flatMap((finding) => {
    const clause = clauses.find(({ id }) => id === finding.clause);
    const failed = clause !== undefined && severityOf(finding, clause, strict) === 'fail' && !isExcused(clause);
    return failed ? [{ operation: result.operation, clause, verdict: 'fail' as const, finding }] : [];
  });
  const paragraphs = groupCauses(offences).map((cause) =>
    [
      ...cause.clauses.map(
        ({ id, level, basis, statement, source }) => `${id} (${level}, ${basis}): ${statement} [${source}]`,
      ),
      ...describeCase(cause).flatMap(({ label, text }) =>
        elsewhere.includes(label) ? [] : [`  ${label.padEnd(13)} ${text}`],
      ),
      `  ${'fixture'.padEnd(13)} ${cause.minimal.fixture}, seed ${cause.minimal.seed}`,
    ].join('\n'),
  );
  return paragraphs.length === 0 ? undefined : paragraphs.join('\n\n');
}
