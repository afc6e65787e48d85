import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../contract/contract.js';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import { valuesAt } from '../../../contract/values-at.js';
import type { ConformanceReport } from '../../../generated/report.js';
import { type RequestModel, requestModel } from '../../../properties/request-model.js';
import { changesBetween, withChanges } from '../../../suites/requests/request-changes.js';
import type { AnswerContext, Intercept } from '../../../targets/reference/reference-answer.js';
import { type InProcessRun, runInProcess } from '../../kit/run-in-process.js';
import { toyContract } from '../../targets/toy-contract.js';

const toy = toyContract();
const huawei = loadOperation('huawei.update-vpn-connection');
const otc = loadOperation('otc.update-vpn-connection');
const baidu = loadOperation('baidu.update-vpn-conn');
const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');

/** Refuses some valid updates as no document says, and does not apply them. */
function refusing(isRefused: (context: AnswerContext) => boolean, code = 'Unresolved'): Intercept {
  return (answer, context) => {
    if (context.role !== 'update' || !context.isAccepted || !isRefused(context)) return answer;
    context.overwrite(context.before);
    const body = {
      code,
      error_code: code,
      Code: code,
      message: 'no',
      error_msg: 'no',
      Message: 'no',
      request_id: 'r',
      RequestId: 'r',
      requestId: 'r',
    };
    return { status: 400, headers: { 'content-type': 'application/json' }, body };
  };
}

function holding(pointer: string, isHeld: (value: unknown) => boolean): (context: AnswerContext) => boolean {
  return ({ request }) => valuesAt(request, pointer).some(isHeld);
}

function about(contract: Contract, ...locals: readonly string[]): Pick<InProcessRun, 'contract' | 'selection'> {
  return { contract, selection: { clauses: locals.map((local) => `${contract.id}${local}`) } };
}

function accusedBy({ causes }: ConformanceReport): readonly (readonly string[])[] {
  return causes.map(({ clauses }) => clauses.map(({ id }) => id.slice(id.indexOf('/'))));
}

function reasonOf(report: ConformanceReport, local: string): string | undefined {
  const clause = report.operations.flatMap(({ clauses }) => clauses).find(({ id }) => id.endsWith(local));
  return clause?.verdict === 'inconclusive' ? clause.reason : clause?.verdict;
}

function firstModel(contract: Contract): RequestModel {
  const [fixture] = contract.fixtures;
  if (fixture === undefined) throw new Error('no fixture');
  return requestModel(contract, fixture);
}

/** The first boundary value of a member on the first fixture: requests that are about other members have it. */
function firstEdge(contract: Contract, pointer: string): unknown {
  const model = firstModel(contract);
  const node = model.nodes.find((candidate) => candidate.pointer === pointer);
  return node === undefined ? undefined : model.domain(node)?.edges[0];
}

/** The last boundary value of a member on the first fixture. */
function lastEdge(contract: Contract, pointer: string): unknown {
  const model = firstModel(contract);
  const node = model.nodes.find((candidate) => candidate.pointer === pointer);
  return node === undefined ? undefined : model.domain(node)?.edges.at(-1);
}

