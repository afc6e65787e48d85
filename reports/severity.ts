import type { ClauseEntry, Finding } from '../generated/journal.js';

/** What one finding means for its clause. */
export type Severity = 'fail' | 'non-strict' | 'undecided' | 'information';

/** Weighs a finding by the level of its clause; `strict` turns non-strict into fail. */
export function severityOf(outcome: Finding['outcome'], level: ClauseEntry['level'], strict: boolean): Severity {
  switch (outcome) {
    case 'noted':
      return 'information';
    case 'undecided':
      return 'undecided';
    case 'tolerated':
    case 'broken':
      if (level === 'may') return 'information';
      return strict || (outcome === 'broken' && level === 'must') ? 'fail' : 'non-strict';
    default:
      return outcome satisfies never;
  }
}
