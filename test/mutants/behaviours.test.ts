import { describe, expect, test } from 'vitest';
import type { ResultEntry } from '../../generated/journal.js';
import { loadOperation } from '../../specs/catalogue.js';
import type { Contract } from '../../specs/contract.js';
import { isObject, withValueAt } from '../../specs/pointer.js';
import type { Signer } from '../../specs/target.js';
import { checks } from '../../suites/index.js';
import type { AnswerContext, Intercept, ReferenceAnswer } from '../../targets/reference/reference-answer.js';
import { type InProcessRun, runJournal } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';

const toy = toyContract();
const huawei = loadOperation('huawei.update-vpn-connection');
const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');

/** Alters accepted update answers only. */
function onAccepted(alter: (answer: ReferenceAnswer, context: AnswerContext) => ReferenceAnswer): Intercept {
  return (answer, context) => (context.role === 'update' && context.isAccepted ? alter(answer, context) : answer);
}

function onRefused(alter: (answer: ReferenceAnswer, context: AnswerContext) => ReferenceAnswer): Intercept {
  return (answer, context) => (context.role === 'update' && !context.isAccepted ? alter(answer, context) : answer);
}

function withBody(pointer: string, value: unknown): (answer: ReferenceAnswer) => ReferenceAnswer {
  return (answer) => ({ ...answer, body: withValueAt(answer.body, pointer, value) });
}

function refuse(code: string): ReferenceAnswer {
  return {
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: { code, error_code: code, Code: code, message: 'no', error_msg: 'no', Message: 'no', request_id: 'r', RequestId: 'r' },
  };
}

function without(contract: Contract, keep: (behaviour: Contract['behaviours'][number]) => boolean): Contract {
  return { ...contract, behaviours: contract.behaviours.filter(keep) };
}

const tokens = new Set<string>();

/** Loses every third accepted update. */
function losingSome(): Intercept {
  let accepted = 0;
  return onAccepted((answer, { before, overwrite }) => {
    accepted += 1;
    if (accepted % 3 === 0) overwrite(before);
    return answer;
  });
}

/** A refused update takes the last accepted one back with it. */
function rollingBack(): Intercept {
  let earlier: unknown;
  return (answer, { role, isAccepted, before, overwrite }) => {
    if (role === 'update' && isAccepted) earlier = before;
    else if (role === 'update' && earlier !== undefined) overwrite(earlier);
    return answer;
  };
}

/** Of an update that comes before the one before was looked at, only the MTU is stored. */
function mixingParallel(): Intercept {
  let isUnread = false;
  return (answer, { role, isAccepted, before, request, overwrite }) => {
    if (role === 'update' && isAccepted && isUnread && isObject(before)) overwrite({ ...before, mtu: request['mtu'] ?? before['mtu'] });
    isUnread = role === 'update' && (isAccepted || isUnread);
    return answer;
  };
}

/** After a refused update the next valid one is refused, too. */
function shakenByWrong(): Intercept {
  let isShaken = false;
  return (answer, { role, isAccepted, before, overwrite }) => {
    if (role === 'read-back') return answer;
    const wasShaken = isShaken;
    isShaken = !isAccepted;
    if (!isAccepted || !wasShaken) return answer;
    overwrite(before);
    return refuse('Invalid');
  };
}

const signer: Signer = { scheme: 'x-auth-token', variables: [], sign: ({ flaw: _, ...request }) => request };

interface Mutant extends InProcessRun {
  readonly title: string;
  /** Id of the check that must kill it. */
  readonly check: string;
  /** Local id of the clause that must fail. */
  readonly fails: string;
}

