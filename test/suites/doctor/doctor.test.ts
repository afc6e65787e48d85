import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../contract/contract.js';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import type { Reply, TargetFixture, Transport } from '../../../contract/target.js';
import { diagnoseClock } from '../../../suites/credentials/diagnose-clock.js';
import type { Diagnosis } from '../../../suites/credentials/diagnosis.js';
import { diagnoseNonsense } from '../../../suites/doctor/diagnose-nonsense.js';
import { diagnoseOperation } from '../../../suites/doctor/diagnose-operation.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { type ReferenceTarget, startReference } from '../../../targets/reference/start-reference.js';
import { createTransport } from '../../../targets/transport/transport.js';
import { toyContract } from '../../targets/toy-contract.js';

const toy = toyContract();
const contracts = [...loadCatalogue(), toy];
let reference: ReferenceTarget;

beforeAll(async () => {
  reference = await startReference({ contracts, settleMs: 1 });
});
afterAll(() => reference.close());

async function diagnoses(
  contract: Contract,
  fixtures: readonly TargetFixture[],
  baseUrl: string = reference.urlOf(contract.id),
): Promise<readonly Diagnosis[]> {
  const transport = createTransport({ baseUrl, timeoutMs: 2000 });
  const seen: Diagnosis[] = [];
  const visit = { contract, driver: driverNamed(contract.driver.name), transport, fixtures, now: Date.now };
  for await (const diagnosis of diagnoseOperation(visit)) seen.push(diagnosis);
  await transport.close();
  return seen;
}

const bad = (all: readonly Diagnosis[]): readonly Diagnosis[] => all.filter(({ outcome }) => outcome !== 'ok');

/** A target that gives the same answer to everything. */
function always(reply: Reply): Transport {
  return { baseUrl: 'http://127.0.0.1', send: async () => reply };
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: 'answer', status, headers, text: JSON.stringify(body), body };
}

