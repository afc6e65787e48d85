import { dryRun, type PlannedRequest } from '../suites/dry-run.js';
import type { Plan } from '../suites/plan.js';
import type { PlacedPlan } from './print-requests.js';

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
