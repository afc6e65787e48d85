import type { ClauseEntry, Finding } from '../../generated/journal.js';

/** What one finding means for its clause. */
export type Severity = 'fail' | 'non-strict' | 'undecided' | 'information';

/** What of a finding decides its weight. */
type Weighed = Pick<Finding, 'outcome' | 'axis' | 'basis' | 'exchange'>;

/**
 * Whether something broken is a failure: the document states what was expected, or no reading of it could excuse what
 * came. Whatever was asked, a server error answers no request.
 */
function isFailure({ axis, basis, exchange }: Weighed, clause: Pick<ClauseEntry, 'basis' | 'inexcusable'>): boolean {
  if (axis === 'status' && (exchange?.reply?.status ?? 0) >= 500) return true;
  return basis === undefined ? clause.basis === 'stated' || clause.inexcusable === true : basis === 'stated';
}

/** Weighs a finding by the level and the basis of its clause; `strict` turns non-strict into fail. */
export function severityOf(
  finding: Weighed,
  clause: Pick<ClauseEntry, 'level' | 'basis' | 'inexcusable'>,
  strict: boolean,
): Severity {
  const { outcome } = finding;
  switch (outcome) {
    case 'noted':
      return 'information';
    case 'undecided':
      return 'undecided';
    case 'tolerated':
    case 'broken':
      if (clause.level === 'may') return 'information';
      return strict || (outcome === 'broken' && clause.level === 'must' && isFailure(finding, clause))
        ? 'fail'
        : 'non-strict';
    default:
      return outcome satisfies never;
  }
}
