import { describe, expect, test } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import { valueAt } from '../../contract/pointer.js';
import type { Transport } from '../../contract/target.js';
import type { AnswerContext, Intercept, ReferenceAnswer } from '../../targets/reference/reference-answer.js';
import { type InProcessRun, runInProcess } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';

const toy: Contract = { ...toyContract(), busy: ['Working'], throttling: ['Slow.*'] };
const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
const huawei = loadOperation('huawei.update-vpn-connection');

type Refused = Pick<ReferenceAnswer, 'status'> & {
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
};

function refusal(contract: Contract, { status, code, headers = {} }: Refused): ReferenceAnswer {
  const body =
    contract.errorCode === '/Code'
      ? { RequestId: 'r', HostId: 'h', Code: code, Message: 'later', Recommend: '' }
      : contract.errorCode === '/error_code'
        ? { error_code: code, error_msg: 'later', request_id: 'r' }
        : { code, message: 'later' };
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** Refuses exchanges of a role in place of what they were meant to do, where `isOff` says so. */
function refusing(
  answer: Refused,
  isOff: (context: AnswerContext) => boolean,
  role: AnswerContext['role'] = 'update',
): Intercept {
  return (own, context) => {
    if (context.role !== role || !isOff(context)) return own;
    context.overwrite(context.before);
    return refusal(context.contract, answer);
  };
}

const unavailable = refusal(gateway, { status: 503, code: 'ServiceUnavailable' });

/** At every nth exchange. */
function every(nth: number): () => boolean {
  let count = 0;
  return () => {
    count += 1;
    return count % nth === 0;
  };
}

/** As long behind each accepted update of a fixture. */
function behindUpdates(milliseconds: number): (context: AnswerContext) => boolean {
  const last = new Map<string | undefined, number>();
  return ({ fixture, now, isAccepted }) => {
    if (now - (last.get(fixture) ?? Number.NEGATIVE_INFINITY) < milliseconds) return true;
    if (isAccepted) last.set(fixture, now);
    return false;
  };
}

async function verdicts(run: InProcessRun): Promise<readonly (readonly [string, string])[]> {
  const report = await runInProcess({ settleMs: 30_000, ...run });
  return report.operations.flatMap(({ operation, clauses }) =>
    clauses.map(({ id, verdict }) => [id.slice(operation.length), verdict] as const),
  );
}

async function withVerdict(run: InProcessRun, ...wanted: readonly string[]): Promise<readonly string[]> {
  return (await verdicts(run)).flatMap(([local, verdict]) => (wanted.includes(verdict) ? [local] : []));
}

const busyAnswers: readonly Refused[] = [
  { status: 409, code: 'Conflict' },
  { status: 423, code: 'Locked.Now' },
  { status: 429, code: 'TooMany' },
  { status: 429, code: 'TooMany', headers: { 'retry-after': '7' } },
  { status: 503, code: 'Unavailable' },
  { status: 503, code: 'Unavailable', headers: { 'x-acs-retry-after': '2' } },
  { status: 400, code: 'Working' },
  { status: 400, code: 'Slow.Down' },
];

describe('a target that answers "not now"', () => {
  test.each(busyAnswers.map((answer) => [JSON.stringify(answer), answer] as const))(
    'to every fifth update with %s is not accused',
    async (_, answer) => {
      const all = await verdicts({ contract: toy, cases: 3, reference: { intercept: refusing(answer, every(5)) } });
      expect(all.filter(([, verdict]) => verdict !== 'pass' && verdict !== 'excluded')).toEqual([]);
    },
  );

  test.each(busyAnswers.map((answer) => [JSON.stringify(answer), answer] as const))(
    'to every fifth read-back with %s is not accused',
    async (_, answer) => {
      const all = await verdicts({
        contract: toy,
        cases: 3,
        reference: { intercept: refusing(answer, every(5), 'read-back') },
      });
      expect(all.filter(([, verdict]) => verdict !== 'pass' && verdict !== 'excluded')).toEqual([]);
    },
  );

  test.each(busyAnswers.map((answer) => [JSON.stringify(answer), answer] as const))(
    'with %s for ten seconds behind every update, which no state tells, is waited for',
    async (_, answer) => {
      const intercept = refusing(answer, behindUpdates(10_000));
      const all = await verdicts({ contract: toy, cases: 3, reference: { settleMs: 0, intercept } });
      expect(all.filter(([, verdict]) => verdict !== 'pass' && verdict !== 'excluded')).toEqual([]);
    },
  );

  test.each(busyAnswers.map((answer) => [JSON.stringify(answer), answer] as const))(
    'with %s from some update on decides nothing more',
    async (_, answer) => {
      let count = 0;
      const forGood = (): boolean => {
        count += 1;
        return count > 12;
      };
      const run = { contract: toy, reference: { intercept: refusing(answer, forGood) } };
      expect(await withVerdict(run, 'fail', 'non-strict')).toEqual([]);
      count = 0;
      expect((await withVerdict(run, 'inconclusive')).length).toBeGreaterThan(3);
    },
  );

  test.each([
    [gateway.id, 409, gateway],
    [huawei.id, 423, huawei],
  ] as const)(
    'now and then is not taken for a refusal where the document prints no status: %s, %i',
    async (_, status, contract) => {
      const isOff = every(5);
      const { body, headers } = refusal(contract, { status, code: 'NotReady' });
      const wrap = (transport: Transport): Transport => ({
        ...transport,
        send: async (request) =>
          request.method !== 'GET' && !request.path.includes('Describe') && isOff()
            ? { kind: 'answer', status, headers, body, text: JSON.stringify(body) }
            : transport.send(request),
      });
      const run = { contract, wrap, cases: 1, strict: true, settleMs: 30_000 };
      expect(await withVerdict(run, 'fail', 'non-strict', 'inconclusive')).toEqual([]);
    },
  );

  test('as a 503 now and then passes all the same where updates come one at a time', async () => {
    const clauses = ['/one-update-at-a-time', '/exchange/parallel-updates', '/exchange/sequences'].map(
      (local) => `${gateway.id}${local}`,
    );
    for (const nth of [2, 3, 4, 5]) {
      const isOff = every(nth);
      const wrap = (transport: Transport): Transport => ({
        ...transport,
        send: async (request) =>
          !request.path.includes('Describe') && isOff()
            ? { ...unavailable, kind: 'answer', text: '', body: unavailable.body }
            : transport.send(request),
      });
      const run = { contract: gateway, cases: 3, selection: { clauses }, wrap };
      expect([nth, await withVerdict(run, 'fail', 'non-strict')]).toEqual([nth, []]);
    }
  });
});

describe('an answer that is the request’s own, although others use it for "not now"', () => {
  const named = (request: AnswerContext['request']): boolean =>
    typeof valueAt(request, '/name') === 'string' && /[^a-z0-9-]/.test(String(valueAt(request, '/name')));

  test.each([
    ['409 to a wrong request, where the document has 400', { status: 409, code: 'InvalidName' }, '/name#characters'],
    ['503 to a wrong request', { status: 503, code: 'Unavailable' }, '/name#characters'],
  ])('%s is judged', async (_, answer, clause) => {
    const failed = await withVerdict(
      { contract: toy, reference: { intercept: refusing(answer, ({ request }) => named(request)) } },
      'fail',
    );
    expect(failed).toContain(clause);
    expect(failed).not.toContain('/exchange/refusal-without-effect');
  });

  test('in the situation that is asked for is judged by its code', async () => {
    const intercept = refusing({ status: 409, code: 'OtherCode' }, ({ fixture }) => fixture === 'locked');
    expect(await withVerdict({ contract: toy, reference: { intercept } }, 'fail')).toEqual(['/errors/409/Locked']);
  });

  test('with another status in the situation that is asked for is judged, once others are seen to be taken', async () => {
    const intercept = refusing({ status: 423, code: 'Locked' }, ({ fixture }) => fixture === 'locked');
    expect(await withVerdict({ contract: toy, reference: { intercept } }, 'fail')).toEqual(['/errors/409/Locked']);
  });

  test('is told apart by updates that leave no trace of their own, the time of the last update included', async () => {
    const isLong = ({ request }: AnswerContext): boolean =>
      String(valueAt(request, '/vpn_connection/name') ?? '').length > 64;
    const selection = {
      clauses: ['/vpn_connection/name#length', '/exchange/refusal-without-effect', '/exchange/malformed-body'].map(
        (local) => `${huawei.id}${local}`,
      ),
    };
    const intercept = refusing({ status: 409, code: 'VPN.0001' }, isLong);
    const all = new Map(await verdicts({ contract: huawei, selection, reference: { intercept } }));
    expect(all.get('/exchange/refusal-without-effect')).toBe('pass');
  });
});
