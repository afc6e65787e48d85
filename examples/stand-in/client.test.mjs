import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadCatalogue, startReference } from 'vpn-conformance';
import { createClient } from './client.mjs';

const operation = 'huawei.update-vpn-connection';
let service;
let client;
let id;
const pauses = [];

beforeAll(async () => {
  const contracts = loadCatalogue().filter((contract) => contract.id === operation);
  service = await startReference({ contracts, permissive: true, settleMs: 0, isControllable: true });
  const [{ values }] = service.control.resources();
  id = values.vpn_connection_id;
  const pause = async (milliseconds) => pauses.push(milliseconds);
  client = createClient({ endpoint: service.url, projectId: values.project_id, pause });
});
afterAll(() => service.close());
beforeEach(() => {
  service.control.reset();
  pauses.length = 0;
});

test('an update is stored', async () => {
  await client.update(id, { name: 'office' });
  expect((await client.show(id)).name).toBe('office');
});

test('a refusal becomes an exception with code and request id, and the log tells which rule was broken', async () => {
  const refusal = await client.update(id, { psk: 'short' }).catch((error) => error);
  expect(refusal).toMatchObject({ name: 'VpnError', status: 400, code: 'VPN.0001', requestId: expect.any(String) });
  expect(service.control.log.entries.at(-1).breaks).toContain(`${operation}/vpn_connection/psk#length`);
});

test('throttling is waited out', async () => {
  service.control.faults.add({ status: 429, times: 2 });
  await client.update(id, { name: 'later' });
  expect(pauses).toEqual([1000, 2000]);
});

test('a connection that breaks is tried again, and given up in the end', async () => {
  service.control.faults.add({ reset: true, times: 1 });
  await client.update(id, { name: 'again' });
  service.control.faults.add({ reset: true });
  await expect(client.update(id, { name: 'never' })).rejects.toThrow();
  expect(pauses).toEqual([1000, 1000, 2000, 4000]);
});

test('what the client sends keeps every clause of the document, under every reading', async () => {
  await client.update(id, { name: 'office', peer_subnets: ['192.168.55.0/24'], ikepolicy: { lifetime_seconds: 3600 } });
  const [{ breaks, disputed }] = service.control.log.entries;
  expect([...breaks, ...disputed]).toEqual([]);
});
