import { describe, expect, it } from 'vitest';
import type { Contract, Fixture } from '../../../contract/contract.js';
import { loadCatalogue, loadOperation } from '../../../contract/load/catalogue.js';
import { requestModel } from '../../../properties/request-model.js';
import { readBackRequest, resourceIn } from '../../../suites/exchange/read-back.js';
import { restoreFixture } from '../../../suites/restore/restore-fixture.js';
import { isSameState } from '../../../suites/restore/same-state.js';
import { writeBack } from '../../../suites/restore/write-back.js';
import { restorableState } from '../../../suites/state/comparable-state.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { startReference } from '../../../targets/reference/start-reference.js';
import { virtualTiming } from '../../../targets/reference/virtual-timing.js';
import { createTransport } from '../../../targets/transport/transport.js';
import { toyContract } from '../../targets/toy-contract.js';

/** Works with one fixture of a reference that serves one contract. */
async function onReference<Value>(
  contract: Contract,
  work: (target: ReturnType<typeof fixtureOn>) => Promise<Value>,
  fixture = contract.fixtures[0],
): Promise<Value> {
  if (fixture === undefined) throw new Error('no fixture');
  const reference = await startReference({ contracts: [contract], settleMs: 0 });
  const transport = createTransport({ baseUrl: reference.urlOf(contract.id) });
  try {
    return await work(fixtureOn(contract, fixture, transport));
  } finally {
    await transport.close();
    await reference.close();
  }
}

function fixtureOn(contract: Contract, fixture: Fixture, transport: ReturnType<typeof createTransport>) {
  const driver = driverNamed(contract.driver.name);
  const model = requestModel(contract, fixture);
  return {
    model,
    options: { contract, driver, transport, model: () => model, secrets: {}, timing: virtualTiming(), settleMs: 1000 },
    read: async (): Promise<unknown> =>
      resourceIn(
        contract,
        fixture,
        await transport.send(driver.encode(contract, 'read-back', readBackRequest(contract, fixture))),
      ),
    update: async (logical: Readonly<Record<string, unknown>>): Promise<number> => {
      const reply = await transport.send(driver.encode(contract, 'update', logical));
      return reply.kind === 'answer' ? reply.status : 0;
    },
  };
}

const ordinary = loadCatalogue()
  .filter(({ vendor }) => vendor !== 'baidu')
  .flatMap((contract) => {
    const refusing = contract.errors.flatMap(({ provoke }) =>
      provoke !== undefined && 'trait' in provoke ? [provoke.trait] : [],
    );
    return contract.fixtures
      .filter(({ traits }) => !traits.some((trait) => refusing.includes(trait)))
      .map((fixture) => ({ contract, fixture }));
  });

describe('the stored values of a fixture, as an update', () => {
  it('hold what the kit would not send of its own choice: a resource has what it has', async () => {
    const contract = loadOperation('alibaba.modify-vpn-attachment-attribute');
    await onReference(contract, async ({ model, options, read }) => {
      const [fixture] = contract.fixtures;
      if (fixture === undefined) throw new Error('no fixture');
      const update = writeBack({ ...options, fixture, model }, await read());
      expect(update).toMatchObject({
        logical: { LocalSubnet: '10.1.1.0/24,10.1.2.0/24', RemoteSubnet: '10.1.3.0/24,10.1.4.0/24' },
      });
      expect('lasting' in update ? update.lasting.map(({ pointer }) => pointer) : update).toEqual(['/AutoConfigRoute']);
    });
  });
  it.each(ordinary.map(({ contract, fixture }) => [contract.id, fixture.id, { contract, fixture }] as const))(
    'bring %s %s back to what it was',
    async (_, __, { contract, fixture }) => {
      await onReference(
        contract,
        async ({ model, read, update, options }) => {
          const before = await read();
          const state = restorableState(contract, before);
          expect(await update(model.logical(model.base()))).toBe(contract.update.status);
          expect(isSameState(restorableState(contract, await read()), state)).toBe(false);
          const snapshot = { fixture, state, update: writeBack({ contract, fixture, model, secrets: {} }, before) };
          expect(await restoreFixture(options, snapshot, [])).toMatchObject({ outcome: 'restored' });
          expect(isSameState(restorableState(contract, await read()), state)).toBe(true);
        },
        fixture,
      );
    },
  );
  it('leave out what is stored otherwise than the contract admits, and name it', async () => {
    const contract = toyContract();
    const [fixture] = contract.fixtures;
    if (fixture === undefined) throw new Error('no fixture');
    await onReference(contract, async ({ model }) => {
      const update = writeBack(
        { contract, fixture, model, secrets: {} },
        { id: 'link-1', name: 'edge', mtu: 9_999_999, state: 'ready' },
      );
      expect(update).toMatchObject({ logical: { link_id: 'link-1', name: 'edge' } });
      expect('problem' in update ? [] : update.lasting.map(({ pointer }) => pointer)).toEqual(['/mtu', '/mode']);
      expect(update).not.toHaveProperty('logical.mtu');
    });
  });
  it('are not to be had where every update needs a secret that no read-back shows', async () => {
    const contract = loadCatalogue().find(({ vendor }) => vendor === 'baidu');
    const [fixture] = contract?.fixtures ?? [];
    if (contract === undefined || fixture === undefined) throw new Error('no contract');
    await onReference(contract, async ({ model, read }) => {
      const { secretKey: _, ...shown } = Object(await read());
      expect(writeBack({ contract, fixture, model, secrets: {} }, shown)).toEqual({
        problem: expect.stringContaining('every update needs'),
      });
    });
  });
});

