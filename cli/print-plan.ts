import type { Plan } from '../suites/plan.js';
import type { Console } from './console.js';

/** Prints what a run would send, counted by check; nothing is sent. */
export function printPlan(plans: readonly Plan[], console: Console): void {
  let accept = 0;
  let refuse = 0;
  for (const { context, subjects, clauses } of plans) {
    const skipped = clauses.filter((clause) => clause.skipped !== undefined).length;
    const excluded = clauses.filter((clause) => clause.excluded !== undefined).length;
    console.log(`${context.contract.id}: ${clauses.length} clauses, ${clauses.length - skipped - excluded} to check, ${skipped} skipped, ${excluded} excluded`);
    const checks = new Map<string, { subjects: number; accept: number; refuse: number }>();
    for (const { check, subject } of subjects) {
      const own = checks.get(check.id) ?? { subjects: 0, accept: 0, refuse: 0 };
      checks.set(check.id, { subjects: own.subjects + 1, accept: own.accept + subject.requests.accept, refuse: own.refuse + subject.requests.refuse });
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
    `In all at most ${accept} ${plans.some(({ context }) => context.careful) ? 'updates with the stored values' : 'updates that change state'} and ${refuse} that a conformant target refuses, beside read-backs. Nothing was sent.`,
  );
}