describe('one value that a target cannot take', () => {
  it.each<[string, Contract, string, unknown, string]>([
    [
      'a name that every plain update has',
      baidu,
      '/vpnConnName',
      firstModel(baidu).base()['vpnConnName'],
      '/vpnConnName#',
    ],
    [
      'a name that updates with a client token and those of an unknown resource have',
      gateway,
      '/Name',
      firstEdge(gateway, '/Name'),
      '/Name#',
    ],
    ['a name', gateway, '/Name', lastEdge(gateway, '/Name'), '/Name#'],
    // As long a description of other characters is taken, and no clause says what one is made of.
    ['a description', gateway, '/Description', lastEdge(gateway, '/Description'), '/exchange/success-status'],
  ])(
    '%s: a whole run has one cause, which names it, and decides everything else',
    async (_, contract, pointer, value, clause) => {
      expect(value).toBeDefined();
      const report = await runInProcess({
        contract,
        cases: 2,
        reference: { intercept: refusing(holding(pointer, (sent) => sent === value)) },
      });
      expect(accusedBy(report)).toEqual([[expect.stringContaining(clause)]]);
      expect(report.causes[0]?.clauses[0]?.change).toContain(pointer);
      expect(report.totals.inconclusive).toBe(0);
    },
  );

  it('that is the only one documented is named once, and what is stored takes its place in all but the examples', async () => {
    const reference = { intercept: refusing(holding('/ikeConfig/ikeEncAlg', (sent) => sent === 'aes')) };
    const report = await runInProcess({ contract: baidu, fixtures: baidu.fixtures.slice(0, 1), reference });
    expect(accusedBy(report)).toEqual([['/exchange/success-status']]);
    expect(report.causes[0]?.clauses[0]?.change).toBe('/ikeConfig/ikeEncAlg = "aes"');
    const open = report.operations
      .flatMap(({ clauses }) => clauses)
      .filter(({ verdict }) => verdict === 'inconclusive');
    expect(open.filter(({ id }) => !id.includes('/examples/'))).toEqual([]);
  });

  it.each<[string, Contract, string, readonly string[]]>([
    ['Huawei', huawei, '/vpn_connection/cgw_id', ['/vpn_connection/name*']],
    ['OTC', otc, '/vpn_connection/cgw_id', ['/vpn_connection/name*']],
    ['Alibaba', attachment, '/CustomerGatewayId', ['/Name*', '/TunnelOptionsSpecification/items/CustomerGatewayId*']],
  ])(
    'of %s and comes from the target file: no clause fails, and the target file is named',
    async (_, contract, pointer, others) => {
      const name = pointer.slice(pointer.lastIndexOf('/') + 1);
      const seconds = new Set(contract.fixtures.flatMap(({ values }) => [values[name] ?? []].flat().slice(1)));
      const isSecond = (value: unknown): boolean => typeof value === 'string' && seconds.has(value);
      const isRefused = ({ request }: AnswerContext): boolean =>
        [pointer, `/TunnelOptionsSpecification/items/${name}`].some((place) => valuesAt(request, place).some(isSecond));
      const report = await runInProcess({
        ...about(contract, `${pointer}*`, '/exchange/success-status', ...others),
        cases: 2,
        reference: { intercept: refusing(isRefused) },
      });
      expect(accusedBy(report)).toEqual([]);
      expect(reasonOf(report, `${contract.id}${pointer}#effect`)).toMatch(/target file/);
      expect(reasonOf(report, '/exchange/success-status')).toBe('pass');
    },
  );
});

describe('one value of a list that a target refuses with a code that the document has for others', () => {
  it('is all that is told: what is wrong elsewhere in the same requests is not blamed for the code', async () => {
    const isRefused = holding('/IpsecConfig', (sent) => String(sent).includes('"IpsecPfs":"disabled"'));
    const report = await runInProcess({
      contract: attachment,
      served: attachment,
      reference: {
        intercept: (answer, context) => {
          const isUpdate = context.role === 'update' && isRefused(context);
          return isUpdate
            ? refusing(() => true, 'NotSupportVpnConnectionParameter.IpsecPfs')(
                { ...answer, status: 200 },
                { ...context, isAccepted: true },
              )
            : answer;
        },
      },
    });
    expect(accusedBy(report)).toContainEqual([expect.stringContaining('/IpsecConfig/IpsecPfs#')]);
    expect(
      report.causes.filter(({ minimal }) => minimal.change?.includes('/IpsecConfig/IpsecPfs = "disabled"') !== true),
    ).toEqual([]);
  });
});

