import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Timing } from '../../../contract/timing.js';
import type { AuthEntry } from '../../../generated/target-file.js';
import { createSigner } from '../../../targets/auth/create-signer.js';
import { supplyOf } from '../../../targets/auth/credential-supply.js';
import { scratchFolder } from '../../cli/scratch-folder.js';

const folder = scratchFolder();
const file = path.join(folder, 'credentials.json');
const world = { now: () => Date.UTC(2026, 11, 1), nonce: () => 'nonce' };
const request = { method: 'GET', path: '/', headers: {} };

function time(): Timing & { pass(milliseconds: number): void } {
  let now = 0;
  return {
    now: () => now,
    sleep: async () => undefined,
    pass: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** The headers of requests, before each of which `live` is called. */
async function headersOf(
  auth: AuthEntry,
  lives: readonly ((clock: ReturnType<typeof time>) => void)[],
): Promise<string[]> {
  const timing = time();
  const supply = supplyOf(auth, { timing, now: world.now });
  const signer = createSigner(auth, { KEY: 'lasting' }, world, supply);
  const seen: string[] = [];
  for (const live of lives) {
    live(timing);
    await supply?.ready();
    seen.push(JSON.stringify(signer?.sign(request, 'http://127.0.0.1').headers));
  }
  expect(new Set(signer?.issued?.() ?? []).size).toBeGreaterThan(0);
  return seen;
}

const hold = (content: object) => (): void => writeFileSync(file, JSON.stringify(content));

describe('credentials that are asked for', () => {
  it('come beside those of the environment', async () => {
    writeFileSync(path.join(folder, 'secret'), 'geheim');
    const auth: AuthEntry = {
      scheme: 'headers',
      headers: { 'X-Id': { env: 'KEY' }, 'X-Secret': { file: path.join(folder, 'secret') } },
    };
    expect(await headersOf(auth, [() => undefined])).toEqual(['{"x-id":"lasting","x-secret":"geheim"}']);
  });

  it.each([
    ['our names', { token: 'one', expiration: '2026-12-01T00:10:00Z' }],
    ['those of other tools', { Token: 'one', Expiration: '2026-12-01T00:10:00Z' }],
    ['seconds of the epoch', { token: 'one', expires_at: Date.UTC(2026, 11, 1, 0, 10) / 1000 }],
  ])('together, under %s, are replaced a minute before they expire', async (_, content) => {
    const auth: AuthEntry = { scheme: 'x-auth-token', credentials: { file } };
    const [first, second, third] = await headersOf(auth, [
      hold(content),
      (clock) => {
        hold({ token: 'two' })();
        clock.pass(8.9 * 60_000);
      },
      (clock) => clock.pass(0.2 * 60_000),
    ]);
    expect([first, second, third]).toEqual([
      '{"x-auth-token":"one"}',
      '{"x-auth-token":"one"}',
      '{"x-auth-token":"two"}',
    ]);
  });

  it('say when they end as a JSON Web Token', async () => {
    const jwt = (name: string, seconds: number): string =>
      `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ name, exp: world.now() / 1000 + seconds })).toString('base64url')}.`;
    const token = path.join(folder, 'jwt');
    const auth: AuthEntry = { scheme: 'x-auth-token', token: { file: token } };
    const seen = await headersOf(auth, [
      () => writeFileSync(token, jwt('one', 100)),
      (clock) => {
        writeFileSync(token, jwt('two', 100));
        clock.pass(81_000);
      },
    ]);
    expect(seen[0]).not.toBe(seen[1]);
  });

  it('that are no object are told without them', async () => {
    writeFileSync(file, 'geheim');
    const supply = supplyOf({ scheme: 'x-auth-token', credentials: { file } }, { timing: time(), now: world.now });
    await expect(supply?.ready()).rejects.toThrow(/^auth\.credentials gave no JSON object; it is to hold [^\n]*$/);
  });
});