describe('the doctor', () => {
  it.each(contracts.map((contract) => ({ id: contract.id, contract })))(
    'has nothing to say against the reference and its fixtures: $id',
    async ({ contract }) => {
      const all = await diagnoses(contract, contract.fixtures);
      expect(bad(all)).toEqual([]);
      expect(all.length).toBe(contract.fixtures.length + 3);
    },
  );

  const [first] = toy.fixtures;
  const huawei = contracts.find(({ id }) => id === 'huawei.update-vpn-connection') ?? toy;
  const alibaba = contracts.find(({ id }) => id === 'alibaba.modify-vpn-attachment-attribute') ?? toy;
  const like = (
    contract: Contract,
    id: string,
    change: (traits: readonly string[]) => readonly string[],
  ): TargetFixture => {
    const fixture = contract.fixtures.find((candidate) => candidate.id === id) ?? contract.fixtures[0];
    if (fixture === undefined) throw new Error(`${contract.id} has no fixtures`);
    return { ...fixture, traits: change(fixture.traits) };
  };

  it.each<[string, Reply]>([
    [
      'a login page',
      {
        kind: 'answer',
        status: 200,
        headers: { 'content-type': 'text/html' },
        text: '<html>Sign in</html>',
        body: undefined,
      },
    ],
    [
      'a web server',
      {
        kind: 'answer',
        status: 404,
        headers: { 'content-type': 'text/html' },
        text: '<html>Not Found</html>',
        body: undefined,
      },
    ],
    ['a redirection', answer(302, {}, { location: 'https://other.example' })],
    ['another API', answer(200, { ok: true })],
    ["another API's router", answer(404, { detail: 'Not Found' })],
  ])('is told once that it is asked to look at %s, and looks for no fixture there', async (_, reply) => {
    const seen: Diagnosis[] = [];
    const visit = {
      contract: toy,
      driver: driverNamed(toy.driver.name),
      transport: always(reply),
      fixtures: toy.fixtures,
      now: Date.now,
    };
    for await (const diagnosis of diagnoseOperation(visit)) seen.push(diagnosis);
    const [problem, ...others] = bad(seen);
    expect(others).toEqual([]);
    expect(problem?.text).toMatch(
      /^acme\.update-link: NOT YOUR TARGET: what is at http:\/\/127\.0\.0\.1 answers as another service, with status \d+/,
    );
  });

  it.each<[string, Reply, Reply]>([
    ['offers no read-back', answer(404, { detail: 'Not Found' }), answer(400, { code: 'InvalidName', message: 'no' })],
    ['writes errors in its own way', answer(404, { detail: 'Not Found' }), answer(422, { detail: 'name' })],
    ['fails', answer(500, {}), answer(500, {})],
  ])('takes no target for another service that %s', async (_, look, update) => {
    const seen: Diagnosis[] = [];
    const transport: Transport = {
      baseUrl: 'http://127.0.0.1',
      send: async ({ method }) => (method === 'GET' ? look : update),
    };
    for await (const diagnosis of diagnoseOperation({
      contract: toy,
      driver: driverNamed(toy.driver.name),
      transport,
      fixtures: toy.fixtures,
      now: Date.now,
    }))
      seen.push(diagnosis);
    expect(bad(seen).filter(({ text }) => text.includes('NOT YOUR TARGET'))).toEqual([]);
    expect(bad(seen).length).toBeGreaterThan(0);
  });

  it('misses a fixture that is not there', async () => {
    const all = await diagnoses(toy, [
      { id: 'ghost', traits: ['plain'], values: { link_id: 'link-99' } },
      ...(first === undefined ? [] : [first]),
    ]);
    expect(bad(all)[0]).toEqual({
      outcome: 'problem',
      text: 'acme.update-link: fixture ghost is not found: showLink was answered with status 404 NoSuchLink',
      remedy: 'check the ids under values, and the path of baseUrl',
    });
  });
  it.each<[string, () => TargetFixture, Contract, RegExp, string]>([
    [
      'a trait too many',
      () => like(huawei, 'policy', (traits) => [...traits, 'attachment-er']),
      huawei,
      /not as with attachment-er/,
      'take attachment-er from its traits, or make it so',
    ],
    [
      'a trait too few',
      () => like(alibaba, 'dual-plain', (traits) => traits.filter((trait) => trait !== 'dual-tunnel')),
      alibaba,
      /is as with dual-tunnel/,
      'add dual-tunnel to its traits',
    ],
  ])('sees by the read-back that a fixture has %s', async (_, fixture, contract, text, remedy) => {
    const [problem] = bad(await diagnoses(contract, [fixture()]));
    expect(problem).toMatchObject({ outcome: 'problem', text: expect.stringMatching(text), remedy });
  });
  it('stops at a target that is not there', async () => {
    const all = await diagnoses(toy, toy.fixtures, 'http://127.0.0.1:9');
    expect(all).toEqual([
      {
        outcome: 'problem',
        text: expect.stringMatching(/no answer: .* refuses connections/),
        remedy: 'start the target, or correct baseUrl',
      },
    ]);
  });

  it.each<[string, Reply, Diagnosis['outcome'], RegExp]>([
    ['accepts it', answer(200, {}), 'problem', /was accepted on fixture plain/],
    ['refuses it as documented', answer(400, { code: 'Invalid' }), 'ok', /was refused with status 400 Invalid/],
    ['refuses it in another way', answer(422, {}), 'ok', /was refused with status 422/],
    ['asks for credentials', answer(401, {}), 'problem', /was not refused for that: status 401/],
    ['forbids it', answer(403, {}), 'problem', /was not refused for that: status 403/],
    ['does not know the place', answer(404, {}), 'problem', /was not refused for that: status 404/],
    ['breaks', answer(500, {}), 'problem', /was not refused for that: status 500/],
    ['redirects', answer(302, {}), 'problem', /was not refused for that: status 302/],
    ['throttles', answer(429, {}), 'problem', /was not refused for that: status 429/],
    ['says nothing', { kind: 'none', problem: 'timeout' }, 'problem', /no answer: timeout/],
  ])('sends an update in which everything is wrong; a target that %s', async (_, reply, outcome, text) => {
    if (first === undefined) throw new Error('the toy contract has no fixtures');
    const diagnosis = await diagnoseNonsense({
      contract: toy,
      driver: driverNamed('json'),
      transport: always(reply),
      fixture: first,
    });
    expect(diagnosis).toMatchObject({ outcome, text: expect.stringMatching(text) });
    expect(diagnosis.remedy === undefined).toBe(outcome === 'ok');
  });

  const noon = Date.parse('2026-01-01T12:00:00Z');
  it.each<[string, string | undefined, Diagnosis['outcome'] | undefined]>([
    ['the same time', 'Thu, 01 Jan 2026 12:00:00 GMT', 'ok'],
    ['a minute later', 'Thu, 01 Jan 2026 12:01:00 GMT', 'ok'],
    ['two minutes later', 'Thu, 01 Jan 2026 12:02:00 GMT', 'warning'],
    ['two minutes earlier', 'Thu, 01 Jan 2026 11:58:00 GMT', 'warning'],
    ['no date', undefined, undefined],
    ['a date that is none', 'soon', undefined],
  ])('compares clocks: %s', (_, date, outcome) => {
    expect(diagnoseClock(answer(200, {}, date === undefined ? {} : { date }), noon)?.outcome).toBe(outcome);
  });
});
