import { describe, expect, test } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import { valueAt } from '../../contract/pointer.js';
import type { ConformanceReport } from '../../generated/report.js';
import { besideTheRequest } from '../../suites/exchange/beside-the-request.js';
import type { AnswerContext, Intercept, ReferenceAnswer } from '../../targets/reference/reference-answer.js';
import { runInProcess } from '../kit/run-in-process.js';

const huawei = loadOperation('huawei.update-vpn-connection');
const otc = loadOperation('otc.update-vpn-connection');
const baidu = loadOperation('baidu.update-vpn-conn');
const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');

const frozen = '/errors/4XX/VPN.0001';

/**
 * Whether a refusal of the reference has a code that the document prints, and one of the sample is in the situation of
 * the sample: then the status is printed, too.
 */
function isPrinted({ contract, fixture }: AnswerContext, { body }: ReferenceAnswer): boolean {
  const traits = contract.fixtures.find(({ id }) => id === fixture)?.traits ?? [];
  return contract.errors.some(
    ({ status, code, provoke }) =>
      code === valueAt(body, contract.errorCode) &&
      (status !== '4XX' || (provoke !== undefined && 'trait' in provoke && traits.includes(provoke.trait))),
  );
}

/** Other answers to updates that break a rule for which the document prints no answer. */
function refusing(answer: (given: ReferenceAnswer, context: AnswerContext) => Partial<ReferenceAnswer>): Intercept {
  return (given, context) =>
    context.role === 'update' && given.status === 400 && !isPrinted(context, given)
      ? { ...given, ...answer(given, context) }
      : given;
}

const succeeding =
  (status: number): Intercept =>
  (given, { role }) =>
    role === 'update' && given.status === 200 ? { ...given, status } : given;

/** What a report has against a target, by verdict: local ids of clauses. */
function against({ operations }: ConformanceReport, verdict: string): readonly string[] {
  return operations.flatMap(({ operation, clauses }) =>
    clauses.filter((clause) => clause.verdict === verdict).map(({ id }) => id.slice(operation.length)),
  );
}

const html = { text: '<html>Not Found</html>', headers: { 'content-type': 'text/html' } };

const lawful: readonly (readonly [string, Contract, Intercept])[] = [
  ['huawei answers 422 to what breaks a rule', huawei, refusing(() => ({ status: 422 }))],
  ['otc answers 422 to what breaks a rule', otc, refusing(() => ({ status: 422 }))],
  ['otc answers 404 with the error envelope', otc, refusing(() => ({ status: 404 }))],
  ['baidu answers 409 to what breaks a rule', baidu, refusing(() => ({ status: 409 }))],
  ['alibaba answers 422 where no row of the table fits', gateway, refusing(() => ({ status: 422 }))],
  ['alibaba answers 202 to what it takes', gateway, succeeding(202)],
  ['alibaba answers 202 to what it takes', attachment, succeeding(202)],
  ['alibaba answers 409 where no row of the table fits', attachment, refusing(() => ({ status: 409 }))],
];

describe('a status that the document does not print is the choice of the target', () => {
  test.each(lawful)('%s', async (_, contract, intercept) => {
    const report = await runInProcess({ contract, reference: { intercept } });
    expect(
      report.causes.map(({ clauses, minimal }) => [clauses.map(({ id }) => id), minimal.expected, minimal.actual]),
    ).toEqual([]);
    expect(report.exitCode).toBe(0);
  });
});

/** A run over some rules of the name, and all that is judged by the way. */
function aboutNames(contract: Contract, intercept: Intercept, ...more: readonly string[]): Promise<ConformanceReport> {
  const clauses = ['/vpn_connection/name#*', '/exchange/refusal-status', ...more].map(
    (local) => `${contract.id}${local}`,
  );
  return runInProcess({ contract, selection: { clauses }, reference: { intercept } });
}

