import type { ClauseFile } from '../../generated/clauses.js';
import type { Clause, Profile } from '../contract.js';

/** Which clauses of a contract are its profile core. */
export type CoreRule = NonNullable<ClauseFile['core']>;

/** The rule of a contract that has none of its own. */
export const usualCore: CoreRule = { levels: ['must'], bases: ['stated'], needs: 'none' };

/**
 * The profile of a clause; `isSpecial`: not every resource shows it, or not one alone. `names` tells whether a pattern
 * of the rule names it.
 */
export function profileOf(
  clause: Pick<Clause, 'level' | 'basis' | 'needs'> & { readonly isSpecial: boolean },
  { levels, bases, needs, also = [], without = [] }: CoreRule,
  names: (pattern: string) => boolean,
): Profile {
  if (without.some(names)) return 'extended';
  if (also.some(names)) return 'core';
  const isShownByAll = clause.needs.length === 0 && !clause.isSpecial;
  const isMet = levels.includes(clause.level) && bases.includes(clause.basis) && (needs === 'any' || isShownByAll);
  return isMet ? 'core' : 'extended';
}
