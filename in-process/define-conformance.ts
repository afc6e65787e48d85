import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import type { ClauseEntry, JournalEntry } from '../generated/journal.js';
import { deviationWords } from '../reports/render/deviation-words.js';
import { buildReport } from '../reports/verdicts/build-report.js';
import { deviationOf, isDeviationError } from '../reports/verdicts/deviations.js';
import { operationEntry } from '../suites/plan/operation-entry.js';
import { runSubject } from '../suites/run-subject.js';
import { Session } from '../suites/session/session.js';
import { driverNamed } from '../targets/drivers/index.js';
import { processTiming } from '../targets/transport/process-timing.js';
import type { RunOptions } from './complete-options.js';
import { findingMessage } from './finding-message.js';
import { type InProcessTarget, type PreparedOperation, type PreparedRun, prepareRun } from './prepare-run.js';
import { unverifiedMessage } from './unverified-message.js';

/** What of vitest tests are registered with. */
export type VitestFunctions = Pick<typeof import('vitest'), 'afterAll' | 'beforeAll' | 'describe' | 'test'>;

/** How `defineConformance` runs. */
export interface ConformanceOptions extends RunOptions {
  /** The functions of your own vitest, where it is another copy than the one that is found from the kit. */
  readonly vitest?: VitestFunctions;
}

/**
 * Runs with the timers of the platform: where a setup file has put others in their place, no answer would ever come.
 * Puts those back.
 */
async function inRealTime<Value>(work: () => Promise<Value>): Promise<Value> {
  const isFake = vi.isFakeTimers();
  if (isFake) vi.useRealTimers();
  try {
    return await work();
  } finally {
    if (isFake) vi.useFakeTimers();
  }
}

/** Tests must come one after another, in the order of the plan: each finds the fixtures as the one before left them. */
const inOrder = { sequential: true, shuffle: false } as const;

function registerOperation(
  { contract, plan, guard }: PreparedOperation,
  run: PreparedRun,
  vitest: VitestFunctions,
): void {
  const { seed, cases, strict } = run.options;
  const startedAt = new Date().toISOString();
  const isExcused = ({ id, unscored }: ClauseEntry): boolean =>
    unscored === true || deviationOf(id, run.deviations ?? [], startedAt.slice(0, 10)) !== undefined;
  const entries: JournalEntry[] = [];
  let session: Session | undefined;
  const current = (): Session => {
    session ??= new Session({
      contract,
      driver: driverNamed(contract.driver.name),
      transport: guard().checking,
      deadlines: { settle: run.settleMs },
      seed,
      runId: randomUUID(),
      timing: processTiming,
      model: plan.context.model,
      clauses: plan.selected,
    });
    return session;
  };
  for (const check of new Set(plan.subjects.map((entry) => entry.check))) {
    vitest.describe(check.title, inOrder, () => {
      for (const { subject } of plan.subjects.filter((entry) => entry.check === check)) {
        vitest.test(`${subject.name} @${subject.fixture.id}`, { timeout: 0 }, async ({ skip }) => {
          if (guard().isOver) return skip();
          const result = run.redacted(await inRealTime(() => runSubject(current(), check, subject)));
          entries.push(result);
          if (result.type !== 'result') return;
          if (result.broken !== undefined) throw new Error(`defect of vpn-conformance: ${result.broken}`);
          const message = findingMessage(result, plan.clauses, strict, isExcused);
          const { problem } = guard();
          const told = [message, problem === undefined ? undefined : `${problem.text}; ${problem.remedy}`].filter(
            (text) => text !== undefined,
          );
          if (told.length > 0) throw new Error(told.join('\n\n'));
        });
      }
    });
  }
  vitest.test('every clause that was tried was verified', () => {
    const { id } = contract;
    const { problem } = guard();
    if (problem !== undefined) throw new Error(`nothing more was tested: ${problem.text}; ${problem.remedy}`);
    const skips = [...current().unseen()].map(([local, reason]) => ({
      type: 'skip' as const,
      operation: id,
      clause: `${id}${local}`,
      reason,
    }));
    const known = new Set(plan.clauses.map((clause) => clause.id));
    const report = buildReport([
      {
        type: 'run',
        format: 1,
        kit: '',
        startedAt,
        ...(run.deviations === undefined ? {} : { deviations: run.deviations }),
        seed,
        cases,
        strict,
        target: { name: id, url: guard().checking.baseUrl },
      },
      operationEntry(contract, plan),
      ...entries,
      ...skips.filter(({ clause }) => known.has(clause)).map((entry) => run.redacted(entry)),
      { type: 'end', finishedAt: '', requests: current().requests },
    ]);
    const told = [
      unverifiedMessage(report),
      ...(report.deviations ?? []).filter(isDeviationError).map((entry) => `deviation ${deviationWords(entry)}`),
    ].filter((text) => text !== undefined);
    if (told.length > 0) throw new Error(told.join('\n\n'));
  });
}

/**
 * Registers the checks as tests of the vitest file that calls it: one test for each thing that is asked of the app. A
 * test that fails names the clause, its place in the document, what was expected and what came.
 * @throws ConfigurationError for a target, option or app that cannot be used
 */
export function defineConformance(
  target: InProcessTarget,
  { vitest = { afterAll, beforeAll, describe, test }, ...options }: ConformanceOptions = {},
): void {
  const run = prepareRun(target, options, 'defineConformance');
  vitest.describe('conformance', inOrder, () => {
    vitest.beforeAll(() => inRealTime(() => run.start()));
    vitest.afterAll(() => inRealTime(() => run.close()));
    for (const operation of run.operations)
      vitest.describe(operation.contract.id, inOrder, () => registerOperation(operation, run, vitest));
  });
}
