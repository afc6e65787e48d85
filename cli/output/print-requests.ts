import type { Redactor } from '../../reports/redact/redact.js';
import type { PlannedRequest } from '../../suites/plan/dry-run.js';
import type { Console } from '../process/console.js';
import type { planRequests } from './plan-requests.js';

const marks: Readonly<Record<PlannedRequest['effect'], string>> = {
  changes: 'CHANGES STATE',
  refused: 'refused      ',
  reads: 'reads        ',
};

/**
 * Prints every request that a run would send to a conformant target, subject by subject, without credentials; nothing
 * is sent.
 */
export function printRequests(
  plans: Awaited<ReturnType<typeof planRequests>>,
  { text }: Redactor,
  console: Console,
): void {
  for (const { plan, baseUrl, exchanges } of plans) {
    for (const { check, subject, requests } of exchanges) {
      console.log(`${plan.context.contract.id} ${check.id} ${subject.name} @${subject.fixture.id}`);
      for (const { method, path, body, effect } of requests)
        console.log(
          `  ${marks[effect]} ${method} ${text(`${baseUrl.replace(/\/+$/, '')}${path}`)}${body === undefined ? '' : ` ${text(body)}`}`,
        );
      if (plan.context.careful && subject.requests.accept > 0)
        console.log(
          `  changes nothing ${plan.context.contract.update.method} the stored values of ${subject.fixture.id}, as the read-back shows them`,
        );
    }
  }
}
