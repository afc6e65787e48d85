import type { Clause, ScoredClauses } from '../../contract/contract.js';
import type { ClauseEntry } from '../../generated/journal.js';

/**
 * The profile of a clause, and whether it counts: as the requirement set says, which is frozen, and without one as the
 * contract does.
 */
export function scored(
  requirements: ScoredClauses | undefined,
): (clause: Pick<Clause, 'local' | 'profile'>) => Pick<ClauseEntry, 'profile' | 'unscored'> {
  if (requirements === undefined) return ({ profile }) => ({ profile });
  const profiles = new Map([
    ...requirements.core.map((local) => [local, 'core'] as const),
    ...requirements.extended.map((local) => [local, 'extended'] as const),
  ]);
  return ({ local, profile }) => {
    const own = profiles.get(local);
    return own === undefined ? { profile, unscored: true } : { profile: own };
  };
}
