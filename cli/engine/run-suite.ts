import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setEnvironmentData } from 'node:worker_threads';
import { createVitest, type Reporter, type TestModule } from 'vitest/node';
import type { JournalEntry } from '../../generated/journal.js';
import type { Restoration } from '../../suites/restore/restore-fixture.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import { createRequestGate } from '../../targets/transport/request-gate.js';
import { type CredentialMemory, credentialsKey } from '../target/run-credentials.js';
import { gateKey, type RunConfig } from './run-config.js';

/** What the engine tells while it runs. */
export interface SuiteListener {
  /** An entry that a subject gave. */
  entry(entry: JournalEntry): void;
  /** How many subjects an operation has. */
  planned(operation: string, subjects: number): void;
  /** What became of a fixture that was to be as it was before. */
  restored(restoration: Restoration): void;
  /** What the user has to know, where the worker could not say it itself. */
  notice(message: string): void;
  /** Something went wrong outside of any subject. */
  problem(message: string): void;
}

const here = path.dirname(fileURLToPath(import.meta.url));
const extension = path.extname(fileURLToPath(import.meta.url));

function reporterFor(listener: SuiteListener, planned: () => void): Reporter {
  const moduleProblems = (module: TestModule): void => {
    for (const error of module.errors()) listener.problem(error.message);
  };
  return {
    onTestModuleCollected(module) {
      planned();
      // Four tests are the suite's own: the clauses, what cannot be written back, what no answer showed, and the fixtures as they were.
      for (const lane of module.children.suites())
        for (const operation of lane.children.suites()) listener.planned(operation.name, [...operation.children.allTests()].length - 4);
    },
    onTestCaseResult(test) {
      const text = test.meta().conformance;
      const entries: readonly JournalEntry[] = text === undefined ? [] : JSON.parse(text);
      for (const entry of entries) listener.entry(entry);
      const restorations: readonly Restoration[] = JSON.parse(test.meta().restorations ?? '[]');
      for (const restoration of restorations) listener.restored(restoration);
      const { problem, notice } = test.meta();
      if (notice !== undefined) listener.notice(notice);
      if (problem !== undefined) listener.problem(problem);
    },
    onTestModuleEnd: moduleProblems,
    onTestRunEnd(_modules, errors) {
      for (const error of errors) listener.problem(error.message);
    },
  };
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/** vitest ends the process at once on these signals; a run that is told to stop still has a report to write. */
async function withOwnSignals<Value>(work: () => Promise<Value>): Promise<Value> {
  const own = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  const value = await work();
  for (const [signal, known] of own) for (const added of process.listeners(signal)) if (!known.includes(added)) process.off(signal, added);
  return value;
}

/** How much work an operation is: the clauses to look at on its fixtures. */
function workOf({ contract, fixtures }: RunConfig): number {
  return contract.clauses.length * fixtures.length;
}

/** Spreads pieces of work over at most `most` heaps, so that each is about the same. */
function spread<Piece>(pieces: readonly Piece[], most: number, work: (piece: Piece) => number): readonly (readonly Piece[])[] {
  const heaps = Array.from({ length: Math.min(most, pieces.length) }, () => ({ work: 0, pieces: [] as Piece[] }));
  for (const piece of [...pieces].sort((a, b) => work(b) - work(a))) {
    const [lightest] = [...heaps].sort((a, b) => a.work - b.work);
    if (lightest === undefined) break;
    lightest.pieces.push(piece);
    lightest.work += work(piece);
  }
  return heaps.map((heap) => heap.pieces);
}

/** How long it may take until the first thread has planned, in milliseconds. On an overloaded machine none may ever start; nobody is to wait for them. */
const longestStart = 180_000;
/** The same once the run is told to stop. */
const longestStartWhenStopped = 5_000;

/** Resolves when no thread has planned in time: nothing was sent then. Calling `end` ends the watch. */
function watchStart(isPlanned: () => boolean, isStopped: () => boolean, longest: number): { readonly stalled: Promise<void>; end(): void } {
  const started = performance.now();
  let stoppedAt = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      const now = performance.now();
      if (isStopped()) stoppedAt = Math.min(stoppedAt, now);
      if (isPlanned()) clearInterval(timer);
      else if (now - started > longest || now - stoppedAt > longestStartWhenStopped) resolve();
    }, 100);
  });
  return { stalled, end: () => clearInterval(timer) };
}

/**
 * Runs the operations, `sideBySide` of them at once: those of a lane, and their subjects, one after another. Lanes share as many threads, one vitest project each, as the
 * machine has processors; while one waits for an answer, another goes on.
 * The threads share `credentials` and `gate`: when it stops, subjects that are under way end, no further one sends anything, and fixtures are restored.
 * That no thread has planned within `longestStartMs` is a problem, and ends the run.
 */
export async function runSuite(
  configs: readonly RunConfig[],
  listener: SuiteListener,
  sideBySide: number,
  gate: SharedArrayBuffer,
  credentials: CredentialMemory,
  longestStartMs: number = longestStart,
): Promise<void> {
  const lanes = spread(configs, sideBySide, workOf);
  const threads = spread(lanes, availableParallelism(), (lane) => lane.reduce((sum, config) => sum + workOf(config), 0));
  let isPlanned = false;
  const vitest = await withOwnSignals(() =>
    createVitest('test', {
      config: false,
      root: here,
      watch: false,
      silent: true,
      reporters: [
        reporterFor(listener, () => {
          isPlanned = true;
        }),
      ],
      pool: 'threads',
      maxWorkers: Math.max(1, threads.length),
      passWithNoTests: true,
      cache: false,
      projects: threads.map((conformance, index) => ({
        root: here,
        test: {
          name: `thread ${index + 1}`,
          root: here,
          include: [`conformance.suite${extension}`],
          exclude: [],
          provide: { conformance },
          pool: 'threads',
          isolate: false,
          maxConcurrency: Math.max(1, lanes.length),
          testTimeout: 0,
          hookTimeout: 0,
          // Only the suite file goes through vite; the built rooms are loaded as they are.
          server: { deps: { external: [/[\\/](?:specs|properties|suites|targets|generated)[\\/]/] } },
        },
      })),
    }),
  );
  // Not by `provide`, which copies: the memory is to be the same in every thread.
  setEnvironmentData(gateKey, gate);
  setEnvironmentData(credentialsKey, credentials);
  const own = createRequestGate({}, processTiming.now, gate);
  const watch = watchStart(
    () => isPlanned,
    () => own.stopped,
    longestStartMs,
  );
  let isStalled = false;
  try {
    isStalled = await Promise.race([vitest.start().then(() => false), watch.stalled.then(() => true)]);
    if (isStalled) listener.problem('the run did not get going in time; is the machine overloaded? Run it again');
  } finally {
    watch.end();
    // Threads that never started are not waited for.
    if (!isStalled) await vitest.close();
  }
}
