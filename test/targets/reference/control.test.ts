import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faultProblem } from '../../../targets/reference/control/faults.js';
import { type ReferenceTarget, startReference } from '../../../targets/reference/start-reference.js';
import { toyContract } from '../toy-contract.js';

let reference: ReferenceTarget;
const slept: number[] = [];
let changes = 0;
beforeAll(async () => {
  reference = await startReference({
    contracts: [toyContract()],
    settleMs: 0,
    isControllable: true,
    sleep: async (milliseconds) => slept.push(milliseconds),
    changed: () => {
      changes += 1;
    },
  });
});
afterAll(() => reference.close());
beforeEach(() => reference.control.reset());

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function send(
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: object } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${reference.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
    });
    request.once('error', reject).once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: text === '' ? '' : JSON.parse(text) }),
      );
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const update = (name: string): Promise<Answer> => send('PUT', '/v1/links/link-1', { body: { name } });
const resource = '/_control/resources/acme.update-link/plain';

describe('what a stand-in holds', () => {
  it('is listed, one by one, too', async () => {
    const { body } = await send('GET', '/_control/resources');
    expect(body).toMatchObject([
      { operation: 'acme.update-link', fixture: 'plain', traits: ['plain'], values: { link_id: 'link-1' }, state: {} },
      { fixture: 'locked' },
    ]);
    expect(await send('GET', resource)).toMatchObject({ status: 200, body: { fixture: 'plain' } });
  });

  it('is set, read back, and as at the start after a reset', async () => {
    const before = await send('GET', '/v1/links/link-1');
    const { body } = await send('GET', resource);
    const state = { ...Object(Object(body).state), name: 'set' };
    const earlier = changes;
    expect(await send('PUT', resource, { body: state })).toMatchObject({
      status: 200,
      body: { state: { name: 'set' } },
    });
    expect(changes).toBe(earlier + 1);
    expect(await send('GET', '/v1/links/link-1')).not.toEqual(before);
    expect((await send('POST', '/_control/reset')).status).toBe(204);
    expect(await send('GET', '/v1/links/link-1')).toEqual(before);
  });

  it('tells of accepted updates only that it has changed', async () => {
    const earlier = changes;
    await update('x'.repeat(17));
    expect(changes).toBe(earlier);
    await update('fresh');
    expect(changes).toBe(earlier + 1);
  });

  it.each<[string, string, unknown, number]>([
    ['PUT', resource, [1], 400],
    ['PUT', '/_control/resources/acme.update-link/gone', {}, 404],
    ['PUT', '/_control/resources', {}, 405],
    ['POST', '/_control/rest', {}, 404],
    ['GET', '/_control', undefined, 200],
  ])('answers %s %s with %s by status', async (method, path, body, status) => {
    expect((await send(method, path, { body })).status).toBe(status);
  });
});

describe('the log of a stand-in', () => {
  it('tells which clauses a request breaks, and no value of it', async () => {
    await update('geheim'.repeat(3));
    await send('GET', '/v1/links/link-1?key=geheim');
    await send('GET', '/elsewhere');
    const { body } = await send('GET', '/_control/requests');
    expect(body).toMatchObject([
      {
        number: 1,
        method: 'PUT',
        path: '/v1/links/link-1',
        operation: 'acme.update-link',
        role: 'update',
        fixture: 'plain',
        members: ['link_id', 'name'],
        status: 400,
        breaks: ['acme.update-link/name#length'],
      },
      { number: 2, role: 'read-back', status: 200, breaks: [] },
      { number: 3, path: '/elsewhere', status: 404 },
    ]);
    expect(JSON.stringify(body)).not.toContain('geheim');
    await send('DELETE', '/_control/requests');
    expect((await send('GET', '/_control/requests')).body).toEqual([]);
  });
});

describe('a fault of a stand-in', () => {
  it('answers instead of the service, every n-th time, so many times', async () => {
    const { status } = await send('POST', '/_control/faults', { body: { status: 503, every: 2, times: 2 } });
    expect(status).toBe(201);
    const statuses: number[] = [];
    for (let sent = 0; sent < 6; sent += 1) statuses.push((await update('a')).status);
    expect(statuses).toEqual([200, 503, 200, 503, 200, 200]);
    expect((await send('GET', '/_control/requests')).body).toMatchObject([
      {},
      { status: 503, fault: true },
      {},
      {},
      {},
      {},
    ]);
    await send('DELETE', '/_control/faults');
    expect((await send('GET', '/_control/faults')).body).toEqual([]);
  });

  it('has the envelope of the service, and the code that is asked for', async () => {
    reference.control.faults.add({ status: 429, code: 'Throttling.User' });
    expect(await update('a')).toMatchObject({ status: 429, body: { code: 'Throttling.User' } });
  });

  it('takes time', async () => {
    slept.length = 0;
    reference.control.faults.add({ latencyMs: 5000 });
    expect([(await update('a')).status, slept]).toEqual([200, [5000]]);
  });

  it('closes the connection', async () => {
    reference.control.faults.add({ reset: true, times: 1 });
    await expect(update('a')).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect((await update('a')).status).toBe(200);
  });

  it.each([
    [{ operation: 'other' }, 200],
    [{ role: 'read-back' as const }, 200],
    [{ fixture: 'locked' }, 200],
    [{ operation: 'acme.update-link', role: 'update' as const, fixture: 'plain' }, 500],
  ])('strikes where it is meant to: %j', async (place, status) => {
    reference.control.faults.add({ ...place, status: 500 });
    expect((await update('a')).status).toBe(status);
  });

  it.each<[unknown, RegExp]>([
    ['slow', /is a JSON object/],
    [{}, /has latencyMs, status or reset/],
    [{ latency: 1 }, /did you mean 'latencyMs'/],
    [{ status: 700 }, /status is a status from 200 to 599, not 700/],
    [{ reset: true, every: 0 }, /every is a whole number from 1/],
  ])('that is none is refused: %j', async (fault, told) => {
    expect(faultProblem(fault)).toMatch(told);
    expect((await send('POST', '/_control/faults', { body: fault })).status).toBe(400);
  });
});

describe('a stand-in is controlled by clients on this machine only', () => {
  it.each([
    ['a name that is pointed here', { host: 'rebound.example' }],
    ['a page of a browser', { origin: 'http://127.0.0.1:3000' }],
  ])('not by %s', async (_, headers) => {
    expect((await send('POST', '/_control/reset', { headers })).status).toBe(403);
  });

  it('and not at all where nobody asked for that', async () => {
    const other = await startReference({ contracts: [toyContract()] });
    expect((await fetch(`${other.url}/_control`)).status).toBe(404);
    await other.close();
  });
});
