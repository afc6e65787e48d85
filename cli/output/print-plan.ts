import type { PlannedExchange } from '../../suites/plan/dry-run.js';
import type { Console } from '../process/console.js';
import type { planRequests } from './plan-requests.js';

/**
 * How many updates of a subject a conformant target takes and refuses. In a careful run the stored values are sent,
 * which nobody knows before the run.
 */
function countsOf(
  { requests, subject }: PlannedExchange,
  careful: boolean,
): { readonly accept: number; readonly refuse: number } {
  const count = (effect: 'changes' | 'refused'): number =>
    requests.filter((request) => request.effect === effect).length;
  return { accept: careful ? subject.requests.accept : count('changes'), refuse: count('refused') };
}

/** Prints what a run would send, counted by check; nothing is sent. */
export function printPlan(plans: Awaited<ReturnType<typeof planRequests>>, console: Console): void {
  let accept = 0;
  let refuse = 0;
  for (const {
    plan: { context, clauses },
    exchanges,
  } of plans) {
    const skipped = clauses.filter((clause) => clause.skipped !== undefined).length;
    const excluded = clauses.filter((clause) => clause.excluded !== undefined).length;
    console.log(
      `${context.contract.id}: ${clauses.length} clauses, ${clauses.length - skipped - excluded} to check, ${skipped} skipped, ${excluded} excluded`,
    );
    const checks = new Map<string, { subjects: number; accept: number; refuse: number }>();
    for (const exchange of exchanges) {
      const own = checks.get(exchange.check.id) ?? { subjects: 0, accept: 0, refuse: 0 };
      const { accept: taken, refuse: refused } = countsOf(exchange, context.careful);
      checks.set(exchange.check.id, {
        subjects: own.subjects + 1,
        accept: own.accept + taken,
        refuse: own.refuse + refused,
      });
    }
    for (const [id, own] of checks) {
      accept += own.accept;
      refuse += own.refuse;
      console.log(
        `  ${id}: ${own.subjects} subjects, ${own.accept} ${context.careful ? 'updates with the stored values' : 'updates that change state'}, ${own.refuse} that a conformant target refuses`,
      );
    }
  }
  console.log(
    `In all at most ${accept} ${plans.some(({ plan }) => plan.context.careful) ? 'updates with the stored values' : 'updates that change state'} and ${refuse} that a conformant target refuses, beside read-backs. Nothing was sent.`,
  );
}
