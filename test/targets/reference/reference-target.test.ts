import http from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Behaviour, Contract } from '../../../contract/contract.js';
import { ConfigurationError } from '../../../contract/errors.js';
import { startReference } from '../../../targets/reference/start-reference.js';
import { openReference, type ReferenceSession } from '../reference-session.js';
import { toyContract } from '../toy-contract.js';

let session: ReferenceSession | undefined;
afterEach(async () => {
  await session?.close();
  session = undefined;
});

async function open(...args: Parameters<typeof openReference>): Promise<ReferenceSession> {
  session = await openReference(...args);
  return session;
}

/** The toy contract with one more behaviour. */
function toyWith(behaviour: Omit<Behaviour, 'id' | 'statement' | 'source'>): Contract {
  const toy = toyContract();
  const [template] = toy.behaviours;
  if (template === undefined) throw new Error('the toy contract has no behaviour');
  const { rejects = { status: 400, code: ['Invalid'] }, needs = [] } = behaviour;
  return {
    ...toy,
    behaviours: [
      ...toy.behaviours,
      {
        clause: { ...template.clause, local: '/added', rejects, needs },
        behaviour: { id: 'added', statement: '…', source: '…', ...behaviour },
      },
    ],
  };
}

const ids = { link_id: 'link-1' };
const stored = { id: 'link-1', name: 'edge', mtu: 1500, mode: 'fast', state: 'ready' };

describe('the reference accepts', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['the mandatory members alone and leaves the others', { name: 'edge-2' }, { ...stored, name: 'edge-2' }],
    [
      'all members',
      { name: 'edge-3', mtu: 9000, mode: 'safe' },
      { ...stored, name: 'edge-3', mtu: 9000, mode: 'safe' },
    ],
    ['members it does not know, and drops them', { name: 'edge', stranger: 1 }, stored],
  ])('%s', async (_, members, body) => {
    const reference = await open(toyContract());
    expect(await reference.update({ ...ids, ...members })).toMatchObject({
      status: 200,
      body,
      headers: { 'content-type': 'application/json' },
    });
    reference.pass(10);
    expect((await reference.readBack(ids)).body).toEqual(body);
  });
});

describe('the reference refuses, and keeps the resource as it was', () => {
  it.each<[string, Record<string, unknown>, number, string]>([
    ['a missing mandatory member', { mtu: 1500 }, 400, 'Invalid'],
    ['a wrong type', { name: 5 }, 400, 'Invalid'],
    ['a name that is too long', { name: 'a'.repeat(17) }, 400, 'InvalidName'],
    ['a name that is too short', { name: '' }, 400, 'InvalidName'],
    ['a forbidden character', { name: 'Edge' }, 400, 'Invalid'],
    ['a number below its range', { name: 'x', mtu: 575 }, 400, 'Invalid'],
    ['a number above its range', { name: 'x', mtu: 9001 }, 400, 'Invalid'],
    ['a number written as text', { name: 'x', mtu: '1500' }, 400, 'Invalid'],
    ['an unknown enum value', { name: 'x', mode: 'warp' }, 400, 'Invalid'],
    ['null', { name: 'x', mode: null }, 400, 'Invalid'],
    ['an id that does not exist', { name: 'x', link_id: 'link-9' }, 404, 'NoSuchLink'],
  ])('%s', async (_, members, status, code) => {
    const reference = await open(toyContract());
    const reply = await reference.update({ ...ids, ...members });
    expect(reply).toMatchObject({ status, body: { code, message: expect.stringMatching(/./) } });
    expect((await reference.readBack(ids)).body).toEqual(stored);
  });

  it.each(['{"name":', '[]', '['.repeat(5_000)])('a body that is no JSON object: %.10s', async (body) => {
    const reference = await open(toyContract());
    expect(await reference.raw('PUT', '/v1/links/link-1', body)).toMatchObject({
      status: 400,
      body: { code: 'Invalid' },
    });
  });

  it('every update of a fixture whose trait the error table names', async () => {
    const reference = await open(toyContract());
    expect(await reference.update({ link_id: 'link-2', name: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'Locked' },
    });
    expect((await reference.readBack({ link_id: 'link-2' })).body).toMatchObject({ name: 'core' });
  });

  it('on such a fixture only requests with the values that the error names', async () => {
    const toy = toyContract();
    const errors = toy.errors.map((entry) =>
      entry.code === 'Locked' ? { ...entry, provoke: { trait: 'locked', with: { mode: 'fast' } } } : entry,
    );
    const reference = await open({ ...toy, errors });
    expect(await reference.update({ link_id: 'link-2', name: 'x', mode: 'fast' })).toMatchObject({ status: 409 });
    expect(await reference.update({ link_id: 'link-2', name: 'x', mode: 'safe' })).toMatchObject({ status: 200 });
  });
});

