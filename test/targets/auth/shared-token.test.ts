import { describe, expect, it } from 'vitest';
import type { Timing } from '../../../contract/timing.js';
import { SharedToken } from '../../../targets/auth/shared-token.js';

interface Clock extends Timing {
  pass(milliseconds: number): void;
}

function clock(): Clock {
  let now = 1000;
  return {
    now: () => now,
    sleep: async () => {},
    pass: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** Tokens by number, and how many were got. */
function issuer(): { readonly fetch: () => Promise<{ readonly text: string }>; readonly issued: () => number } {
  let issued = 0;
  return {
    fetch: async () => {
      issued += 1;
      return { text: `token-${issued}` };
    },
    issued: () => issued,
  };
}

describe('a token that a command gives', () => {
  it('is got once for all workers, and again once where several find that it ended', async () => {
    const { fetch, issued } = issuer();
    const first = new SharedToken({ fetch, timing: clock() });
    const other = new SharedToken({ fetch, timing: clock(), memory: first.memory });
    const numbers = await Promise.all([first.ready(), other.ready()]);
    expect([numbers, first.token(), other.token(), issued()]).toEqual([[1, 1], 'token-1', 'token-1', 1]);
    await Promise.all([first.renew(1), other.renew(1)]);
    expect([first.token(), other.token(), issued()]).toEqual(['token-2', 'token-2', 2]);
  });

  it.each<[string, (token: SharedToken, time: Clock) => Promise<void>]>([
    ['is as old', async (_, time) => time.pass(81_000)],
    [
      'was used as often',
      async (token) => {
        for (let use = 0; use < 81; use += 1) await token.ready();
      },
    ],
  ])('is replaced before it %s as one that ended', async (_, live) => {
    const { fetch, issued } = issuer();
    const time = clock();
    const token = new SharedToken({ fetch, timing: time });
    for (let use = 0; use < 100; use += 1) {
      await token.ready();
      time.pass(1000);
    }
    expect(issued()).toBe(1);
    await token.renew(1);
    await token.ready();
    expect(issued()).toBe(2);
    await live(token, time);
    await token.ready();
    expect([issued(), token.token()]).toEqual([3, 'token-3']);
  });

  it('that ended at once does not tell how long they last', async () => {
    const { fetch, issued } = issuer();
    const token = new SharedToken({ fetch, timing: clock() });
    await token.renew(await token.ready());
    for (let use = 0; use < 500; use += 1) await token.ready();
    expect(issued()).toBe(2);
  });

  it('is used on where none can be had in its place', async () => {
    const { fetch } = issuer();
    const time = clock();
    let isThere = true;
    const token = new SharedToken({ fetch: () => (isThere ? fetch() : Promise.reject(new Error('no'))), timing: time });
    for (let use = 0; use < 20; use += 1) await token.ready();
    time.pass(20_000);
    await token.renew(1);
    isThere = false;
    time.pass(19_000);
    await expect(token.ready()).resolves.toBe(2);
    await expect(token.renew(2)).rejects.toThrow('no');
    isThere = true;
    await expect(token.renew(2)).resolves.toBeUndefined();
    expect(token.token()).toBe('token-3');
  });
});
