/** How many requests a run may send, and how fast. */
export interface GateLimits {
  /** In all, retries and read-backs included. */
  readonly maxRequests?: number;
  /** Requests per second. */
  readonly rate?: number;
  /** Requests of `maxRequests` that are kept for restoring fixtures. */
  readonly reserved?: number;
  /** Milliseconds after which no further check is admitted. */
  readonly maxMs?: number;
  /** Milliseconds of `maxMs` that are kept for restoring fixtures. */
  readonly reservedMs?: number;
}

/** What a request is sent for: restoring goes on when checks have been stopped. */
export type Purpose = 'check' | 'restore';

/** Whether a request may be sent, and after how many milliseconds; or why it may not. */
export type Admission = { readonly waitMs: number } | { readonly refused: string };

/** Admits requests, one by one, for all workers of a run. */
export interface RequestGate {
  /** Counts the request and takes its place in the queue. */
  admit(purpose: Purpose): Admission;
  /** Admits no further checks. */
  stop(): void;
  readonly stopped: boolean;
  /** Whether the time for checks is over. */
  readonly isOver: boolean;
  /** Requests admitted so far. */
  readonly admitted: number;
  /** Shared with other workers: a gate made from it counts with this one. */
  readonly memory: SharedArrayBuffer;
}

const [count, nextFree, stop, begun] = [0, 1, 2, 3];

/** Why no further check is made of a run. */
export function timeIsOver(maxMs: number, reservedMs: number): string {
  const kept = reservedMs > 0 ? `, ${reservedMs / 1000} s of them kept for restoring fixtures` : '';
  return `the time of the run is over (--max-time, ${maxMs / 1000} s${kept})`;
}

/**
 * A token bucket that holds one token: requests are at least 1/rate seconds apart, so that no second holds more than
 * `rate` of them. `clock` gives milliseconds that never go back and are the same in every worker.
 */
export function createRequestGate(
  limits: GateLimits,
  clock: () => number,
  memory: SharedArrayBuffer = new SharedArrayBuffer(32),
): RequestGate {
  const {
    maxRequests = Number.MAX_SAFE_INTEGER,
    rate,
    reserved = 0,
    maxMs = Number.POSITIVE_INFINITY,
    reservedMs = 0,
  } = limits;
  const cells = new BigInt64Array(memory);
  // The time of a run begins with its first gate; 0 stands for one that has not begun.
  Atomics.compareExchange(cells, begun, 0n, BigInt(Math.round(clock())) + 1n);
  const isOver = (): boolean => clock() - Number(Atomics.load(cells, begun) - 1n) >= maxMs - reservedMs;
  const isStopped = (): boolean => Atomics.load(cells, stop) !== 0n;
  const takeOne = (limit: number): boolean => {
    if (Number(Atomics.add(cells, count, 1n)) < limit) return true;
    Atomics.sub(cells, count, 1n);
    return false;
  };
  /** Microseconds of the clock at which the request may go. */
  const queue = (now: bigint): bigint => {
    if (rate === undefined) return now;
    const apart = BigInt(Math.ceil(1_000_000 / rate));
    for (;;) {
      const free = Atomics.load(cells, nextFree);
      const slot = free > now ? free : now;
      if (Atomics.compareExchange(cells, nextFree, free, slot + apart) === free) return slot;
    }
  };
  return {
    memory,
    get stopped() {
      return isStopped();
    },
    get isOver() {
      return isOver();
    },
    get admitted() {
      return Number(Atomics.load(cells, count));
    },
    stop: () => void Atomics.store(cells, stop, 1n),
    admit: (purpose) => {
      if (purpose === 'check' && isStopped()) return { refused: 'the run was interrupted' };
      if (purpose === 'check' && isOver()) return { refused: timeIsOver(maxMs, reservedMs) };
      if (!takeOne(purpose === 'check' ? maxRequests - reserved : maxRequests)) {
        const kept = purpose === 'check' && reserved > 0 ? `, ${reserved} of them kept for restoring fixtures` : '';
        return { refused: `the budget of ${maxRequests} requests is used up${kept}` };
      }
      const now = BigInt(Math.round(clock() * 1000));
      return { waitMs: Number(queue(now) - now) / 1000 };
    },
  };
}
