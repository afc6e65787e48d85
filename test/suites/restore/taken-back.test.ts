import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../contract/contract.js';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import { valuesAt } from '../../../contract/values-at.js';
import type { ConformanceReport } from '../../../generated/report.js';
import { type DraftRequest, decodeContent } from '../../../properties/request.js';
import { requestModel } from '../../../properties/request-model.js';
import { takenBack, type WrittenBack } from '../../../suites/restore/taken-back.js';
import type { AnswerContext, Intercept } from '../../../targets/reference/reference-answer.js';
import { type InProcessRun, runInProcess } from '../../kit/run-in-process.js';
import { toyContract } from '../../targets/toy-contract.js';

const huawei = loadOperation('huawei.update-vpn-connection');
const toy = toyContract();

const whole: DraftRequest = decodeContent(requestModel(huawei, firstFixture(huawei)).tree, {
  project_id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  vpn_connection_id: '0b599c89-7d5c-2179-1b3f-05ad158b2b1f',
  vpn_connection: {
    name: 'vpn-office',
    cgw_id: 'cd44ae46-5264-4a04-b03f-6447de2427c7',
    peer_subnets: ['192.168.52.0/24'],
    policy_rules: [{ source: '10.0.8.0/24', destination: ['192.168.52.0/24'] }],
    ikepolicy: { ike_version: 'v2', lifetime_seconds: 28_800 },
    ipsecpolicy: { lifetime_seconds: 28_800 },
  },
});

function firstFixture({ fixtures: [fixture] }: Contract): Contract['fixtures'][number] {
  if (fixture === undefined) throw new Error('no fixture');
  return fixture;
}

/** The members of `vpn_connection` that a request has. */
function membersOf(request: DraftRequest | undefined): readonly string[] {
  const body = valueAt(request, '/vpn_connection');
  return isObject(body) ? Object.keys(body) : [];
}

/** What is found on a target that answers to a request by its members; and how many requests that takes. */
async function foundOn(answer: (members: readonly string[]) => WrittenBack) {
  let sent = 0;
  const found = await takenBack(
    {
      model: requestModel(huawei, firstFixture(huawei)),
      send: async (draft) => {
        sent += 1;
        return answer(membersOf(draft));
      },
    },
    whole,
  );
  return { ...found, refused: found.refused.map(({ places }) => places), sent };
}

const all = membersOf(whole);
const without = (...names: readonly string[]): readonly string[] => all.filter((name) => !names.includes(name));

describe('stored values that a target does not take back in one update', () => {
  it.each<[string, (members: readonly string[]) => boolean, readonly string[], readonly (readonly string[])[]]>([
    ['one', (members) => members.includes('cgw_id'), without('cgw_id'), [['/vpn_connection/cgw_id']]],
    [
      'two',
      (members) => members.includes('name') || members.includes('ipsecpolicy'),
      without('name', 'ipsecpolicy'),
      [['/vpn_connection/name'], ['/vpn_connection/ipsecpolicy']],
    ],
    [
      'two, only together',
      (members) => members.includes('name') && members.includes('ikepolicy'),
      without('ikepolicy'),
      [['/vpn_connection/name', '/vpn_connection/ikepolicy']],
    ],
    ['all', () => true, [], []],
  ])('are found, and the rest is taken: %s', async (_, isRefused, taken, refused) => {
    const found = await foundOn((members) => (isRefused(members) ? 'refused' : 'taken'));
    expect([...membersOf(found.taken)].sort()).toEqual([...taken].sort());
    expect(found.refused).toEqual(refused);
    expect(found.sent).toBeLessThan(15);
  });
  it('are left alone once a part of them changed the resource', async () => {
    expect(await foundOn(() => 'changed')).toEqual({ refused: [], isChanged: true, sent: 1 });
  });
});

/** Refuses valid updates that hold a value. */
function refusing(isRefused: (context: AnswerContext) => boolean): Intercept {
  return (answer, context) => {
    if (context.role !== 'update' || !context.isAccepted || !isRefused(context)) return answer;
    context.overwrite(context.before);
    return {
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: { code: 'Unresolved', error_code: 'Unresolved', message: 'no', error_msg: 'no', request_id: 'r' },
    };
  };
}

function holding(pointer: string, value: unknown): (context: AnswerContext) => boolean {
  return ({ request }) => valuesAt(request, pointer).some((sent) => value === undefined || sent === value);
}

function about(contract: Contract, ...locals: readonly string[]): Pick<InProcessRun, 'contract' | 'selection'> {
  return { contract, selection: { clauses: locals.map((local) => `${contract.id}${local}`) } };
}

function verdicts({ operations }: ConformanceReport, verdict: string): readonly string[] {
  return operations.flatMap(({ clauses }) =>
    clauses.flatMap(({ id, verdict: own }) => (own === verdict ? [id.slice(id.indexOf('/'))] : [])),
  );
}

