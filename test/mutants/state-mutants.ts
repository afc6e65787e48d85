import { loadOperation } from '../../contract/load/catalogue.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { AnswerContext, Intercept } from '../../targets/reference/reference-answer.js';
import type { InProcessRun } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';

const toy = toyContract();
const huawei = loadOperation('huawei.update-vpn-connection');
const baidu = loadOperation('baidu.update-vpn-conn');
const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');

/** Alters the resource behind updates, accepted or refused; the answers stay right. */
function behind(kind: 'accepted' | 'refused', alter: (context: AnswerContext) => unknown): Intercept {
  return (answer, context) => {
    if (context.role === 'update' && context.isAccepted === (kind === 'accepted')) {
      const state = alter(context);
      if (state !== undefined) context.overwrite(state);
    }
    return answer;
  };
}

/** Applies the name of refused updates of the locked resource, some milliseconds later. */
function appliedLater(milliseconds: number): Intercept {
  let refused: { readonly name: unknown; readonly due: number } | undefined;
  return (answer, { role, isAccepted, fixture, before, request, now, overwrite }) => {
    if (fixture !== 'locked') return answer;
    const name = valueAt(request, '/name');
    const isDue = refused !== undefined && now >= refused.due;
    const shown = isDue ? refused?.name : undefined;
    if (isDue) overwrite(withValueAt(before, '/name', shown));
    if (isDue) refused = undefined;
    if (role === 'update' && !isAccepted && name !== undefined) refused = { name, due: now + milliseconds };
    return isDue && role === 'read-back' ? { ...answer, body: withValueAt(answer.body, '/name', shown) } : answer;
  };
}

/** Alters what answers to accepted updates show; the resource is right. */
export function inAnswers(alter: (body: unknown, context: AnswerContext) => unknown): Intercept {
  return (answer, context) =>
    context.role === 'update' && context.isAccepted ? { ...answer, body: alter(answer.body, context) } : answer;
}

/** What read-backs show as state after an accepted update, one look after another, and `ready` from then on. */
export function passingThrough(states: readonly string[]): Intercept {
  const ahead = new Map<string, readonly string[]>();
  return (answer, { role, isAccepted, fixture = '' }) => {
    const [next, ...later] = ahead.get(fixture) ?? [];
    if (role === 'update') {
      if (isAccepted) ahead.set(fixture, [...(ahead.get(fixture) ?? []), ...states]);
      return answer;
    }
    ahead.set(fixture, later);
    return next === undefined ? answer : { ...answer, body: withValueAt(answer.body, '/state', next) };
  };
}

/** The look behind a refused update shows the resource at work. */
function busyAfterRefusals(): Intercept {
  let isBusy = false;
  return (answer, { role, isAccepted }) => {
    const shown =
      isBusy && role === 'read-back' ? { ...answer, body: withValueAt(answer.body, '/state', 'busy') } : answer;
    isBusy = role === 'update' && !isAccepted;
    return shown;
  };
}

/** Read-backs show the name of whatever was updated last, of the same resource or another. */
function mirroring(): Intercept {
  let name: unknown;
  return (answer, { role, isAccepted, request }) => {
    if (role === 'update') {
      if (isAccepted) name = valueAt(request, '/vpn_connection/name') ?? name;
      return answer;
    }
    return name === undefined ? answer : { ...answer, body: withValueAt(answer.body, '/vpn_connection/name', name) };
  };
}

/** Every other resource than the one updated last shows the same name. */
function renamingOthers(): Intercept {
  let updated: string | undefined;
  return (answer, { role, isAccepted, fixture }) => {
    if (role === 'update') {
      if (isAccepted) updated = fixture;
      return answer;
    }
    return updated === undefined || updated === fixture
      ? answer
      : { ...answer, body: withValueAt(answer.body, '/vpn_connection/name', 'renamed') };
  };
}

/** A target whose answers are right and whose state is wrong. */
export interface StateMutant extends InProcessRun {
  readonly title: string;
  /** Id of the check that must kill it. */
  readonly check: string;
  /** Local ids of the clauses that fail, and of no other. */
  readonly fails: readonly string[];
}

