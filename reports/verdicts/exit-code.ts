import type { ConformanceReport } from '../../generated/report.js';

/**
 * The exit code of a run. 0: nothing unexpected. 1: a clause failed. 3: the run was cut off or the target could not be
 * used, the kit has a defect, a clause was left inconclusive, or none was verified: nothing tested is no success. A
 * failure is the more certain news and wins.
 */
export function exitCode({
  totals,
  completion,
  defects,
}: Pick<ConformanceReport, 'totals' | 'completion' | 'defects'>): 0 | 1 | 3 {
  if (totals.fail > 0) return 1;
  const isNothingVerified = totals.pass + totals['non-strict'] === 0;
  return isNothingVerified || completion.state === 'interrupted' || defects.length > 0 || totals.inconclusive > 0
    ? 3
    : 0;
}
