import { describe, expect, test } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { parseBlocks } from '../../contract/inspect/formats/ipv4.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { Signer } from '../../contract/target.js';
import type { ResultEntry } from '../../generated/journal.js';
import { checks } from '../../suites/checks/index.js';
import type { AnswerContext, Intercept, ReferenceAnswer } from '../../targets/reference/reference-answer.js';
import { type InProcessRun, runJournal } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';
import { stateMutants } from './state-mutants.js';

const toy = toyContract();
const huawei = loadOperation('huawei.update-vpn-connection');
const otc = loadOperation('otc.update-vpn-connection');
const baidu = loadOperation('baidu.update-vpn-conn');
const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');

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

function withHeader(name: string, value: string): (answer: ReferenceAnswer) => ReferenceAnswer {
  return (answer) => ({ ...answer, headers: { ...answer.headers, [name]: value } });
}

const ike = '/vpn_connection/ikepolicy';

/** Alters the accepted answers whose body has a value at a pointer. */
function onShown(pointer: string, value: unknown, alter: (answer: ReferenceAnswer) => ReferenceAnswer): Intercept {
  return onAccepted((answer) => (valueAt(answer.body, pointer) === value ? alter(answer) : answer));
}

/** A run about some clauses only, by local id. */
function about(contract: Contract, ...locals: readonly string[]): Pick<InProcessRun, 'contract' | 'selection'> {
  return { contract, selection: { clauses: locals.map((local) => `${contract.id}${local}`) } };
}

function refuse(code: string): ReferenceAnswer {
  return {
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: {
      code,
      error_code: code,
      Code: code,
      message: 'no',
      error_msg: 'no',
      Message: 'no',
      request_id: 'r',
      RequestId: 'r',
    },
  };
}

/** Refuses some valid updates, and does not apply them. */
function refusing(isRefused: (context: AnswerContext) => boolean): Intercept {
  return onAccepted((answer, context) => {
    if (!isRefused(context)) return answer;
    context.overwrite(context.before);
    return refuse('Invalid');
  });
}

function without(contract: Contract, keep: (behaviour: Contract['behaviours'][number]) => boolean): Contract {
  return { ...contract, behaviours: contract.behaviours.filter(keep) };
}

/** Gives a resource the name that another was sent, when both are updated without a look in between. */
function crossed(): Intercept {
  let last: { readonly fixture: string | undefined; readonly name: unknown } | undefined;
  return (answer, { role, isAccepted, fixture, request, after, overwrite }) => {
    const name = valueAt(request, '/vpn_connection/name');
    if (role === 'update' && isAccepted && last !== undefined && last.fixture !== fixture)
      overwrite(withValueAt(after, '/vpn_connection/name', last.name));
    last = role === 'update' && isAccepted && name !== undefined ? { fixture, name } : undefined;
    return answer;
  };
}

/** Overwrites what the second and later updates of a burst stored: those without a read-back before them. */
function inBurst(stored: (context: AnswerContext, beforeBurst: unknown) => unknown): Intercept {
  let calm: { readonly state: unknown } | undefined;
  return (answer, context) => {
    if (context.role === 'read-back') calm = undefined;
    else if (context.isAccepted && calm === undefined) calm = { state: context.before };
    else if (context.isAccepted) context.overwrite(stored(context, calm?.state));
    return answer;
  };
}

/** What a request of Open Telekom Cloud makes of a state other than the present one. */
function appliedTo({ request, after }: AnswerContext, state: unknown): unknown {
  const sent = valueAt(request, '/vpn_connection');
  const places = isObject(sent) ? Object.keys(sent).map((name) => `/vpn_connection/${name}`) : [];
  return places.reduce<unknown>((whole, place) => withValueAt(whole, place, valueAt(after, place)), state);
}

const tokens = new Set<string>();
let year = 3000;
const freshTokens = new Set<string>();

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
    if (role === 'update' && isAccepted && isUnread && isObject(before))
      overwrite({ ...before, mtu: request['mtu'] ?? before['mtu'] });
    isUnread = role === 'update' && (isAccepted || isUnread);
    return answer;
  };
}

/** A repeated client token brings back what was there before its first request. */
function undoingRepeated(): Intercept {
  const earlier = new Map<unknown, unknown>();
  return onAccepted((answer, { before, request, overwrite }) => {
    const token = request['ClientToken'];
    if (earlier.has(token)) overwrite(earlier.get(token));
    else if (token !== undefined) earlier.set(token, before);
    return answer;
  });
}