it('an error for certain values comes before the clauses that the values break', async () => {
  const toy = toyContract();
  const errors = toy.errors.map((entry) =>
    entry.code === 'Locked' ? { ...entry, provoke: { trait: 'locked', with: { mtu: 1 } } } : entry,
  );
  const reference = await open({ ...toy, errors });
  expect(await reference.update({ link_id: 'link-2', name: 'x', mtu: 1 })).toMatchObject({
    status: 409,
    body: { code: 'Locked' },
  });
  expect(await reference.update({ link_id: 'link-2', name: 'x', mtu: 2 })).toMatchObject({
    status: 400,
    body: { code: 'Invalid' },
  });
});

describe('a member that names another resource', () => {
  const withGateway = (): Contract => {
    const toy = toyContract();
    const [template] = toy.errors;
    if (template === undefined) throw new Error('the toy contract has no errors');
    const properties = {
      ...toy.update.request.properties,
      gateways: {
        type: 'array' as const,
        items: {
          type: 'object' as const,
          properties: { gw_id: { type: 'string' as const, 'x-fixture': true as const } },
        },
      },
    };
    return {
      ...toy,
      update: {
        ...toy.update,
        members: [...toy.update.members, { name: 'gateways', location: 'body' }],
        request: { ...toy.update.request, properties },
      },
      errors: [
        ...toy.errors,
        { ...template, status: 404, code: 'NoGateway', provoke: { unknown: '/gateways/items/gw_id' } },
      ],
      fixtures: toy.fixtures.map((fixture) => ({ ...fixture, values: { ...fixture.values, gw_id: ['gw-1', 'gw-2'] } })),
    };
  };

  it.each([
    ['is accepted when it names one', 'gw-2', 200, undefined],
    ['is refused as documented when it names none', 'gw-3', 404, 'NoGateway'],
  ])('%s', async (_, gateway, status, code) => {
    const reference = await open(withGateway());
    const reply = await reference.update({ ...ids, name: 'x', gateways: [{ gw_id: 'gw-1' }, { gw_id: gateway }] });
    expect([reply.status, Reflect.get(Object(reply.body), 'code')]).toEqual([status, code]);
  });

  it('is refused by default where no error is documented', async () => {
    const contract = withGateway();
    const reference = await open({ ...contract, errors: toyContract().errors });
    expect(await reference.update({ ...ids, name: 'x', gateways: [{ gw_id: 'gw-3' }] })).toMatchObject({
      status: 400,
      body: { code: 'Invalid' },
    });
  });
});

describe('an accepted update settles', () => {
  it('through the documented state', async () => {
    const reference = await open(toyContract());
    await reference.update({ ...ids, name: 'x' });
    reference.pass(9);
    expect((await reference.readBack(ids)).body).toMatchObject({ name: 'x', state: 'busy' });
    reference.pass(1);
    expect((await reference.readBack(ids)).body).toMatchObject({ name: 'x', state: 'ready' });
  });

  it('and admits a second one meanwhile where the document does not serialise them', async () => {
    const reference = await open(toyContract());
    await reference.update({ ...ids, name: 'x' });
    expect(await reference.update({ ...ids, name: 'y' })).toMatchObject({ status: 200 });
  });

  it('and refuses a second one meanwhile where the document serialises them', async () => {
    const reference = await open(toyWith({ serialised: true, rejects: { status: 409, code: ['Busy'] } }));
    await reference.update({ ...ids, name: 'x' });
    expect(await reference.update({ ...ids, name: 'y' })).toMatchObject({ status: 409, body: { code: 'Busy' } });
    reference.pass(10);
    expect(await reference.update({ ...ids, name: 'y' })).toMatchObject({ status: 200, body: { name: 'y' } });
  });

  it('and answers a concurrent one as the error table says', async () => {
    const toy = toyContract();
    const [first] = toy.errors;
    if (first === undefined) throw new Error('the toy contract has no errors');
    const reference = await open({
      ...toy,
      errors: [...toy.errors, { ...first, status: 423, code: 'Configuring', provoke: { concurrent: true } }],
    });
    await reference.update({ ...ids, name: 'x' });
    expect(await reference.update({ ...ids, name: 'y' })).toMatchObject({ status: 423, body: { code: 'Configuring' } });
  });
});

it('a repeated client token is answered like the first time and applied once', async () => {
  const reference = await open(toyWith({ token: '/mode' }));
  const first = await reference.update({ ...ids, name: 'a', mode: 'fast' });
  await reference.update({ ...ids, name: 'b', mode: 'safe' });
  expect((await reference.update({ ...ids, name: 'a', mode: 'fast' })).body).toEqual(first.body);
  expect((await reference.readBack(ids)).body).toMatchObject({ name: 'b' });
  expect(await reference.update({ ...ids, name: 'c', mode: 'fast' })).toMatchObject({ body: { name: 'c' } });
});

