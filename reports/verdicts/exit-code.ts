import type { ConformanceReport } from '../../generated/report.js';
import { isDeviationError } from './deviations.js';

/**
 * The exit code of a run. 0: nothing unexpected. 1: a clause failed, or a declared deviation does not hold. 3: the run was cut off or the target could not be
 * used, the kit has a defect, a clause was left inconclusive, or none was verified: nothing tested is no success. A
 * failure is the more certain news and wins.
 */
export function exitCode({
  totals,
  completion,
  defects,
  deviations = [],
  scope,
}: Pick<ConformanceReport, 'totals' | 'completion' | 'defects' | 'deviations' | 'scope'>): 0 | 1 | 3 {
  if (totals.fail > 0 || deviations.some(isDeviationError)) return 1;
  // A part of a shared run may have nothing to do; what was verified is told of the whole.
  const isNothingVerified =
    totals.pass + totals['non-strict'] + totals['failed-known'] === 0 && scope?.shard === undefined;
  return isNothingVerified || completion.state === 'interrupted' || defects.length > 0 || totals.inconclusive > 0
    ? 3
    : 0;
}