describe('restoring a fixture', () => {
  const contract = toyContract();
  const [fixture] = contract.fixtures;
  if (fixture === undefined) throw new Error('no fixture');

  it('sends nothing when nothing has changed', async () => {
    await onReference(contract, async ({ model, read, options }) => {
      const before = await read();
      const snapshot = {
        fixture,
        state: restorableState(contract, before),
        update: writeBack({ contract, fixture, model, secrets: {} }, before),
      };
      expect(await restoreFixture(options, snapshot, [])).toEqual({
        operation: contract.id,
        fixture: fixture.id,
        secrets: [],
        outcome: 'unchanged',
      });
    });
  });
  it('names the secrets that nobody can read back, though all else is as it was', async () => {
    await onReference(contract, async ({ model, read, options }) => {
      const before = await read();
      const snapshot = {
        fixture,
        state: restorableState(contract, before),
        update: writeBack({ contract, fixture, model, secrets: {} }, before),
      };
      expect(await restoreFixture(options, snapshot, ['psk'])).toMatchObject({
        outcome: 'unchanged',
        secrets: ['psk'],
      });
    });
  });
  it('tells the request to send by hand when the target refuses it', async () => {
    await onReference(contract, async ({ model, read, update, options }) => {
      const before = await read();
      const snapshot = {
        fixture,
        state: restorableState(contract, before),
        update: writeBack({ contract, fixture, model, secrets: {} }, before),
      };
      await update(model.logical(model.base()));
      const { transport } = options;
      const refusing = {
        ...transport,
        send: async (request: Parameters<typeof transport.send>[0]) =>
          request.method === 'GET'
            ? transport.send(request)
            : ({ kind: 'answer', status: 403, headers: {}, text: '', body: { code: 'Closed' } } as const),
      };
      expect(await restoreFixture({ ...options, transport: refusing }, snapshot, [])).toMatchObject({
        outcome: 'failed',
        problem: expect.stringMatching(
          /^the update was answered with status 403 Closed; \/name was "edge" and is "[^"]+"$/,
        ),
        request: { method: 'PUT', body: expect.stringContaining('"name"') },
      });
    });
  });
  it('tells that a target lost the state for good', async () => {
    await onReference(contract, async ({ model, read, options }) => {
      const before = await read();
      const snapshot = {
        fixture,
        state: restorableState(contract, before),
        update: writeBack({ contract, fixture, model, secrets: {} }, before),
      };
      const dead = { ...options.transport, send: async () => ({ kind: 'none', problem: 'nobody is there' }) as const };
      expect(await restoreFixture({ ...options, transport: dead }, snapshot, [])).toMatchObject({
        outcome: 'failed',
        problem: 'the update was answered with no answer: nobody is there',
      });
    });
  });
});