it('a relation between members is judged, on fixtures that it speaks of only', async () => {
  const relation = { name: 'required-when' as const, member: '/mtu', when: { member: '/mode', in: ['safe'] } };
  const reference = await open(toyWith({ relation, needs: ['plain'], rejects: { status: 422, code: ['NoMtu'] } }));
  expect(await reference.update({ ...ids, name: 'x', mode: 'safe' })).toMatchObject({
    status: 422,
    body: { code: 'NoMtu' },
  });
  expect(await reference.update({ ...ids, name: 'x', mode: 'safe', mtu: 1500 })).toMatchObject({ status: 200 });
  expect(await reference.update({ link_id: 'link-2', name: 'x', mode: 'safe' })).toMatchObject({ status: 409 });
});

describe('where readings of the document differ, the reference follows', () => {
  const disputed = (): Contract => ({
    ...toyContract(),
    errata: [
      {
        id: 'longer',
        kind: 'gap',
        source: '…',
        problem: '…',
        reading: '…',
        resolution: 'either',
        readings: [
          {
            name: 'long',
            patches: [
              { at: '/name', set: { maxLength: 20 } },
              { at: '/200/mtu', set: { type: 'string' } },
              { at: '/mtu', set: { presence: 'required' } },
            ],
          },
        ],
      },
    ],
  });
  const longName = { ...ids, name: 'a'.repeat(18) };

  it('the contract', async () => {
    expect(await (await open(disputed())).update(longName)).toMatchObject({
      status: 400,
      body: { code: 'InvalidName' },
    });
  });

  it('the reading taken', async () => {
    const reference = await open(disputed(), { readings: { 'acme.update-link': { longer: 'long' } } });
    expect(await reference.update(longName)).toMatchObject({ status: 400, body: { code: 'Invalid' } });
    expect(await reference.update({ ...longName, mtu: 600 })).toMatchObject({ status: 200, body: { mtu: '600' } });
  });

  it('no reading that there is not', async () => {
    await expect(openReference(disputed(), { readings: { 'acme.update-link': { longer: 'short' } } })).rejects.toThrow(
      /'short'.*longer: long/,
    );
  });
});

describe('the reference as a server', () => {
  it.each([
    ['an unknown path', 'PUT', '/v2/links/link-1', 404],
    ['a wrong method', 'DELETE', '/v1/links/link-1', 404],
    ['a body over one mebibyte', 'PUT', '/v1/links/link-1', 413],
  ])('answers %s', async (_, method, path, status) => {
    const reference = await open(toyContract());
    expect(
      await reference.raw(method, path, status === 413 ? JSON.stringify({ name: 'x'.repeat(1_100_000) }) : undefined),
    ).toMatchObject({ status });
  });

  it('counts its requests', async () => {
    const reference = await open(toyContract());
    await reference.readBack(ids);
    await reference.update(ids);
    expect(reference.requests()).toBe(2);
  });

  it('answers without the contract prefix too', async () => {
    const reference = await open(toyContract());
    expect((await fetch(`${reference.url}/v1/links/link-1`)).status).toBe(200);
  });

  it('chooses among contracts on one path by prefix, else by the resource', async () => {
    const toy = toyContract();
    const rename = (id: string): Contract => ({
      ...toy,
      id: `other.${id}`,
      errors: toy.errors.map((entry) => ({ ...entry, code: `${entry.code}2` })),
      fixtures: toy.fixtures.map((fixture) => ({
        ...fixture,
        values: { link_id: `${id}-1` },
        state: { ...fixture.state, id: `${id}-1` },
      })),
    });
    const other = rename('copy');
    const reference = await startReference({ contracts: [toy, other] });
    const get = async (url: string): Promise<unknown> => (await fetch(url)).json();
    expect(await get(`${reference.url}/v1/links/copy-1`)).toMatchObject({ id: 'copy-1' });
    expect(await get(`${reference.url}/v1/links/none`)).toMatchObject({ code: 'NoSuchLink' });
    expect(await get(`${reference.urlOf(other.id)}/v1/links/none`)).toMatchObject({ code: 'NoSuchLink2' });
    await reference.close();
  });

  it('names the remedy when its port is taken', async () => {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failure = await startReference({ contracts: [toyContract()], port }).catch((error: unknown) => error);
    await new Promise((resolve) => server.close(resolve));
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure).toMatchObject({ code: 'port-in-use', message: expect.stringContaining(`127.0.0.1:${port}`) });
  });

  it('lets an intercept alter answers and what an exchange leaves behind', async () => {
    const reference = await open(toyContract(), {
      intercept: (answer, { role, isAccepted, before, overwrite }) => {
        if (role !== 'update' || !isAccepted) return answer;
        overwrite(before);
        return { ...answer, status: 202, text: '<html>' };
      },
    });
    expect(await reference.update({ ...ids, name: 'x' })).toMatchObject({ status: 202, text: '<html>' });
    reference.pass(10);
    expect((await reference.readBack(ids)).body).toEqual(stored);
  });
});
