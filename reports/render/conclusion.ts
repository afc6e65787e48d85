import type { ConformanceReport } from '../../generated/report.js';
import { isDeviationError } from '../verdicts/deviations.js';
import { plural } from './layout.js';

/** What a run came to, in words: what its exit code stands for. */
export function conclusionOf({
  exitCode,
  totals,
  defects,
  completion,
  deviations = [],
}: Pick<ConformanceReport, 'exitCode' | 'totals' | 'defects' | 'completion' | 'deviations'>): string {
  const known = totals['failed-known'];
  switch (exitCode) {
    case 0:
      return known === 0 ? 'nothing unexpected' : `nothing unexpected; ${plural(known, 'clause')} failed as declared`;
    case 1: {
      const stale = deviations.filter(isDeviationError).length;
      const parts = [
        ...(totals.fail > 0 ? ['at least one clause failed'] : []),
        ...(stale > 0 ? [`${plural(stale, 'declared deviation')} ${stale === 1 ? 'does' : 'do'} not hold`] : []),
      ];
      return parts.join(', ');
    }
    case 3: {
      const open = [
        ...(completion.state === 'interrupted' ? ['the run was interrupted'] : []),
        ...(defects.length > 0 ? ['the kit has defects'] : []),
        ...(totals.inconclusive > 0 ? [`${plural(totals.inconclusive, 'clause')} inconclusive`] : []),
      ];
      return open.length === 0 ? 'nothing was verified' : open.join(', ');
    }
    default:
      return exitCode satisfies never;
  }
}
