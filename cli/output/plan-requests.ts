import type { Driver } from '../../contract/target.js';
import { dryRun, type PlannedExchange } from '../../suites/plan/dry-run.js';
import type { Plan } from '../../suites/plan/plan.js';

/** A plan, and where and how its requests would be sent. */
export interface PlacedPlan {
  readonly plan: Plan;
  readonly driver: Driver;
  readonly baseUrl: string;
}

/** The subjects of every plan with their requests; nothing is sent. */
export async function planRequests(
  plans: readonly PlacedPlan[],
): Promise<readonly (PlacedPlan & { readonly exchanges: readonly PlannedExchange[] })[]> {
  const planned: (PlacedPlan & { readonly exchanges: readonly PlannedExchange[] })[] = [];
  for (const placed of plans) planned.push({ ...placed, exchanges: await dryRun(placed.plan, placed.driver) });
  return planned;
}
