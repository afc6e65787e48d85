import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVitest, type Reporter, type TestModule } from 'vitest/node';
import type { JournalEntry } from '../generated/journal.js';
import type { RunConfig } from './run-config.js';

/** What the engine tells while it runs. */
export interface SuiteListener {
  /** An entry that a subject gave. */
  entry(entry: JournalEntry): void;
  /** How many subjects an operation has. */
  planned(operation: string, subjects: number): void;
  /** Something went wrong outside of any subject. */
  problem(message: string): void;
}

const here = path.dirname(fileURLToPath(import.meta.url));
const extension = path.extname(fileURLToPath(import.meta.url));

function reporterFor(listener: SuiteListener): Reporter {
  const moduleProblems = (module: TestModule): void => {
    for (const error of module.errors()) listener.problem(error.message);
  };
  return {
    onTestModuleCollected(module) {
      // Two tests are the suite's own: the clauses, and what no answer showed.
      listener.planned(module.project.name, [...module.children.allTests()].length - 2);
    },
    onTestCaseResult(test) {
      const text = test.meta().conformance;
      const entries: readonly JournalEntry[] = text === undefined ? [] : JSON.parse(text);
      for (const entry of entries) listener.entry(entry);
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

/**
 * Runs one vitest project for each operation, side by side; subjects of one operation one after another.
 * When `stop` is aborted, subjects that are under way end, and no further one begins.
 */
export async function runSuite(configs: readonly RunConfig[], listener: SuiteListener, workers: number, stop: AbortSignal): Promise<void> {
  const vitest = await withOwnSignals(() =>
    createVitest('test', {
      config: false,
      root: here,
      watch: false,
      silent: true,
      reporters: [reporterFor(listener)],
      pool: 'threads',
      maxWorkers: Math.max(1, Math.min(workers, configs.length)),
      passWithNoTests: true,
      cache: false,
      projects: configs.map((conformance) => ({
        root: here,
        test: {
          name: conformance.operation,
          root: here,
          include: [`conformance.suite${extension}`],
          exclude: [],
          provide: { conformance },
          pool: 'threads',
          isolate: false,
          testTimeout: 0,
          hookTimeout: 0,
          // Only the suite file goes through vite; the built rooms are loaded as they are.
          server: { deps: { external: [/[\\/](?:specs|properties|suites|targets|generated)[\\/]/] } },
        },
      })),
    }),
  );
  const cancel = (): void => void vitest.cancelCurrentRun('keyboard-input');
  stop.addEventListener('abort', cancel);
  try {
    if (!stop.aborted) await vitest.start();
  } finally {
    stop.removeEventListener('abort', cancel);
    await vitest.close();
  }
}
