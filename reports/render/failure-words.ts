import type { ConformanceReport } from '../../generated/report.js';
import { plural } from './layout.js';

/** How much went wrong that was neither declared nor left out of the scores: `2 causes, 5 clauses failed`. */
export function failureWords({ causes, totals }: Pick<ConformanceReport, 'causes' | 'totals'>): string {
  const unexpected = causes.filter(({ verdict }) => verdict === 'fail' || verdict === 'non-strict');
  return `${plural(unexpected.length, 'cause')}, ${plural(totals.fail, 'clause')} failed`;
}
