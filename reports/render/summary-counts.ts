import type { OperationReport, Verdict, VerdictTotals } from '../../generated/report.js';
import { verdicts } from '../verdicts/totals.js';
import type { Paint } from './layout.js';

/** Verdicts in words, as they stand behind a count. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  'non-strict': 'non-strict',
  fail: 'failed',
  'failed-known': 'failed as declared',
  inconclusive: 'inconclusive',
  skipped: 'skipped',
  unsupported: 'unsupported',
  'not-scored': 'not scored',
  excluded: 'excluded',
};

function painted(verdict: Verdict, count: number, text: string, paint: Paint): string {
  if (count === 0) return paint.dim(text);
  if (verdict === 'pass') return paint.green(text);
  if (verdict === 'fail') return paint.red(text);
  return verdict === 'non-strict' || verdict === 'failed-known' || verdict === 'inconclusive'
    ? paint.yellow(text)
    : text;
}

/** One line of counts: passed and failed always, the rest where there are any. */
export function countLine(totals: VerdictTotals, paint: Paint): string {
  return verdicts
    .filter((verdict) => totals[verdict] > 0 || verdict === 'pass' || verdict === 'fail')
    .map((verdict) => painted(verdict, totals[verdict], `${totals[verdict]} ${verdictWords[verdict]}`, paint))
    .join(', ');
}

/** The counts of each operation, under each other; `verbose`: with what it comes to in each profile. */
export function operationLines(
  operations: readonly OperationReport[],
  paint: Paint,
  verbose: boolean,
): readonly string[] {
  const width = Math.max(0, ...operations.map(({ operation }) => operation.length));
  return operations.flatMap(({ operation, totals, profiles: { core, extended } }) => [
    `  ${operation.padEnd(width)}  ${countLine(totals, paint)}`,
    ...(verbose ? [`  ${' '.repeat(width)}  core ${core.result}, extended ${extended.result}`] : []),
  ]);
}

/** An operation that was asked for: one that the target does not claim at all was not. */
export function isAsked({ totals, clauses }: OperationReport): boolean {
  return clauses.length === 0 || totals.unsupported < clauses.length;
}