describe('several values that a target refuses only together', () => {
  it('are told as a pair, and of no clause of either', async () => {
    const isRefused = ({ request }: AnswerContext): boolean =>
      request['mtu'] !== undefined && request['mode'] !== undefined;
    const report = await runInProcess({ contract: toy, cases: 2, reference: { intercept: refusing(isRefused) } });
    expect(accusedBy(report)).toEqual([['/exchange/success-status']]);
    expect(report.causes[0]?.minimal.change).toMatch(/^together: .*(mtu.*mode|mode.*mtu)/);
  });
});

describe('a target that refuses what changes nothing', () => {
  it('is not accused of the omission that changes nothing', async () => {
    const isNoChange = ({ before, after, request }: AnswerContext): boolean =>
      request['ClientToken'] === undefined && JSON.stringify(before) === JSON.stringify(after);
    const report = await runInProcess({
      contract: attachment,
      fixtures: attachment.fixtures.filter(({ id }) => id === 'single-full' || id === 'dual-plain'),
      reference: { intercept: refusing(isNoChange, 'NothingToChange') },
    });
    expect(
      report.causes.filter(({ verdict }) => verdict === 'fail').map(({ clauses }) => clauses.map(({ id }) => id)),
    ).toEqual([]);
  });
  it('is accused of the omission where it takes the twin that changes nothing', async () => {
    const isRefused = ({ request }: AnswerContext): boolean => request['mode'] === undefined;
    const report = await runInProcess({
      ...about(toy, '/mode#presence'),
      reference: { intercept: refusing(isRefused) },
    });
    expect(accusedBy(report)).toEqual([['/mode#presence']]);
  });
});

describe('a target that takes no valid update', () => {
  it('is accused of that, and of nothing that a member states', async () => {
    const report = await runInProcess({ contract: toy, reference: { intercept: refusing(() => true) } });
    expect(accusedBy(report)).toEqual([['/exchange/success-status']]);
  });
  it('does not pass a situation in which every update is refused', async () => {
    const report = await runInProcess({
      ...about(huawei, '/errors/4XX/VPN.0001'),
      reference: { intercept: refusing(() => true, 'VPN.0001') },
    });
    expect(accusedBy(report)).toEqual([]);
    expect(reasonOf(report, '/errors/4XX/VPN.0001')).toMatch(/not in the situation/);
  });
});

describe('a wrong value that a target takes', () => {
  /** Takes every mode, and keeps an unknown one for good. */
  const sticky: Intercept = (answer, { role, isAccepted, before, after, overwrite }) => {
    const kept = valueAt(before, '/mode');
    const isKnown = typeof kept !== 'string' || toy.update.request.properties?.['mode']?.enum?.includes(kept) === true;
    if (role !== 'update' || !isAccepted || isKnown || !isObject(after)) return answer;
    overwrite({ ...after, mode: kept });
    return { ...answer, body: withValueAt(answer.body, '/mode', kept) };
  };
  // A contract is plain data; the copy has the same shape without one keyword.
  const lax = withValueAt(toy, '/update/request/properties/mode/enum', undefined) as Contract;

  it.each<[string, Intercept | undefined]>([
    ['can be overwritten', undefined],
    ['stays, and is shown from then on', sticky],
  ])('and that %s: has one cause', async (_, intercept) => {
    const report = await runInProcess({
      contract: toy,
      served: lax,
      cases: 2,
      reference: intercept === undefined ? {} : { intercept },
    });
    expect(accusedBy(report)).toEqual([['/mode#enum']]);
  });
});

describe('the differences of two requests', () => {
  const twin = { name: 'a', rules: [{ source: 'x' }, { source: 'y' }], ike: { version: 'v1' } };
  const request = { name: 'a', rules: [{ source: 'x' }, { source: 'z' }], ipsec: { lifetime: 1, pfs: 'p' } };

  it('are told as deep as they go, and lead from one to the other', () => {
    const changes = changesBetween(twin, request);
    expect(changes.map(({ at }) => at)).toEqual(['/rules/1/source', '/ike', '/ipsec/lifetime', '/ipsec/pfs']);
    expect(withChanges(twin, changes)).toEqual(request);
  });
});