describe('the report', () => {
  test('tells once which status the target uses', async () => {
    const report = await aboutNames(
      huawei,
      refusing(() => ({ status: 422 })),
    );
    const told = report.operations.flatMap(({ clauses }) =>
      clauses.flatMap(({ id, notes = [] }) => notes.map((note) => [id, note])),
    );
    expect(told).toEqual([
      [
        `${huawei.id}/exchange/refusal-status`,
        'what breaks a rule is refused with status 422, where the document prints none',
      ],
    ]);
  });
  test('says that one is non-strict who mixes statuses for one kind of rule', async () => {
    let refusals = 0;
    const report = await aboutNames(
      huawei,
      refusing(() => ({ status: 400 + 22 * (refusals++ % 2) })),
    );
    expect(against(report, 'non-strict')).toEqual(['/exchange/refusal-status']);
    expect(report.exitCode).toBe(0);
  });
  test('has nothing against one who gives each kind of rule a status of its own', async () => {
    const isLength = (name: unknown): boolean => typeof name === 'string' && (name.length === 0 || name.length > 64);
    const report = await aboutNames(
      huawei,
      refusing((_, { request }) => ({ status: isLength(valueAt(request, '/vpn_connection/name')) ? 422 : 400 })),
    );
    expect(report.causes).toEqual([]);
  });
});

const beside: readonly (readonly [string, Partial<ReferenceAnswer>])[] = [
  ['401', { status: 401 }],
  ['403 without the error envelope', { status: 403, ...html }],
  ['404 without the error envelope', { status: 404, ...html }],
  ['405', { status: 405 }],
  ['408', { status: 408 }],
];

describe('a status that does not speak of the request', () => {
  test.each(beside)('shows no refusal: %s', async (_, answer) => {
    const report = await aboutNames(
      huawei,
      refusing(() => answer),
    );
    expect(against(report, 'fail')).toEqual([]);
    expect(against(report, 'inconclusive')).toContain('/vpn_connection/name#length');
    expect(report.exitCode).toBe(3);
  });
  test('is that of a router, which reads paths, where the path is wrong', () => {
    const reply = { kind: 'answer', status: 404, headers: html.headers, text: html.text, body: undefined } as const;
    expect(besideTheRequest(huawei, reply, false)).toBe('the route');
    expect(besideTheRequest(huawei, reply, true)).toBeUndefined();
  });
  test('may be any where the document shows no envelope to tell it by', () => {
    const reply = { kind: 'answer', status: 404, headers: html.headers, text: html.text, body: undefined } as const;
    expect(besideTheRequest(baidu, reply)).toBeUndefined();
    expect(besideTheRequest(baidu, { ...reply, status: 405 })).toBe('the method');
  });
});

const frozenRows: readonly (readonly [string, Intercept, string])[] = [
  ['409 with the code of the sample', (given) => (given.status === 400 ? { ...given, status: 409 } : given), 'pass'],
  [
    'another code than the sample shows',
    (given, { contract, isAccepted, role }) =>
      role === 'update' && !isAccepted && valueAt(given.body, contract.errorCode) === 'VPN.0001'
        ? { ...given, body: { error_code: 'VPN.0007', error_msg: 'no', request_id: 'a' } }
        : given,
    'non-strict',
  ],
  ['an update that is taken', (given, { role }) => (role === 'update' ? { ...given, status: 200 } : given), 'fail'],
  [
    'a server error',
    (given, { role, isAccepted }) => (role === 'update' && !isAccepted ? { ...given, status: 500 } : given),
    'fail',
  ],
];

describe('of a frozen connection the document says that it is not updated, and only shows the code', () => {
  test.each(frozenRows)('%s', async (_, intercept, verdict) => {
    const report = await runInProcess({
      contract: huawei,
      selection: { clauses: [`${huawei.id}${frozen}`] },
      reference: { intercept },
    });
    expect(report.operations.flatMap(({ clauses }) => clauses.map((clause) => [clause.id, clause.verdict]))).toEqual([
      [`${huawei.id}${frozen}`, verdict],
    ]);
  });
});

const successes: readonly (readonly [string, Contract, number, string])[] = [
  ['a sentence prints it', huawei, 202, 'fail'],
  ['only the sample shows it', baidu, 201, 'non-strict'],
  ['nothing prints it', gateway, 202, 'pass'],
];

describe('another status of success', () => {
  test.each(successes)('where %s', async (_, contract, status, verdict) => {
    const id = `${contract.id}/exchange/success-status`;
    const report = await runInProcess({
      contract,
      selection: { clauses: [id] },
      reference: { intercept: succeeding(status) },
    });
    expect(report.operations.flatMap(({ clauses }) => clauses.map((clause) => [clause.id, clause.verdict]))).toEqual([
      [id, verdict],
    ]);
  });
});
