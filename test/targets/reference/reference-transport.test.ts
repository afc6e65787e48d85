import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import type { Reply, Transport, WireRequest } from '../../../contract/target.js';
import { requestModel } from '../../../properties/request-model.js';
import { readBackRequest } from '../../../suites/exchange/read-back.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { createReferenceTransport, referenceUrl } from '../../../targets/reference/reference-transport.js';
import { type ReferenceTarget, startReference } from '../../../targets/reference/start-reference.js';
import { type ClosableTransport, createTransport } from '../../../targets/transport/transport.js';

const fixed = {
  settleMs: 0,
  newUuid: () => '3f2b8e1c-0000-4000-8000-1234567890ab',
  today: () => new Date('2026-01-02T03:04:05Z'),
};
/** What a connection needs and a date that differs from one moment to the next. */
const ofConnections = ['connection', 'keep-alive', 'date'];

/** An answer without what is of its connection, and whether it has a date. */
async function answer(transport: Transport, request: WireRequest): Promise<unknown> {
  const reply: Reply = await transport.send(request);
  if (reply.kind === 'none') return reply;
  const headers = Object.fromEntries(Object.entries(reply.headers).filter(([name]) => !ofConnections.includes(name)));
  return { ...reply, headers, isDated: !Number.isNaN(Date.parse(reply.headers['date'] ?? '')) };
}

describe.each(loadCatalogue())('the reference of $id', (contract) => {
  const driver = driverNamed(contract.driver.name);
  let server: ReferenceTarget;
  let http: ClosableTransport;
  let memory: ClosableTransport;
  beforeAll(async () => {
    server = await startReference({ contracts: [contract], ...fixed });
    http = createTransport({ baseUrl: server.url });
    memory = createReferenceTransport({ contracts: [contract], ...fixed });
  });
  afterAll(async () => {
    await http.close();
    await server.close();
  });

  test.each(contract.fixtures)('answers in memory as over HTTP: $id', async (fixture) => {
    const model = requestModel(contract, fixture);
    const update = driver.encode(contract, 'update', model.logical(model.base()));
    const [first] = model.nodes.filter(({ required, via }) => required && via === 'property');
    const wrong = driver.encode(
      contract,
      'update',
      model.logical(first === undefined ? {} : model.change(model.base(), first.pointer, undefined)),
    );
    const look = driver.encode(contract, 'read-back', readBackRequest(contract, fixture));
    const requests: readonly WireRequest[] = [
      look,
      update,
      look,
      wrong,
      { ...update, body: '{' },
      { ...update, headers: { ...update.headers, 'X-Odd': 'Größe' } },
      { method: 'PATCH', path: '/nowhere?a=1', headers: {} },
    ];
    for (const request of requests) expect(await answer(memory, request)).toEqual(await answer(http, request));
  });
});

test('a reference in memory knows nothing of another, and has an address that nobody can have', async () => {
  const [contract] = loadCatalogue();
  if (contract === undefined) throw new Error('there is no contract');
  const [fixture] = contract.fixtures;
  if (fixture === undefined) throw new Error('there is no fixture');
  const driver = driverNamed(contract.driver.name);
  const model = requestModel(contract, fixture);
  const look = driver.encode(contract, 'read-back', readBackRequest(contract, fixture));
  const [one, other] = [1, 2].map(() => createReferenceTransport({ contracts: [contract], ...fixed }));
  if (one === undefined || other === undefined) throw new Error('there are no two');
  const before = await answer(other, look);
  await one.send(driver.encode(contract, 'update', model.logical(model.base())));
  expect(await answer(one, look)).not.toEqual(before);
  expect(await answer(other, look)).toEqual(before);
  expect([one.baseUrl, new URL(referenceUrl).hostname.endsWith('.invalid')]).toEqual([referenceUrl, true]);
});