const mutants: readonly Mutant[] = [
  {
    title: 'an update with the stored values is refused',
    check: 'accepts-stored-values',
    fails: '/exchange/success-status',
    contract: toy,
    careful: true,
    reference: { intercept: onAccepted(() => refuse('Unchanged')) },
  },
  {
    title: 'a valid update is answered with 201',
    check: 'accepts-plain-update',
    fails: '/exchange/success-status',
    contract: toy,
    reference: { intercept: onAccepted((answer) => ({ ...answer, status: 201 })) },
  },
  {
    title: 'a mandatory member of the answer is missing',
    check: 'accepts-plain-update',
    fails: '/200/mtu#presence',
    contract: toy,
    reference: { intercept: onAccepted(withBody('/mtu', undefined)) },
  },
  {
    title: 'a member of the answer has another type',
    check: 'accepts-plain-update',
    fails: '/200/mtu#type',
    contract: toy,
    reference: { intercept: onAccepted(withBody('/mtu', '1500')) },
  },
  {
    title: 'a member of the answer has an undocumented value',
    check: 'accepts-plain-update',
    fails: '/200/mode#enum',
    contract: toy,
    reference: { intercept: onAccepted(withBody('/mode', 'turbo')) },
  },
  {
    title: 'the body of a success is HTML',
    check: 'accepts-plain-update',
    fails: '/exchange/success-media-type',
    contract: toy,
    reference: { intercept: onAccepted(() => ({ status: 200, headers: { 'content-type': 'text/html' }, text: '<html></html>' })) },
  },
  {
    title: 'a documented example is refused',
    check: 'accepts-examples',
    fails: '/examples/rename',
    contract: toy,
    reference: { intercept: (answer, { role, request }) => (role === 'update' && request['name'] === 'edge' ? refuse('Invalid') : answer) },
  },
  {
    title: 'the highest value is refused',
    check: 'accepts-edges',
    fails: '/mtu#range',
    contract: toy,
    reference: { intercept: (answer, { role, request }) => (role === 'update' && request['mtu'] === 9000 ? refuse('Invalid') : answer) },
  },
  {
    title: 'a value above the highest is accepted',
    check: 'rejects-violations',
    fails: '/mtu#range',
    contract: toy,
    served: withValueAt(toy, '/update/request/properties/mtu/maximum', 9001) as Contract,
  },
  {
    title: 'a wrong request gets a 500',
    check: 'rejects-violations',
    fails: '/mtu#range',
    contract: toy,
    reference: { intercept: onRefused((answer, { request }) => (request['mtu'] === 9001 ? { ...answer, status: 500 } : answer)) },
  },
  {
    title: 'a violation gets an undocumented code',
    check: 'rejects-violations',
    fails: '/name#length',
    contract: toy,
    reference: { intercept: onRefused(withBody('/code', 'Oops')) },
  },
  {
    title: 'refusals come without the error envelope',
    check: 'rejects-violations',
    fails: '/exchange/refusal-envelope',
    contract: toy,
    reference: { intercept: onRefused((answer) => ({ status: answer.status, headers: { 'content-type': 'text/html' }, text: '<html></html>' })) },
  },
  {
    title: 'a mandatory member of the envelope is missing',
    check: 'rejects-violations',
    fails: '/error/message#presence',
    contract: toy,
    reference: { intercept: onRefused(withBody('/message', undefined)) },
  },
  {
    title: 'a refused request changes the resource',
    check: 'rejects-violations',
    fails: '/exchange/refusal-without-effect',
    contract: toy,
    reference: {
      intercept: onRefused((answer, { before, request, overwrite }) => {
        if (isObject(before) && typeof request['mtu'] === 'number') overwrite({ ...before, mtu: request['mtu'] });
        return answer;
      }),
    },
  },
  {
    title: 'tunnel ends may lie in different blocks',
    check: 'keeps-relations',
    fails: '/tunnel-addresses-in-one-block',
    contract: huawei,
    served: without(huawei, ({ behaviour }) => behaviour.relation?.name !== 'same-block'),
  },
  {
    title: 'two rules may have one source',
    check: 'keeps-relations',
    fails: '/rule-source-unique',
    contract: huawei,
    served: without(huawei, ({ clause }) => clause.local !== '/rule-source-unique'),
  },
  {
    title: 'the code of a violation is swapped',
    check: 'rejects-with-code',
    fails: '/errors/400/InvalidName',
    contract: toy,
    reference: { intercept: onRefused(withBody('/code', 'Invalid')) },
  },
  {
    title: 'a locked resource answers with another status',
    check: 'error-catalogue',
    fails: '/errors/409/Locked',
    contract: toy,
    reference: { intercept: onRefused((answer) => (answer.status === 409 ? { ...answer, status: 400 } : answer)) },
  },
  {
    title: 'an unknown id is answered with another code',
    check: 'error-catalogue',
    fails: '/errors/404/NoSuchLink',
    contract: toy,
    reference: { intercept: onRefused((answer) => (answer.status === 404 ? withBody('/code', 'Gone')(answer) : answer)) },
  },
  {
    title: 'a repeated client token is refused',
    check: 'honours-token',
    fails: '/token-idempotent',
    contract: gateway,
    served: without(gateway, ({ behaviour }) => behaviour.token === undefined),
    reference: {
      intercept: (answer, { role, request }) => {
        const token = request['ClientToken'];
        if (role !== 'update' || typeof token !== 'string') return answer;
        const isKnown = tokens.has(token);
        tokens.add(token);
        return isKnown ? refuse('IdempotentParameterMismatch') : answer;
      },
    },
  },
  {
    title: 'concurrent updates are all accepted',
    check: 'serialises-updates',
    fails: '/one-update-at-a-time',
    contract: gateway,
    served: {
      ...without(gateway, ({ behaviour }) => behaviour.serialised === undefined),
      errors: gateway.errors.filter(({ provoke }) => provoke === undefined || !('concurrent' in provoke)),
    },
    reference: { settleMs: 25 },
  },
  {
    title: 'two members together are refused',
    check: 'accepts-random',
    fails: '/exchange/success-status',
    contract: toy,
    cases: 20,
    reference: {
      intercept: (answer, { role, request }) =>
        role === 'update' && request['mtu'] !== undefined && request['mode'] !== undefined ? refuse('Invalid') : answer,
    },
  },
  {
    title: 'the resource rests in an undocumented state',
    check: 'accepts-plain-update',
    fails: '/settles',
    contract: toy,
    reference: { intercept: (answer, { role }) => (role === 'read-back' ? withBody('/state', 'odd')(answer) : answer) },
  },
  {
    title: 'a pre-shared key stands in the answer',
    check: 'accepts-edges',
    fails: '/psk-not-shown',
    contract: huawei,
    reference: {
      intercept: (answer, { role, request }) =>
        role === 'update' ? { ...answer, body: { ...(isObject(answer.body) ? answer.body : {}), debug: JSON.stringify(request) } } : answer,
    },
  },
  {
    title: 'the id of the resource changes',
    check: 'accepts-edges',
    fails: '/identity-unchanged',
    contract: huawei,
    reference: { intercept: onAccepted((answer) => withBody('/vpn_connection/id', crypto.randomUUID())(answer)) },
  },
  {
    title: 'every third accepted update is lost',
    check: 'keeps-sequences',
    fails: '/exchange/sequences',
    contract: toy,
    cases: 10,
    reference: { intercept: losingSome() },
  },
  {
    title: 'a refused update takes the accepted one before it back',
    check: 'keeps-sequences',
    fails: '/exchange/sequences',
    contract: toy,
    cases: 10,
    reference: { intercept: rollingBack() },
  },
  {
    title: 'a request repeated with its client token is applied again',
    check: 'keeps-sequences',
    fails: '/exchange/sequences',
    contract: gateway,
    served: without(gateway, ({ behaviour }) => behaviour.token === undefined),
    cases: 10,
  },
  {
    title: 'two parallel updates are mixed',
    check: 'keeps-sequences',
    fails: '/exchange/sequences',
    contract: toy,
    cases: 20,
    reference: { intercept: mixingParallel() },
  },
  {
    title: 'after a refused update the next valid one is refused',
    check: 'keeps-sequences',
    fails: '/exchange/success-status',
    contract: toy,
    cases: 10,
    reference: { intercept: shakenByWrong() },
  },
  {
    title: 'nobody is asked for credentials',
    check: 'refuses-bad-auth',
    fails: '/refuses-wrong-secret',
    contract: huawei,
    signer,
    authProbes: ['wrong-secret'],
  },
];

function brokenBy(results: readonly ResultEntry[], check: string): readonly string[] {
  return results
    .filter((result) => result.check === check)
    .flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'broken').map(({ clause }) => clause));
}

describe('a broken behaviour of the target', () => {
  test.each(mutants.map((mutant) => [mutant.title, mutant] as const))('%s', async (_, mutant) => {
    const clause = `${mutant.contract.id}${mutant.fails}`;
    expect(mutant.contract.clauses.map(({ id }) => id)).toContain(clause);
    const results = (await runJournal(mutant)).filter((entry) => entry.type === 'result');
    expect(brokenBy(results, mutant.check)).toContain(clause);
  });

  test('every check has one that it kills', () => {
    expect(checks.map(({ id }) => id).filter((id) => !mutants.some(({ check }) => check === id))).toEqual([]);
  });
});
