import { type Plan, planRun } from '../../suites/plan/plan.js';
import { flawsOf } from '../../targets/auth/auth-entry.js';
import { driverNamed } from '../../targets/drivers/index.js';
import type { RunConfig } from './run-config.js';

/** What planning an operation takes of its run. */
export type PlanConfig = Pick<
  RunConfig,
  | 'contract'
  | 'fixtures'
  | 'auth'
  | 'features'
  | 'cases'
  | 'seed'
  | 'clauses'
  | 'levels'
  | 'care'
  | 'authProbes'
  | 'requirements'
  | 'within'
>;

/** The plan of one operation: the same for the command and for the worker that runs it. */
export function planOperation({
  contract,
  fixtures,
  auth,
  features,
  cases,
  seed,
  clauses,
  levels,
  care,
  authProbes,
  requirements,
  within,
}: PlanConfig): Plan {
  const share = within?.get(contract.id);
  const scoredOn = requirements.get(contract.id);
  return planRun({
    contract,
    driver: driverNamed(contract.driver.name),
    fixtures,
    cases,
    seed,
    selection: { clauses, levels },
    ...(features === undefined ? {} : { features }),
    careful: care === 'only-refused',
    ...(scoredOn === undefined ? {} : { requirements: scoredOn }),
    ...(share === undefined ? {} : { within: share }),
    ...(authProbes ? { authProbes: flawsOf(auth) } : {}),
  });
}