function reasonOf({ operations }: ConformanceReport, local: string): string | undefined {
  return operations
    .flatMap(({ clauses }) => clauses)
    .find(({ id, verdict }) => id.endsWith(local) && verdict === 'inconclusive')?.reason;
}

/** The contract with identifiers stored that the kit would send itself: it holds no target to others. */
function withIdentifiers(contract: Contract): Contract {
  const fixture = firstFixture(contract);
  const model = requestModel(contract, fixture);
  const state = ['LocalId', 'RemoteId'].reduce<unknown>((stored, name) => {
    const node = model.nodes.find(({ pointer }) => pointer === `/IkeConfig/${name}`);
    return withValueAt(stored, `/IkeConfig/${name}`, node === undefined ? undefined : model.domain(node)?.edges[0]);
  }, fixture.state);
  return {
    ...contract,
    fixtures: [{ ...fixture, state: isObject(state) ? state : {} }, ...contract.fixtures.slice(1)],
  };
}

describe('a run that may change nothing, on a target that refuses one stored value', () => {
  it('names it once and decides the rest by an update without it', async () => {
    const [whether, which] = await Promise.all(
      [undefined, refusing(holding('/mtu', undefined))].map((intercept) =>
        runInProcess({ contract: toy, careful: true, reference: intercept === undefined ? {} : { intercept } }),
      ),
    );
    expect(which?.causes.map(({ clauses, minimal }) => [clauses.map(({ id }) => id), minimal.change])).toEqual([
      [[`${toy.id}/exchange/success-status`], expect.stringContaining('the stored /mtu')],
    ]);
    expect(
      which === undefined ? [] : verdicts(which, 'inconclusive').filter((local) => !local.startsWith('/mtu#')),
    ).toEqual([]);
    expect(which?.totals.pass).toBeGreaterThan((whether?.totals.pass ?? 0) - 5);
  });
  it('accuses nobody where it names another resource', async () => {
    const report = await runInProcess({
      ...about(huawei, '/exchange/success-status', '/vpn_connection/cgw_id*', '/vpn_connection/name*'),
      careful: true,
      reference: { intercept: refusing(holding('/vpn_connection/cgw_id', undefined)) },
    });
    expect(report.causes).toEqual([]);
    expect(verdicts(report, 'pass')).toEqual(
      expect.arrayContaining(['/exchange/success-status', '/vpn_connection/name#length']),
    );
    expect(reasonOf(report, '/vpn_connection/cgw_id#format')).toMatch(/cgw_id = .*target file/);
  });
  it('does not show a secret that stands beside it', async () => {
    const attachment = withIdentifiers(loadOperation('alibaba.modify-vpn-attachment-attribute'));
    const report = await runInProcess({
      ...about(attachment, '/exchange/success-status'),
      careful: true,
      reference: { intercept: refusing(holding('/IkeConfig', undefined)) },
    });
    // Exchanges are redacted when they are written; what is told of them must not hold it in the first place.
    const told = report.causes.map(({ clauses, minimal: { change, actual } }) =>
      JSON.stringify([clauses, change, actual]),
    );
    expect(told).toEqual([expect.stringContaining('the stored /IkeConfig')]);
    expect(told.join()).not.toContain('before0123456789');
  });
  it('accuses nobody where the kit holds no target to the stored value, and says so', async () => {
    const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');
    const report = await runInProcess({
      ...about(attachment, '/exchange/success-status'),
      fixtures: [firstFixture(attachment)],
      careful: true,
      reference: { intercept: refusing(holding('/IkeConfig', undefined)) },
    });
    expect(report.causes).toEqual([]);
  });
  it('accuses nobody where no update is taken that changes nothing, but says so', async () => {
    const report = await runInProcess({ contract: toy, careful: true, reference: { intercept: refusing(() => true) } });
    expect(verdicts(report, 'fail')).toEqual([]);
    expect(verdicts(report, 'non-strict')).toEqual(['/exchange/success-status']);
  });
});

describe('a run that restores, on a target that refuses one stored value', () => {
  it('does not change what could not be brought back, and brings back the rest', async () => {
    const stored = new Set(huawei.fixtures.map(({ state }) => valueAt(state, '/vpn_connection/cgw_id')));
    const report = await runInProcess({
      ...about(huawei, '/exchange/success-status', '/vpn_connection/cgw_id*', '/vpn_connection/name#effect'),
      restore: true,
      reference: { intercept: refusing(({ request }) => stored.has(valueAt(request, '/vpn_connection/cgw_id'))) },
    });
    expect(report.completion).toEqual({ state: 'complete' });
    expect(report.causes).toEqual([]);
    expect(verdicts(report, 'pass')).toEqual(
      expect.arrayContaining(['/exchange/success-status', '/vpn_connection/name#effect']),
    );
    expect(verdicts(report, 'skipped')).toContain('/vpn_connection/cgw_id#effect');
  });
});
