import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { processTiming } from '../../targets/transport/process-timing.js';
import { createRequestGate } from '../../targets/transport/request-gate.js';
import type { CredentialMemory } from '../target/run-credentials.js';
import type { RunConfig } from './run-config.js';
import type { ThreadNews } from './run-lanes.js';
import { startHere } from './same-thread.js';
import { pass, type StartThread, type SuiteListener } from './suite-listener.js';

const startThread: StartThread = (work, listener, onPlanned) => {
  const worker = new Worker(new URL(`./thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url), {
    workerData: work,
  });
  let isDone = false;
  const done = new Promise<void>((resolve) => {
    worker.on('message', (news: ThreadNews) => {
      if (news.kind === 'planned') onPlanned();
      if (news.kind === 'done') isDone = true;
      pass(news, listener);
      if (isDone) resolve();
    });
    worker.on('error', (error) => {
      isDone = true;
      listener.problem(`a thread of the run broke off: ${error instanceof Error ? error.message : String(error)}`);
    });
    worker.on('exit', () => {
      if (!isDone) listener.problem('a thread of the run ended before it was through');
      resolve();
    });
  });
  return {
    done,
    end: () => {
      worker.removeAllListeners('exit');
      return worker.terminate();
    },
  };
};

/** How much work an operation is: the clauses to look at on its fixtures. */
function workOf({ contract, fixtures }: RunConfig): number {
  return contract.clauses.length * fixtures.length;
}

/** Spreads pieces of work over at most `most` heaps, so that each is about the same. */
function spread<Piece>(
  pieces: readonly Piece[],
  most: number,
  work: (piece: Piece) => number,
): readonly (readonly Piece[])[] {
  const heaps = Array.from({ length: Math.min(most, pieces.length) }, () => ({ work: 0, pieces: [] as Piece[] }));
  for (const piece of [...pieces].sort((a, b) => work(b) - work(a))) {
    const [lightest] = [...heaps].sort((a, b) => a.work - b.work);
    if (lightest === undefined) break;
    lightest.pieces.push(piece);
    lightest.work += work(piece);
  }
  return heaps.map((heap) => heap.pieces);
}

/**
 * How long it may take until the first thread has planned, in milliseconds. On an overloaded machine none may ever
 * start; nobody is to wait for them.
 */
const longestStart = 180_000;
/** The same once the run is told to stop. */
const longestStartWhenStopped = 5_000;

/** Resolves when no thread has planned in time: nothing was sent then. Calling `end` ends the watch. */
function watchStart(
  isPlanned: () => boolean,
  isStopped: () => boolean,
  longest: number,
): { readonly stalled: Promise<void>; end(): void } {
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
 * Runs the operations, `sideBySide` of them at once: those of a lane, and their subjects, one after another. Lanes
 * share as many threads as the machine has processors; while one waits for an answer, another goes on.
 * The threads share `credentials` and `gate`: when it stops, subjects that are under way end, no further one sends
 * anything, and fixtures are restored. That no thread has planned within three minutes is a problem, and ends the run.
 */
export async function runSuite(
  configs: readonly RunConfig[],
  listener: SuiteListener,
  sideBySide: number,
  gate: SharedArrayBuffer,
  credentials: CredentialMemory,
  start?: StartThread,
): Promise<void> {
  const lanes = spread(configs, sideBySide, workOf);
  const heaps = spread(lanes, availableParallelism(), (lane) => lane.reduce((sum, config) => sum + workOf(config), 0));
  let isPlanned = false;
  const onPlanned = (): void => {
    isPlanned = true;
  };
  const own = createRequestGate({}, processTiming.now, gate);
  const watch = watchStart(
    () => isPlanned,
    () => own.stopped,
    longestStart,
  );
  // Where there is nothing to share, a thread would only load everything once more.
  const startLanes = start ?? (heaps.length > 1 ? startThread : startHere);
  const threads = heaps.map((heap) => startLanes({ lanes: heap, gate, credentials }, listener, onPlanned));
  try {
    const isStalled = await Promise.race([
      Promise.all(threads.map(({ done }) => done)).then(() => false),
      watch.stalled.then(() => true),
    ]);
    if (isStalled) listener.problem('the run did not get going in time; is the machine overloaded? Run it again');
  } finally {
    watch.end();
    await Promise.all(threads.map((thread) => thread.end()));
  }
}
