/** The vitest file that runs the operations of a thread: one test for each subject of each check. They arrive through `inject`. */
import { getEnvironmentData } from 'node:worker_threads';
import { afterAll, describe, inject, test } from 'vitest';
import { secretMembers } from '../../contract/facts/secret-members.js';
import type { JournalEntry } from '../../generated/journal.js';
import { createRedactor } from '../../reports/redact/redact.js';
import type { Care } from '../../suites/restore/keeper.js';
import { type Restoration, restoreFixture } from '../../suites/restore/restore-fixture.js';
import { isSameState } from '../../suites/restore/same-state.js';
import type { Snapshot } from '../../suites/restore/snapshot.js';
import { withheldWords } from '../../suites/restore/withheld-words.js';
import { runSubject } from '../../suites/run-subject.js';
import { Session } from '../../suites/session/session.js';
import { secretsOf } from '../../targets/auth/create-signer.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import { createRequestGate } from '../../targets/transport/request-gate.js';
import { SnapshotFile } from '../output/snapshots.js';
import { tellAtOnce } from '../output/tell-at-once.js';
import { openTransport, throttled } from '../target/open-transport.js';
import { credentialMemoryOf, credentialsKey, RunCredentials } from '../target/run-credentials.js';
import { planOperation } from './plan-operation.js';
import { gateKey, type RunConfig } from './run-config.js';

/** Registers the tests of one operation. */
function register(config: RunConfig): void {
  const { contract, seed, care, memberSecrets } = config;
  const driver = driverNamed(contract.driver.name);
  const credentials = new RunCredentials([config], credentialMemoryOf(getEnvironmentData(credentialsKey)));
  const transport = openTransport(config, config, credentials.tokenOf(config.auth));
  // The embedded reference asks for no credentials.
  const guard = config.isEmbedded ? undefined : credentials.guard(transport, config);
  const memory = getEnvironmentData(gateKey);
  const gate = createRequestGate(config.limits, processTiming.now, memory instanceof SharedArrayBuffer ? memory : undefined);
  const redactor = createRedactor({ members: secretMembers([contract]), secrets: [...config.secrets, ...secretsOf(config.auth, process.env)] });
  const plan = planOperation(config);
  const file = new SnapshotFile(config.output, redactor, { operation: contract.id, baseUrl: config.baseUrl });
  const keeping: Pick<Care, 'left' | 'onSnapshot' | 'onSecrets'> = {
    onSnapshot: (snapshot) => file.keep(snapshot),
    onSecrets: (fixture, names) => file.sends(fixture, names),
    left: (fixture, state) => {
      const former = config.unrestored.find(({ fixture: id, state: was }) => id === fixture.id && !isSameState(was, redactor.text(state)));
      return former === undefined
        ? undefined
        : `the run in ${former.folder} changed it and did not restore it; 'vpn-conformance restore ${former.folder}' does, or delete that folder if it is as it should be`;
    },
  };
  const session = new Session({
    contract,
    driver,
    transport: throttled(guard?.checking ?? transport, config, gate),
    deadlines: { settle: config.settleMs },
    seed,
    runId: config.runId,
    timing: processTiming,
    model: plan.context.model,
    clauses: plan.selected,
    ...(care === undefined ? {} : { care: { kind: care, secrets: memberSecrets, ...keeping } }),
  });

  const isOver = (): boolean => gate.stopped || guard?.isOver === true;

  afterAll(() => transport.close());

  describe('plan', () => {
    test('clauses', ({ task }) => {
      const { id, title, document } = contract;
      task.meta.conformance = JSON.stringify([
        { type: 'operation', operation: id, title, document, clauses: [...plan.clauses] },
      ] satisfies readonly JournalEntry[]);
    });
  });

  describe('start', () => {
    test('what cannot be written back', { timeout: 0 }, async ({ task }) => {
      if (care === undefined || isOver()) return;
      const snapshots: Snapshot[] = [];
      for (const fixture of new Map(plan.subjects.map(({ subject }) => [subject.fixture.id, subject.fixture])).values())
        snapshots.push(await session.keeper.snapshot(fixture));
      const words = withheldWords(contract.id, snapshots, care);
      const told = words === undefined || isOver() ? undefined : redactor.text(words);
      if (told !== undefined && !tellAtOnce(told)) task.meta.notice = told;
    });
  });

  for (const check of new Set(plan.subjects.map((entry) => entry.check))) {
    describe(check.id, () => {
      for (const { subject } of plan.subjects.filter((entry) => entry.check === check)) {
        test(`${subject.name} @${subject.fixture.id}`, { timeout: 0 }, async ({ task }) => {
          // Told to stop, a run ends without a word on what it did not come to.
          if (isOver()) return;
          const result = await runSubject(session, check, subject);
          task.meta.conformance = JSON.stringify([result] satisfies readonly JournalEntry[]);
          const failed = result.findings.filter(({ outcome }) => outcome === 'broken');
          // The findings are in the entry; where this line is, which vitest would look up, says nothing.
          if (failed.length > 0) throw Object.assign(new Error(`${failed.length} findings`), { stack: '' });
        });
      }
    });
  }

  describe('end', () => {
    test('what no answer showed', ({ task }) => {
      if (gate.stopped || guard?.problem !== undefined) return;
      const skips = [...session.unseen(), ...plan.withheld].map(
        ([local, reason]): JournalEntry => ({ type: 'skip', operation: contract.id, clause: `${contract.id}${local}`, reason }),
      );
      const known = new Set(plan.clauses.map(({ id }) => id));
      task.meta.conformance = JSON.stringify(skips.filter((entry) => entry.type !== 'skip' || known.has(entry.clause)));
    });

    test('fixtures as they were before', { timeout: 0 }, async ({ task }) => {
      const restorations: Restoration[] = [];
      for (const { snapshot, overwritten } of await session.keeper.snapshots()) {
        const { model } = plan.context;
        const options = {
          contract,
          driver,
          transport: throttled(guard?.restoring ?? transport, config, gate, 'restore'),
          model,
          secrets: memberSecrets,
          timing: processTiming,
          settleMs: config.settleMs,
        };
        restorations.push(await restoreFixture(options, snapshot, overwritten));
      }
      task.meta.restorations = JSON.stringify(restorations);
      if (guard?.problem !== undefined) task.meta.problem = redactor.text(`${guard.problem.text}; ${guard.problem.remedy}`);
    });
  });
}

// Lanes go side by side, what is in them one after another.
for (const [index, lane] of inject('conformance').entries()) {
  describe(`lane ${index + 1}`, { concurrent: true }, () => {
    for (const config of lane) describe(config.contract.id, { concurrent: false }, () => register(config));
  });
}