/** An update is not applied where another token of which `key` gives the same has been seen. */
function comparing(key: (token: string) => string): Intercept {
  const first = new Map<string, unknown>();
  return onAccepted((answer, { before, request, overwrite }) => {
    const token = request['ClientToken'];
    if (typeof token !== 'string') return answer;
    const own = key(token);
    if (!first.has(own)) first.set(own, token);
    else if (first.get(own) !== token) overwrite(before);
    return answer;
  });
}

/** For some milliseconds behind an accepted update of one resource those of all others are refused. */
function lockingAll(milliseconds: number): Intercept {
  let last: { readonly fixture: string | undefined; readonly at: number } | undefined;
  return onAccepted((answer, { fixture, before, now, overwrite }) => {
    if (last !== undefined && last.fixture !== fixture && now - last.at < milliseconds) {
      overwrite(before);
      return refuse('VpnGateway.Configuring');
    }
    last = { fixture, at: now };
    return answer;
  });
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
  /** Those that it breaks by its nature, too; no other one may fail. */
  readonly also?: readonly string[];
  /** Those that it breaks or not, depending on which of the requests it happens to meet. */
  readonly perhaps?: readonly string[];
  /** What the finding says; default broken. */
  readonly outcome?: 'tolerated';
}

const mutants: readonly Mutant[] = [
  {
    title: 'an update with the stored values is refused',
    check: 'accepts-stored-values',
    fails: '/exchange/success-status',
    contract: toy,
    careful: true,
    // A target may refuse what changes nothing, and take every change.
    outcome: 'tolerated',
    reference: { intercept: refusing(() => true) },
  },
  {
    title: 'an update with one of the stored values is refused',
    check: 'accepts-stored-values',
    fails: '/exchange/success-status',
    contract: toy,
    careful: true,
    reference: { intercept: refusing(({ request }) => request['mtu'] !== undefined) },
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
    reference: {
      intercept: onAccepted(() => ({ status: 200, headers: { 'content-type': 'text/html' }, text: '<html></html>' })),
    },
  },
  {
    title: 'a documented example is refused',
    check: 'accepts-examples',
    fails: '/examples/rename',
    contract: toy,
    reference: { intercept: refusing(({ request }) => request['name'] === 'edge') },
  },
  {
    title: 'the highest value is refused',
    check: 'accepts-edges',
    fails: '/mtu#range',
    contract: toy,
    reference: { intercept: refusing(({ request }) => request['mtu'] === 9000) },
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
    reference: {
      intercept: onRefused((answer, { request }) => (request['mtu'] === 9001 ? { ...answer, status: 500 } : answer)),
    },
  },
  {
    title: 'a violation gets an undocumented code',
    check: 'rejects-violations',
    fails: '/mode#enum',
    contract: toy,
    reference: {
      intercept: onRefused((answer, { request: { mode } }) =>
        typeof mode === 'string' && toy.update.request.properties?.['mode']?.enum?.includes(mode) === false
          ? withBody('/code', 'Oops')(answer)
          : answer,
      ),
    },
  },
  {
    title: 'refusals come without the error envelope',
    check: 'rejects-violations',
    fails: '/exchange/refusal-envelope',
    contract: toy,
    also: ['/mtu#range'],
    reference: {
      intercept: onRefused((answer, { request }) =>
        Number(request['mtu']) > 9000
          ? { status: answer.status, headers: { 'content-type': 'text/html' }, text: '<html></html>' }
          : answer,
      ),
    },
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
    also: ['/name#length'],
    contract: toy,
    reference: {
      intercept: onRefused((answer) =>
        valueAt(answer.body, '/code') === 'InvalidName' ? withBody('/code', 'Invalid')(answer) : answer,
      ),
    },
  },
  {
    title: 'a locked resource answers with another status',
    check: 'error-catalogue',
    fails: '/errors/409/Locked',
    contract: toy,
    reference: { intercept: onRefused((answer) => (answer.status === 409 ? { ...answer, status: 400 } : answer)) },
  },
  {
    title: 'updates of two resources at once take turns',
    check: 'applies-parallel-updates-whole',
    fails: '/exchange/parallel-updates',
    ...about(otc, '/exchange/parallel-updates'),
    reference: { intercept: crossed() },
  },
  {
    title: 'the time of the last update stands still',
    check: 'accepts-edges',
    fails: '/updated-at-moves',
    contract: huawei,
    selection: {
      clauses: [
        'huawei.update-vpn-connection/updated-at-moves',
        'huawei.update-vpn-connection/vpn_connection/ikepolicy/*',
      ],
    },
    reference: {
      settleMs: 100,
      intercept: onAccepted(withBody('/vpn_connection/updated_at', '2099-01-01T00:00:00.000Z')),
    },
  },
  {
    title: 'a gateway that cannot propagate refuses a name',
    check: 'error-catalogue',
    fails: '/errors/400/OperationFailed.CenLevelNotSupport',
    ...about(gateway, '/errors/400/OperationFailed.CenLevelNotSupport'),
    reference: {
      intercept: (answer, context) => {
        if (context.role !== 'update' || !context.isAccepted || context.fixture !== 'full-mode-cen') return answer;
        context.overwrite(context.before);
        return refuse('OperationFailed.CenLevelNotSupport');
      },
    },
  },
  {
    title: 'a body that cannot be read is taken for an empty one',
    check: 'refuses-malformed-body',
    fails: '/exchange/malformed-body',
    ...about(otc, '/exchange/malformed-body'),
    reference: {
      intercept: onRefused((answer, { request }) =>
        request['vpn_connection'] === undefined ? { ...answer, status: 200 } : answer,
      ),
    },
  },
  {
    title: 'a frozen connection takes what is no name',
    check: 'error-catalogue',
    fails: '/errors/4XX/VPN.0001',
    ...about(huawei, '/errors/4XX/VPN.0001'),
    reference: {
      intercept: onRefused((answer, { fixture, request }) =>
        fixture === 'frozen' && valueAt(request, '/vpn_connection/name') === undefined
          ? { ...answer, status: 200 }
          : answer,
      ),
    },
  },
  {
    title: 'propagation goes off beside a name although connections use BGP',
    check: 'error-catalogue',
    fails: '/errors/400/OperationFailed.VpnConnectionExist',
    ...about(gateway, '/errors/400/OperationFailed.VpnConnectionExist'),
    reference: {
      intercept: onRefused((answer, { fixture, request }) =>
        fixture === 'bgp-connections-exist' && request['Name'] !== undefined ? { ...answer, status: 200 } : answer,
      ),
    },
  },
  {
    title: 'an unknown id is answered with another code',
    check: 'error-catalogue',
    fails: '/errors/404/NoSuchLink',
    contract: toy,
    reference: {
      intercept: onRefused((answer) => (answer.status === 404 ? withBody('/code', 'Gone')(answer) : answer)),
    },
  },
  {
    title: 'a repeated client token is refused',
    check: 'honours-token',
    fails: '/token-idempotent',
    outcome: 'tolerated',
    contract: gateway,
    served: without(gateway, ({ behaviour }) => behaviour.token === undefined),
    reference: {
      intercept: onAccepted((answer, { request, before, overwrite }) => {
        const token = request['ClientToken'];
        if (typeof token !== 'string') return answer;
        if (tokens.has(token)) {
          overwrite(before);
          return refuse('IdempotentParameterMismatch');
        }
        tokens.add(token);
        return answer;
      }),
    },
  },
  {
    title: 'a repeated client token is applied again',
    check: 'honours-token',
    fails: '/token-idempotent',
    contract: gateway,
    served: without(gateway, ({ behaviour }) => behaviour.token === undefined),
  },
  {
    title: 'a repeated client token is applied again, where an erratum leaves that open',
    check: 'honours-token',
    fails: '/token-idempotent',
    outcome: 'tolerated',
    contract: baidu,
    served: without(baidu, ({ behaviour }) => behaviour.token === undefined),
  },
  {
    title: 'client tokens are compared by their first half',
    check: 'honours-token',
    fails: '/token-idempotent',
    ...about(gateway, '/token-idempotent'),
    reference: { intercept: comparing((token) => token.slice(0, 32)) },
  },
  {
    title: 'client tokens are compared in lower case',
    check: 'honours-token',
    fails: '/token-idempotent',
    ...about(gateway, '/token-idempotent'),
    reference: { intercept: comparing((token) => token.toLowerCase()) },
  },
  {
    title: 'nothing but the first request with a client token is applied',
    check: 'honours-token',
    fails: '/token-idempotent',
    contract: gateway,
    reference: {
      intercept: onAccepted((answer, { request, before, overwrite }) => {
        const token = request['ClientToken'];
        if (typeof token !== 'string' || !token.startsWith('vpn-conformance-')) return answer;
        freshTokens.add(token);
        if (freshTokens.size > 1) overwrite(before);
        return answer;
      }),
    },
  },
  {
    title: 'lists are appended to',
    check: 'repeats-updates',
    fails: '/exchange/repetition-changes-nothing',
    contract: huawei,
    selection: { clauses: [`${huawei.id}/exchange/repetition-changes-nothing`] },
    reference: {
      intercept: onAccepted((answer, context) => {
        const place = '/vpn_connection/peer_subnets';
        const [former, sent] = [valueAt(context.before, place), valueAt(context.request, place)];
        if (Array.isArray(former) && Array.isArray(sent))
          context.overwrite(withValueAt(context.after, place, [...former, ...sent]));
        return answer;
      }),
    },
  },
  {
    title: 'an AS number in asdot is read as a decimal number',
    check: 'accepts-equivalent-forms',
    fails: '/BgpConfig/LocalAsn#format',
    contract: attachment,
    selection: { clauses: [`${attachment.id}/BgpConfig/LocalAsn#format`] },
    reference: {
      intercept: onAccepted((answer, context) => {
        const stored = context.after;
        const place = '/VpnBgpConfig/LocalAsn';
        const asn = Number(valueAt(stored, place));
        if (!Number.isInteger(asn)) context.overwrite(withValueAt(stored, place, String(Math.trunc(asn))));
        return answer;
      }),
    },
  },
  {
    title: 'JSON text with spaces is refused',
    check: 'accepts-equivalent-forms',
    fails: '/IkeConfig#content',
    contract: attachment,
    selection: { clauses: [`${attachment.id}/IkeConfig#content`] },
    reference: {
      intercept: onAccepted((answer, { request, before, overwrite }) => {
        if (!String(request['IkeConfig']).startsWith('{ ')) return answer;
        overwrite(before);
        return refuse('IllegalParam.IkeConfig');
      }),
    },
  },
  {
    title: 'the order of members matters',
    check: 'accepts-equivalent-forms',
    fails: '/exchange/equivalent-forms',
    contract: huawei,
    selection: { clauses: [`${huawei.id}/exchange/equivalent-forms`] },
    reference: {
      intercept: onAccepted((answer, context) => {
        const connection = context.request['vpn_connection'];
        const [, ...late] = isObject(connection) ? Object.keys(connection) : [];
        if (late.includes('name'))
          context.overwrite(
            withValueAt(context.after, '/vpn_connection/name', valueAt(context.before, '/vpn_connection/name')),
          );
        return answer;
      }),
    },
  },
  {
    title: 'a burst of updates leaves a mixture',
    check: 'applies-parallel-updates-whole',
    fails: '/exchange/parallel-updates',
    contract: toy,
    selection: { clauses: [`${toy.id}/exchange/parallel-updates`] },
    reference: { intercept: inBurst((context) => withValueAt(context.after, '/mtu', valueAt(context.before, '/mtu'))) },
  },
  {
    title: 'of two updates of different members at once one is lost',
    check: 'applies-parallel-updates-whole',
    fails: '/exchange/parallel-updates',
    ...about(otc, '/exchange/parallel-updates'),
    reference: { intercept: inBurst(appliedTo) },
  },
  {
    title: 'accepted updates are lost in a burst',
    check: 'applies-parallel-updates-whole',
    fails: '/exchange/parallel-updates',
    contract: toy,
    selection: { clauses: [`${toy.id}/exchange/parallel-updates`] },
    reference: { intercept: inBurst((_, beforeBurst) => beforeBurst) },
  },
  {
    title: 'a burst of updates leaves what a refused one sent',
    check: 'applies-parallel-updates-whole',
    fails: '/exchange/parallel-updates',
    contract: gateway,
    selection: { clauses: [`${gateway.id}/exchange/parallel-updates`] },
    reference: {
      settleMs: 500,
      intercept: onRefused((answer, { before, request: { Name, Description }, overwrite }) => {
        overwrite({ ...(isObject(before) ? before : {}), Name, Description });
        return answer;
      }),
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
    title: 'an update of one gateway keeps all others busy',
    check: 'serialises-updates',
    fails: '/one-update-at-a-time',
    ...about(gateway, '/one-update-at-a-time'),
    reference: { settleMs: 25, intercept: lockingAll(25) },
  },
  {
    title: 'a second update is refused with the code that clients know, and not with that of the document',
    check: 'serialises-updates',
    fails: '/one-update-at-a-time',
    outcome: 'tolerated',
    ...about(gateway, '/one-update-at-a-time'),
    reference: {
      settleMs: 25,
      intercept: onRefused((answer) => ({ ...answer, body: withValueAt(answer.body, '/Code', 'TaskConflict') })),
    },
  },
  {
    title: 'two members together are refused',
    check: 'accepts-random',
    fails: '/exchange/success-status',
    contract: toy,
    cases: 20,
    reference: { intercept: refusing(({ request }) => request['mtu'] !== undefined && request['mode'] !== undefined) },
  },
  {
    title: 'a boundary value is refused and stored all the same',
    check: 'accepts-edges',
    fails: '/exchange/refusal-without-effect',
    also: ['/mtu#range'],
    contract: toy,
    reference: {
      intercept: onAccepted((answer, { request }) => (request['mtu'] === 9000 ? refuse('Invalid') : answer)),
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
    also: ['/exchange/refusal-conceals-secrets'],
    contract: huawei,
    reference: {
      intercept: (answer, { role, request }) =>
        role === 'update'
          ? { ...answer, body: { ...(isObject(answer.body) ? answer.body : {}), debug: JSON.stringify(request) } }
          : answer,
    },
  },
  {
    title: 'the read-back shows the pre-shared key',
    check: 'accepts-edges',
    fails: '/psk-not-shown',
    ...about(huawei, '/psk-not-shown', '/vpn_connection/ipsecpolicy/pfs#enum'),
    reference: {
      intercept: (answer, { role, after }) =>
        role === 'read-back'
          ? withBody('/vpn_connection/debug', valueAt(after, '/vpn_connection/psk'))(answer)
          : answer,
    },
  },
  {
    title: 'only neighbouring rules are compared',
    check: 'keeps-relations',
    fails: '/rule-source-unique',
    ...about(huawei, '/rule-source-unique'),
    served: without(huawei, ({ clause }) => clause.local !== '/rule-source-unique'),
    reference: {
      intercept: onAccepted((answer, { request, before, overwrite }) => {
        const rules = valueAt(request, '/vpn_connection/policy_rules');
        const sources = Array.isArray(rules) ? rules.map((rule) => valueAt(rule, '/source')) : [];
        if (!sources.some((source, index) => index > 0 && source === sources[index - 1])) return answer;
        overwrite(before);
        return refuse('VPN.0001');
      }),
    },
  },
  {
    title: 'an answer shows the pre-shared key of an update before',
    check: 'accepts-edges',
    fails: '/psk-not-shown',
    ...about(huawei, '/psk-not-shown', '/vpn_connection/ipsecpolicy/pfs#enum'),
    reference: {
      intercept: onAccepted((answer, { before, request }) => {
        const stored = valueAt(before, '/vpn_connection/psk');
        return valueAt(request, '/vpn_connection/psk') === undefined
          ? withHeader('x-debug', encodeURIComponent(String(stored)))(answer)
          : answer;
      }),
    },
  },
  {
    title: 'a refusal repeats the pre-shared key in base64',
    check: 'rejects-violations',
    fails: '/exchange/refusal-conceals-secrets',
    ...about(huawei, '/exchange/refusal-conceals-secrets'),
    reference: {
      intercept: onRefused((answer, { request }) =>
        withBody(
          '/error_msg',
          `refused ${Buffer.from(String(valueAt(request, '/vpn_connection/psk'))).toString('base64')}`,
        )(answer),
      ),
    },
  },
  {
    title: 'a header of a success shows the shared key',
    check: 'accepts-edges',
    fails: '/secret-key-not-shown',
    ...about(baidu, '/secret-key-not-shown'),
    reference: {
      intercept: onAccepted((answer, { request }) =>
        withHeader('x-debug', JSON.stringify(request['secretKey']))(answer),
      ),
    },
  },
  {
    title: 'a key stands in another member than the one for it',
    check: 'accepts-edges',
    fails: '/keys-only-where-returned',
    ...about(attachment, '/keys-only-where-returned'),
    reference: { intercept: onAccepted((answer, { request }) => withBody('/Debug', request['IkeConfig'])(answer)) },
  },
  {
    title: 'the local id of a request is shown where the address of the gateway belongs',
    check: 'accepts-edges',
    fails: '/local-id-of-gateway',
    ...about(huawei, '/local-id-of-gateway'),
    served: withValueAt(
      huawei,
      '/update/response/properties/vpn_connection/properties/ikepolicy/properties/local_id/x-state-when',
      undefined,
    ) as Contract,
  },
  {
    title: 'a name is shown where the address of the gateway belongs',
    check: 'accepts-plain-update',
    fails: '/local-id-default',
    ...about(otc, '/local-id-default'),
    reference: { intercept: onShown(`${ike}/local_id_type`, 'ip', withBody(`${ike}/local_id`, 'gateway.example.com')) },
  },
  {
    title: 'an id of type fqdn is not the one that was set',
    check: 'accepts-edges',
    fails: '/local-id-shown-by-type',
    ...about(huawei, '/local-id-shown-by-type'),
    reference: { intercept: onShown(`${ike}/local_id_type`, 'fqdn', withBody(`${ike}/local_id`, 'other.example.com')) },
  },
  {
    title: 'the peer id is an address of another gateway',
    check: 'accepts-edges',
    fails: '/peer-id-of-gateway',
    ...about(huawei, '/peer-id-of-gateway'),
    reference: {
      intercept: onAccepted((answer, { request }) =>
        valueAt(request, `${ike}/peer_id_type`) === 'ip' ? withBody(`${ike}/peer_id`, '88.0.0.1')(answer) : answer,
      ),
    },
  },
  {
    title: 'the id of any peer is shown',
    check: 'accepts-plain-update',
    fails: '/peer-id-none-for-any',
    ...about(huawei, '/peer-id-none-for-any'),
    reference: { intercept: onShown(`${ike}/peer_id_type`, 'any', withBody(`${ike}/peer_id`, '88.1.2.3')) },
  },
  ...[huawei, otc].map((contract): Mutant => {
    const [{ vendor }, fails] = [contract, '/negotiation-mode-shown'];
    const swapped = onShown(
      `${ike}/phase1_negotiation_mode`,
      'main',
      withBody(`${ike}/phase1_negotiation_mode`, 'aggressive'),
    );
    return {
      title: `${vendor}: the negotiation mode is not the one that was set`,
      check: 'accepts-edges',
      fails,
      ...about(contract, fails),
      reference: { intercept: swapped },
    };
  }),
  {
    title: 'the last update is before the creation',
    check: 'accepts-plain-update',
    fails: '/updated-at-moves',
    ...about(huawei, '/updated-at-moves'),
    reference: { intercept: onAccepted(withBody('/vpn_connection/updated_at', '2020-01-01T00:00:00.000Z')) },
  },
  {
    title: 'the last update goes back in time',
    check: 'accepts-edges',
    fails: '/updated-at-is-last-update',
    ...about(otc, '/updated-at-is-last-update'),
    reference: {
      intercept: onAccepted((answer) => {
        year -= 1;
        return withBody('/vpn_connection/updated_at', `${year}-01-01T00:00:00.000Z`)(answer);
      }),
    },
  },
  {
    title: 'a deprecated member contradicts the one in its place',
    check: 'accepts-plain-update',
    fails: '/deprecated-follow-current',
    ...about(otc, '/deprecated-follow-current'),
    reference: { intercept: onShown('/vpn_connection/type', 'ROUTE', withBody('/vpn_connection/type', 'POLICY')) },
  },
  {
    title: 'an update of a connection that does not exist is accepted',
    check: 'refuses-unknown-resource',
    fails: '/unknown-connection',
    ...about(huawei, '/unknown-connection'),
    reference: {
      intercept: (answer, { fixture }) => (fixture === undefined ? { status: 200, headers: {}, body: {} } : answer),
    },
  },
  {
    title: 'an update of a tunnel that does not exist gets a 500',
    check: 'refuses-unknown-resource',
    fails: '/unknown-tunnel',
    ...about(baidu, '/unknown-tunnel'),
    reference: { intercept: (answer, { fixture }) => (fixture === undefined ? { ...answer, status: 500 } : answer) },
  },
  {
    title: 'the answer describes another gateway',
    check: 'accepts-edges',
    fails: '/answer-names-gateway',
    ...about(gateway, '/answer-names-gateway'),
    reference: { intercept: onAccepted(withBody('/VpnGatewayId', 'vpn-another')) },
  },
  {
    title: 'the id of the resource changes',
    check: 'accepts-edges',
    fails: '/identity-unchanged',
    also: ['/answer-names-connection'],
    contract: huawei,
    reference: { intercept: onAccepted((answer) => withBody('/vpn_connection/id', crypto.randomUUID())(answer)) },
  },
  {
    title: 'every third accepted update is lost',
    check: 'keeps-sequences',
    fails: '/exchange/sequences',
    also: ['/name#effect', '/mtu#effect', '/mode#effect'],
    // Each compares two updates of a few, and every third one is lost, counted from the first of the run.
    perhaps: ['/exchange/repetition-changes-nothing', '/exchange/equivalent-forms'],
    contract: toy,
    cases: 10,
    reference: { intercept: losingSome() },
  },
  {
    title: 'a refused update takes the accepted one before it back',
    check: 'keeps-sequences',
    fails: '/exchange/sequences',
    also: ['/exchange/refusal-without-effect'],
    contract: toy,
    cases: 10,
    reference: { intercept: rollingBack() },
  },
  {
    title: 'a late repetition with the client token brings back what was there before the first',
    check: 'keeps-sequences',
    fails: '/exchange/sequences',
    contract: gateway,
    cases: 10,
    reference: { intercept: undoingRepeated() },
  },
  {
    title: 'two parallel updates are mixed',
    check: 'keeps-sequences',
    fails: '/exchange/sequences',
    also: ['/exchange/parallel-updates'],
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
    title: 'only the source of the first rule is looked at',
    check: 'refuses-mixed-updates',
    fails: '/vpn_connection/policy_rules/items/source#format',
    ...about(huawei, '/vpn_connection/policy_rules/items/source#*', '/exchange/refusal-without-effect'),
    reference: {
      intercept: onRefused((answer, { request }) => {
        const source = valueAt(request, '/vpn_connection/policy_rules/0/source');
        const isRight =
          typeof source === 'string' &&
          parseBlocks(source) !== undefined &&
          valueAt(request, '/vpn_connection/policy_rules/1') !== undefined;
        return isRight ? { status: 200, headers: answer.headers, body: {} } : answer;
      }),
    },
  },
  {
    title: 'a wrong name is taken on one kind of connection, and not on that where it is tried first',
    check: 'refuses-mixed-updates',
    fails: '/vpn_connection/name#characters',
    ...about(otc, '/vpn_connection/name#*', '/exchange/refusal-without-effect'),
    reference: {
      intercept: onRefused((answer, { fixture, request }) => {
        const name = valueAt(request, '/vpn_connection/name');
        return fixture !== 'bgp-er' || typeof name !== 'string' || name.trim() === name
          ? answer
          : { status: 200, headers: answer.headers, body: {} };
      }),
    },
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

function foundBy(results: readonly ResultEntry[], check: string, told: string): readonly string[] {
  return results
    .filter((result) => result.check === check)
    .flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === told).map(({ clause }) => clause));
}

describe('a broken behaviour of the target', () => {
  test.each(mutants.map((mutant) => [mutant.title, mutant] as const))('%s', async (_, mutant) => {
    const clause = `${mutant.contract.id}${mutant.fails}`;
    expect(mutant.contract.clauses.map(({ id }) => id)).toContain(clause);
    const results = (await runJournal(mutant)).filter((entry) => entry.type === 'result');
    expect(foundBy(results, mutant.check, mutant.outcome ?? 'broken')).toContain(clause);
    const broken = results.flatMap(({ findings }) =>
      findings.flatMap((finding) => (finding.outcome === 'broken' ? [finding.clause] : [])),
    );
    const meant = [...(mutant.outcome === undefined ? [mutant.fails] : []), ...(mutant.also ?? [])].map(
      (local) => `${mutant.contract.id}${local}`,
    );
    const perhaps = new Set(mutant.perhaps?.map((local) => `${mutant.contract.id}${local}`));
    expect([...new Set(broken)].filter((id) => !perhaps.has(id)).sort()).toEqual(meant.sort());
  });

  test('every check has one that it kills', () => {
    expect(
      checks.map(({ id }) => id).filter((id) => ![...mutants, ...stateMutants].some(({ check }) => check === id)),
    ).toEqual([]);
  });
});
