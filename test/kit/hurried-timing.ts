import { setTimeout as delay } from 'node:timers/promises';
import { vi } from 'vitest';
import { processTiming } from '../../targets/transport/process-timing.js';

/** What is really waited: a target that answers over HTTP has its own clock, and takes a moment to settle. */
const longestNapMs = 2;

/**
 * Lets the kit's clock in this process jump over what it sleeps, but for a moment; gives what puts the clock right
 * again.
 */
export function hurryTiming(): () => void {
  const { now } = processTiming;
  let skipped = 0;
  const spies = [
    vi.spyOn(processTiming, 'now').mockImplementation(() => now() + skipped),
    vi.spyOn(processTiming, 'sleep').mockImplementation(async (milliseconds) => {
      const nap = Math.min(milliseconds, longestNapMs);
      await delay(nap);
      skipped += milliseconds - nap;
    }),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}
