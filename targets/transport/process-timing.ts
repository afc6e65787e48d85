import { setTimeout as delay } from 'node:timers/promises';
import type { Timing } from '../../contract/timing.js';

/** The time of this process, the same in all its threads: `performance.now` begins anew in each. */
export const processTiming: Timing = {
  now: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: (milliseconds) => delay(milliseconds),
};