/** One for each way in which state can be wrong. */
export const stateMutants: readonly StateMutant[] = [
  {
    title: 'a member that was sent is not stored',
    check: 'accepts-edges',
    fails: ['/mtu#effect'],
    contract: toy,
    reference: {
      intercept: behind('accepted', ({ before, after }) => withValueAt(after, '/mtu', valueAt(before, '/mtu'))),
    },
  },
  {
    title: 'a number is stored one too low',
    check: 'accepts-edges',
    fails: ['/vpn_connection/ikepolicy/lifetime_seconds#effect'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/vpn_connection/ikepolicy/*'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) => {
        const sent = valueAt(request, '/vpn_connection/ikepolicy/lifetime_seconds');
        return typeof sent === 'number'
          ? withValueAt(after, '/vpn_connection/ikepolicy/lifetime_seconds', sent - 1)
          : undefined;
      }),
    },
  },
  {
    title: 'phase 1 settings reset those of phase 2',
    check: 'keeps-left-out',
    fails: ['/exchange/left-out-stays'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/*'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) => {
        const [one, two] = ['/vpn_connection/ikepolicy', '/vpn_connection/ipsecpolicy'].map((pointer) =>
          valueAt(request, pointer),
        );
        return one !== undefined && two === undefined
          ? withValueAt(after, '/vpn_connection/ipsecpolicy/lifetime_seconds', 3600)
          : undefined;
      }),
    },
  },
  {
    title: 'an object that is sent replaces the stored one by values of its own',
    check: 'keeps-left-out',
    fails: ['/exchange/left-out-inside-stays'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/*'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) => {
        const dpd = valueAt(request, '/vpn_connection/ikepolicy/dpd');
        return isObject(dpd)
          ? withValueAt(after, '/vpn_connection/ikepolicy/dpd', {
              timeout: 12,
              interval: 33,
              msg: 'seq-notify-hash',
              ...dpd,
            })
          : undefined;
      }),
    },
  },
  {
    title: 'a description that comes alone switches propagation on',
    check: 'keeps-left-out',
    fails: ['/exchange/left-out-stays'],
    contract: gateway,
    selection: { clauses: ['alibaba.update-enhanced-vpn-gateway/exchange/*'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) =>
        request['Description'] !== undefined && request['Name'] === undefined && request['AutoPropagate'] === undefined
          ? withValueAt(after, '/AutoPropagate', true)
          : undefined,
      ),
    },
  },
  {
    title: 'a name and a description that come together switch propagation off',
    check: 'keeps-left-out',
    fails: ['/exchange/left-out-stays'],
    contract: gateway,
    selection: { clauses: ['alibaba.update-enhanced-vpn-gateway/exchange/left-out-stays'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) =>
        request['Description'] !== undefined && request['Name'] !== undefined && request['AutoPropagate'] === undefined
          ? withValueAt(after, '/AutoPropagate', false)
          : undefined,
      ),
    },
  },
  {
    title: 'tunnels are told apart by their place in the list',
    check: 'accepts-equivalent-forms',
    fails: ['/exchange/equivalent-forms'],
    contract: attachment,
    selection: { clauses: ['alibaba.modify-vpn-attachment-attribute/exchange/equivalent-forms'] },
    reference: {
      intercept: behind('accepted', ({ request, before, after }) => {
        const [sent, stored] = [request['TunnelOptionsSpecification'], valueAt(before, '/TunnelOptionsSpecification')];
        if (!Array.isArray(sent) || !Array.isArray(stored) || sent.length < 2) return undefined;
        const swapped = sent.map((tunnel, index) => ({ ...(isObject(tunnel) ? tunnel : {}), TunnelIndex: index + 1 }));
        return withValueAt(
          after,
          '/TunnelOptionsSpecification',
          stored.map((tunnel, index) => ({ ...tunnel, ...swapped[index] })),
        );
      }),
    },
  },
  {
    title: 'ids of tunnels change with an update',
    check: 'keeps-left-out',
    fails: ['/exchange/unset-stays'],
    contract: attachment,
    selection: { clauses: ['alibaba.modify-vpn-attachment-attribute/exchange/unset-stays'] },
    reference: {
      intercept: behind('accepted', ({ after }) => {
        const count = Number(String(valueAt(after, '/TunnelOptionsSpecification/1/TunnelId')).match(/\d+$/)?.[0] ?? 0);
        return valueAt(after, '/TunnelOptionsSpecification/1') === undefined
          ? undefined
          : withValueAt(after, '/TunnelOptionsSpecification/1/TunnelId', `tun-new${count + 1}`);
      }),
    },
  },
  {
    title: 'an update without a name takes the name away',
    check: 'keeps-left-out',
    fails: ['/exchange/left-out-stays'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/left-out-stays'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) =>
        valueAt(request, '/vpn_connection/name') === undefined
          ? withValueAt(after, '/vpn_connection/name', 'unnamed')
          : undefined,
      ),
    },
  },
  {
    title: 'phase 1 settings are acknowledged and not stored',
    check: 'accepts-plain-update',
    // What stands in place of the others may be the same in another form: no document prints the values, nor the
    // read-back.
    fails: ['ikeVersion', 'ikePfs'].map((member) => `/ikeConfig/${member}#effect`),
    contract: baidu,
    selection: { clauses: ['baidu.update-vpn-conn/ikeConfig/*', 'baidu.update-vpn-conn/exchange/success-status'] },
    reference: {
      intercept: behind('accepted', ({ before, after }) =>
        withValueAt(after, '/ikeConfig', valueAt(before, '/ikeConfig')),
      ),
    },
  },
  {
    title: 'an update reaches another resource, too',
    check: 'leaves-others-alone',
    fails: ['/exchange/others-stay'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/others-stay'] },
    reference: { intercept: mirroring() },
  },
  {
    title: 'an update names every other resource in the same way',
    check: 'leaves-others-alone',
    fails: ['/exchange/others-stay'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/others-stay'] },
    reference: { intercept: renamingOthers() },
  },
  {
    title: 'an update resets what no update can set',
    check: 'accepts-plain-update',
    fails: ['/exchange/unset-stays'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/*'] },
    reference: { intercept: behind('accepted', ({ after }) => withValueAt(after, '/vpn_connection/ha_role', 'slave')) },
  },
  {
    title: 'an answer shows the gateway of another connection',
    check: 'keeps-left-out',
    fails: ['/exchange/answer-shows-resource'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/*'] },
    reference: {
      intercept: inAnswers((body) =>
        withValueAt(body, '/vpn_connection/vgw_id', '11111111-2222-3333-4444-555555555555'),
      ),
    },
  },
  {
    title: 'an answer cuts the name that was set',
    check: 'keeps-left-out',
    fails: ['/exchange/answer-shows-resource'],
    contract: gateway,
    selection: { clauses: ['alibaba.update-enhanced-vpn-gateway/exchange/*'] },
    reference: {
      intercept: inAnswers((body) => withValueAt(body, '/Name', String(valueAt(body, '/Name')).slice(0, 20))),
    },
  },
  {
    title: 'an answer tells that the gateway is being deleted',
    check: 'keeps-left-out',
    fails: ['/exchange/answer-shows-resource'],
    contract: gateway,
    selection: { clauses: ['alibaba.update-enhanced-vpn-gateway/exchange/answer-shows-resource'] },
    reference: { intercept: inAnswers((body) => withValueAt(body, '/Status', 'deleting')) },
  },
  {
    title: 'an answer mistakes one tunnel for the other',
    check: 'keeps-left-out',
    fails: ['/exchange/answer-shows-resource'],
    contract: attachment,
    selection: { clauses: ['alibaba.modify-vpn-attachment-attribute/exchange/answer-shows-resource'] },
    reference: {
      intercept: inAnswers((body) => {
        const [one, two] = ['0', '1'].map((index) => `/TunnelOptionsSpecification/${index}/TunnelIkeConfig`);
        const [first, second] = [one, two].map((at) => valueAt(body, at ?? ''));
        return first === undefined || second === undefined
          ? body
          : withValueAt(withValueAt(body, one ?? '', second), two ?? '', first);
      }),
    },
  },
  {
    title: 'what is right in a refused update is applied',
    check: 'refuses-mixed-updates',
    fails: ['/exchange/refusal-without-effect'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/*'] },
    reference: {
      intercept: behind('refused', ({ before, request }) => {
        const lifetime = valueAt(request, '/vpn_connection/ipsecpolicy/lifetime_seconds');
        const isValid = typeof lifetime === 'number' && lifetime >= 30 && lifetime <= 604800;
        return isValid ? withValueAt(before, '/vpn_connection/ipsecpolicy/lifetime_seconds', lifetime) : undefined;
      }),
    },
  },
  {
    title: 'an update moves the connection to another gateway if it says so',
    check: 'leaves-unset-alone',
    fails: ['/exchange/unset-stays'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/unset-stays'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) => {
        const gatewayId = valueAt(request, '/vpn_connection/vgw_id');
        return gatewayId === undefined ? undefined : withValueAt(after, '/vpn_connection/vgw_id', gatewayId);
      }),
    },
  },
  {
    title: 'what stands beside the value that a situation refuses is applied',
    check: 'error-catalogue',
    fails: ['/exchange/refusal-without-effect'],
    contract: gateway,
    selection: {
      clauses: ['alibaba.update-enhanced-vpn-gateway/errors/*', 'alibaba.update-enhanced-vpn-gateway/exchange/*'],
    },
    reference: {
      intercept: behind('refused', ({ before, request, fixture = '' }) => {
        const description = valueAt(request, '/Description');
        return fixture.includes('bgp') && description !== undefined
          ? withValueAt(before, '/Description', description)
          : undefined;
      }),
    },
  },
  {
    title: 'what is refused on a resource that refuses every update is applied a while later',
    check: 'refused-stays-refused',
    fails: ['/exchange/refusal-without-effect'],
    contract: toy,
    cases: 20,
    reference: { intercept: appliedLater(60) },
  },
  {
    title: 'a refused update sets the resource to work',
    check: 'rejects-violations',
    fails: ['/exchange/refusal-without-effect'],
    contract: toy,
    reference: { settleMs: 0, intercept: busyAfterRefusals() },
  },
  {
    title: 'a resource that has come to rest is busy again',
    check: 'accepts-plain-update',
    fails: ['/settles'],
    contract: toy,
    reference: { settleMs: 0, intercept: passingThrough(['busy', 'ready', 'busy']) },
  },
];
