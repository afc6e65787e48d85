import type { ClauseReport, Verdict, VerdictTotals } from '../../generated/report.js';

/** All verdicts, in the order in which reports list them. */
export const verdicts: readonly Verdict[] = [
  'pass',
  'non-strict',
  'fail',
  'failed-known',
  'inconclusive',
  'skipped',
  'unsupported',
  'not-scored',
  'excluded',
];

/** How many clauses have each verdict. */
export function countVerdicts(clauses: readonly Pick<ClauseReport, 'verdict'>[]): VerdictTotals {
  const totals: VerdictTotals = {
    pass: 0,
    'non-strict': 0,
    fail: 0,
    'failed-known': 0,
    inconclusive: 0,
    skipped: 0,
    unsupported: 0,
    'not-scored': 0,
    excluded: 0,
  };
  for (const { verdict } of clauses) totals[verdict] += 1;
  return totals;
}
