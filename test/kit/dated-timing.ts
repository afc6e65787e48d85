import { vi } from 'vitest';
import type { Timing } from '../../contract/timing.js';
import { virtualTiming } from '../../targets/reference/virtual-timing.js';

/**
 * Virtual time that `Date` goes by, too, for targets in this process that look at it; they must not set timers. `end`
 * gives `Date` its own time back.
 */
export function datedTiming(): Timing & { end(): void } {
  const timing = virtualTiming();
  vi.useFakeTimers({ toFake: ['Date'] });
  const started = Date.now();
  return {
    now: timing.now,
    sleep: async (milliseconds) => {
      await timing.sleep(milliseconds);
      vi.setSystemTime(started + timing.now());
    },
    end: () => {
      vi.useRealTimers();
    },
  };
}
