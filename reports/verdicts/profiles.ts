import type { ClauseReport, ProfileReports, ProfileResult, VerdictTotals } from '../../generated/report.js';
import { countVerdicts } from './totals.js';

type Profile = keyof ProfileReports;

/** What a clause belongs to; what an old journal does not tell is extended. */
function profileOf({ profile = 'extended' }: ClauseReport): Profile {
  return profile;
}

/**
 * What a profile comes to. A failure stays one when it is declared as known: a declaration changes what a run ends with,
 * not what the implementation does. Extended features need not be claimed.
 */
function resultOf(profile: Profile, totals: VerdictTotals, isPart: boolean): ProfileResult {
  if (totals.fail + totals['failed-known'] > 0) return 'failure';
  if (totals.inconclusive > 0 || totals.pass + totals['non-strict'] === 0) return 'inconclusive';
  const isLeftOut = totals.skipped > 0 || (profile === 'core' && totals.unsupported > 0);
  return isPart || isLeftOut ? 'partial' : 'success';
}

/** What an operation comes to in each profile; `isPart`: the run was not about all of its clauses. */
export function profileReports(clauses: readonly ClauseReport[], isPart: boolean): ProfileReports {
  const report = (profile: Profile): ProfileReports[Profile] => {
    const totals = countVerdicts(clauses.filter((clause) => profileOf(clause) === profile));
    return { result: resultOf(profile, totals, isPart), totals };
  };
  return { core: report('core'), extended: report('extended') };
}
