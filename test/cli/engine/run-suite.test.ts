import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SuiteFixture, suiteFixture } from './suite-fixture.js';

let suite: SuiteFixture;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  suite = suiteFixture();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a run over threads', () => {
  it('is given up when no thread gets going, says so, and waits for none of them', async () => {
    const run = suite.run(() => ({ done: new Promise(() => {}), end: async () => {} }));
    await vi.advanceTimersByTimeAsync(200_000);
    await run;
    expect(suite.problems).toEqual([expect.stringContaining('did not get going in time')]);
  });
  it('is given up soon when it is told to stop before a thread gets going', async () => {
    const run = suite.run(() => ({ done: new Promise(() => {}), end: async () => {} }));
    suite.gate.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    await run;
    expect(suite.problems).toHaveLength(1);
  });
  it('takes as long as it takes once a thread has planned', async () => {
    let finish = (): void => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const run = suite.run((_work, _listener, onPlanned) => {
      onPlanned();
      return { done, end: async () => {} };
    });
    await vi.advanceTimersByTimeAsync(3_600_000);
    finish();
    await run;
    expect(suite.problems).toEqual([]);
  });
  it('puts every operation into one lane of one thread', async () => {
    const ids: string[] = [];
    await suite.run((work) => {
      ids.push(...work.lanes.flat().map(({ contract }) => contract.id));
      return { done: Promise.resolve(), end: async () => {} };
    });
    expect(ids.sort()).toEqual(suite.ids);
  });
});
