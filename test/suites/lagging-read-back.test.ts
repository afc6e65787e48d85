import { expect, test } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import type { Reply, Transport, WireRequest } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import { runInProcess } from '../kit/run-in-process.js';

const contract = loadOperation('huawei.update-vpn-connection');
const fixtures = contract.fixtures.filter(({ id }) => id === 'gm-policy');

/** Shows each resource as it was so many milliseconds ago. */
function lagging(milliseconds: number): (transport: Transport, timing: Timing) => Transport {
  return (transport, timing) => {
    const earlier = new Map<string, { readonly since: number; readonly shown: Reply }[]>();
    const looks = new Map<string, WireRequest>();
    return {
      ...transport,
      send: async (wire, ...others) => {
        await timing.sleep(2);
        if (wire.method === 'GET') {
          looks.set(wire.path, wire);
          const shown = await transport.send(wire, ...others);
          const [oldest] = (earlier.get(wire.path) ?? []).filter(({ since }) => since > timing.now() - milliseconds);
          return oldest?.shown ?? shown;
        }
        const look = looks.get(wire.path);
        const before = look === undefined ? undefined : await transport.send(look);
        const reply = await transport.send(wire, ...others);
        if (before !== undefined && reply.kind === 'answer' && reply.status === 200)
          earlier.set(wire.path, [...(earlier.get(wire.path) ?? []), { since: timing.now(), shown: before }]);
        return reply;
      },
    };
  };
}

test('a read-back that lags, and still shows rules among which the new ones are, accuses nobody of what it shows later', async () => {
  const report = await runInProcess({
    contract,
    fixtures,
    cases: 3,
    seed: 7,
    settleMs: 10_000,
    reference: { settleMs: 15 },
    wrap: lagging(300),
  });
  expect(report.causes.map(({ minimal }) => `${minimal.clause}: ${minimal.actual}`)).toEqual([]);
  expect(report.totals.pass).toBeGreaterThan(100);
});
