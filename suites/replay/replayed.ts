import type { Finding } from '../../generated/journal.js';

/** A finding of an earlier run, with what showed it. */
export interface FoundFinding
  extends Pick<Finding, 'clause' | 'axis' | 'outcome' | 'operator' | 'pointer' | 'fixture'> {
  readonly check: string;
  readonly subject: string;
}

/**
 * What became of a finding: seen again, seen to be as documented under the same conditions, or neither; with what was
 * seen, or why nothing can be told.
 */
export interface Replayed {
  readonly outcome: 'still there' | 'fixed' | 'cannot tell';
  readonly told: string;
}

/** Nothing can be told, for a reason. */
export function cannotTell(told: string): Replayed {
  return { outcome: 'cannot tell', told };
}
