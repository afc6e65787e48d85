import { describe, expect, test } from 'vitest';
import { pauses } from '../../../contract/pauses.js';
import { virtualTiming } from '../../../targets/reference/virtual-timing.js';

describe('pauses', () => {
  test('double from the shortest up to the longest, and stay there', () => {
    const pause = pauses({ from: 3, to: 20 });
    expect(Array.from({ length: 5 }, () => pause())).toEqual([3, 6, 12, 20, 20]);
  });
});

describe('virtual time', () => {
  test('moves by sleeping only, in no time, and wakes sleepers in the order of their time', async () => {
    const timing = virtualTiming();
    const woken: [string, number][] = [];
    const sleeper = async (name: string, ...naps: readonly number[]): Promise<void> => {
      for (const nap of naps) {
        await timing.sleep(nap);
        woken.push([name, timing.now()]);
      }
    };
    await Promise.all([sleeper('long', 3_600_000), sleeper('short', 10, 10, 10), sleeper('other', 15)]);
    expect(woken).toEqual([
      ['short', 10],
      ['other', 15],
      ['short', 20],
      ['short', 30],
      ['long', 3_600_000],
    ]);
  });
});
