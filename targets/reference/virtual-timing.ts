import type { Timing } from '../../contract/timing.js';

/**
 * Time that only sleeping moves: it jumps to the end of the shortest sleep as soon as nothing else is left to do.
 * What is asked of a target must be answered in this process, without I/O: time moves while that is waited for.
 */
export function virtualTiming(): Timing {
  let now = 0;
  let isMoving = false;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  /** Wakes one sleeper at a time: what it does may take further steps before the next one's time has come. */
  const move = (): void => {
    const [next, ...later] = sleepers;
    sleepers = later;
    isMoving = later.length > 0;
    if (next === undefined) return;
    now = Math.max(now, next.until);
    next.wake();
    if (isMoving) setImmediate(move);
  };
  return {
    now: () => now,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        const until = now + Math.max(0, milliseconds);
        const place = sleepers.findIndex((other) => other.until > until);
        sleepers.splice(place < 0 ? sleepers.length : place, 0, { until, wake });
        if (!isMoving) setImmediate(move);
        isMoving = true;
      }),
  };
}
