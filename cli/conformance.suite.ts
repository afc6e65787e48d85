/** The vitest file that runs one operation: one test for each subject of each check. The operation arrives through `inject`. */
import { afterAll, describe, inject, test } from 'vitest';
import type { JournalEntry } from '../generated/journal.js';
import { loadOperation } from '../specs/catalogue.js';
import { planRun } from '../suites/plan.js';
import { runSubject } from '../suites/run-subject.js';
import { Session } from '../suites/session.js';
import { driverNamed } from '../targets/drivers/index.js';
import { createTransport } from '../targets/transport.js';
import './run-config.js';

const config = inject('conformance');
const contract = loadOperation(config.operation, config.specs === '' ? undefined : config.specs);
const driver = driverNamed(contract.driver.name);
const transport = createTransport({ baseUrl: config.baseUrl, timeoutMs: config.timeoutMs, headers: config.headers, tls: config.tls });
const { cases, seed, fixtures, clauses, levels, features } = config;
const plan = planRun({ contract, driver, fixtures, cases, seed, selection: { clauses, levels }, ...(features === undefined ? {} : { features }) });
const session = new Session({
  contract,
  driver,
  transport,
  deadlines: { settle: config.settleMs },
  seed,
  clock: () => performance.now(),
  model: plan.context.model,
  clauses: plan.selected,
});

afterAll(() => transport.close());

describe('plan', () => {
  test('clauses', ({ task }) => {
    const { id, title, document } = contract;
    task.meta.conformance = JSON.stringify([
      { type: 'operation', operation: id, title, document, clauses: [...plan.clauses] },
    ] satisfies readonly JournalEntry[]);
  });
});

for (const check of new Set(plan.subjects.map((entry) => entry.check))) {
  describe(check.id, () => {
    for (const { subject } of plan.subjects.filter((entry) => entry.check === check)) {
      test(`${subject.name} @${subject.fixture.id}`, { timeout: 0 }, async ({ task }) => {
        const result = await runSubject(session, check, subject);
        task.meta.conformance = JSON.stringify([result] satisfies readonly JournalEntry[]);
        const failed = result.findings.filter(({ outcome }) => outcome === 'broken');
        if (failed.length > 0) throw new Error(`${failed.length} findings`);
      });
    }
  });
}

describe('end', () => {
  test('what no answer showed', ({ task }) => {
    const skips = [...session.unseen()].map(
      ([local, reason]): JournalEntry => ({ type: 'skip', operation: contract.id, clause: `${contract.id}${local}`, reason }),
    );
    const known = new Set(plan.clauses.map(({ id }) => id));
    task.meta.conformance = JSON.stringify(skips.filter((entry) => entry.type !== 'skip' || known.has(entry.clause)));
  });
});
