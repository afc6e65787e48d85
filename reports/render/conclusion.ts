import type { ConformanceReport } from '../../generated/report.js';
import { plural } from './layout.js';

/** What a run came to, in words: what its exit code stands for. */
export function conclusionOf({
  exitCode,
  totals,
  defects,
  completion,
}: Pick<ConformanceReport, 'exitCode' | 'totals' | 'defects' | 'completion'>): string {
  switch (exitCode) {
    case 0:
      return 'nothing unexpected';
    case 1:
      return 'at least one clause failed';
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
