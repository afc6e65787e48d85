import type { Driver } from '../specs/target.js';
import { dryRun, type PlannedRequest } from '../suites/dry-run.js';
import type { Plan } from '../suites/plan.js';

/** A plan, and where and how its requests would be sent. */
export interface PlacedPlan {
  readonly plan: Plan;
  readonly driver: Driver;
  readonly baseUrl: string;
}

/** A planned subject with the requests that a run would send to a conformant target. */
export type PlannedExchange = Plan['subjects'][number] & { readonly requests: readonly PlannedRequest[] };

/** The subjects of every plan with their requests; nothing is sent. */
export async function planRequests(plans: readonly PlacedPlan[]): Promise<readonly (PlacedPlan & { readonly exchanges: readonly PlannedExchange[] })[]> {
  const planned: (PlacedPlan & { readonly exchanges: readonly PlannedExchange[] })[] = [];
  for (const placed of plans) {
    const exchanges: PlannedExchange[] = [];
    for (const entry of placed.plan.subjects) exchanges.push({ ...entry, requests: await dryRun(placed.plan, placed.driver, entry) });
    planned.push({ ...placed, exchanges });
  }
  return planned;
}
