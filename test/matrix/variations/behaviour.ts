import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import type { AnswerContext, Intercept } from '../../../targets/reference/reference-answer.js';
import { refuse, refusing } from '../refusing.js';
import { type Variation, whereRefused, whereShown } from '../variation.js';

const huaweiFamily = ['huawei.', 'otc.'];

/** Whether a request has a client token: the reference remembers what it answered to it. */
function hasToken({ contract, request }: AnswerContext): boolean {
  return contract.behaviours.some(
    ({ behaviour: { token } }) => token !== undefined && valueAt(request, token) !== undefined,
  );
}

/** The stored resource without the times of updates. */
function timeless(state: unknown): string {
  return JSON.stringify(state, (name, value) => (name === 'updated_at' ? undefined : value));
}

/** Flips a member whenever it is read. */
function flipping(pointer: string, values: readonly [unknown, unknown]): () => Intercept {
  return () => {
    let turn = 0;
    return (answer, { role }) => {
      if (role !== 'read-back' || valueAt(answer.body, pointer) === undefined) return answer;
      turn += 1;
      // Twice each, so that a state that settles is seen to stay.
      return { ...answer, body: withValueAt(answer.body, pointer, values[Math.floor(turn / 2) % 2]) };
    };
  };
}

/** Completes what a request sends of an object by what the document prints as defaults. */
function withDefaults(context: AnswerContext): void {
  const { request, after } = context;
  const printed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    '/vpn_connection/ikepolicy/dpd': { timeout: 15, interval: 30, msg: 'seq-hash-notify' },
    '/vpn_connection/ipsecpolicy': {
      pfs: 'group15',
      transform_protocol: 'esp',
      lifetime_seconds: 3600,
      encapsulation_mode: 'tunnel',
    },
  };
  let state = after;
  for (const [at, defaults] of Object.entries(printed)) {
    const sent = valueAt(request, at);
    const stored = valueAt(state, at);
    if (!isObject(sent) || !isObject(stored)) continue;
    const missing = Object.entries(defaults).filter(([name]) => sent[name] === undefined && stored[name] !== undefined);
    state = withValueAt(state, at, { ...stored, ...Object.fromEntries(missing) });
  }
  context.overwrite(state);
}

/** What updates do, where no sentence says it. */
export const behaviour: readonly Variation[] = [
  {
    name: 'an update that changes nothing is refused',
    awaits:
      'valid twins that ask for a change, in every check: nothing fails any more, but six clauses of the attachment and all sequences stay inconclusive',
    aspect: 'state',
    why: 'no document says what an update without any change gets; with a client token it may be the repetition that a document wants accepted',
    mayBeTold: true,
    make: refusing(
      400,
      'NothingToChange',
      (context) => timeless(context.before) === timeless(context.after) && !hasToken(context),
    ),
  },
  {
    name: 'a second update within half a second is refused with 409',
    aspect: 'state',
    why: 'the document does not promise that updates may follow each other at once; 409 says that the request conflicts with the present state',
    of: [...huaweiFamily, 'baidu.'],
    make: () => {
      const last = new Map<string, number>();
      return (answer, context) => {
        const { role, isAccepted, fixture = '', now } = context;
        if (role !== 'update' || !isAccepted || hasToken(context)) return answer;
        if (now - (last.get(fixture) ?? Number.NEGATIVE_INFINITY) < 500)
          return refuse(answer, context, 409, 'OperationConflict');
        last.set(fixture, now);
        return answer;
      };
    },
  },
  {
    name: 'what is left out of dpd and ipsecpolicy takes its printed default',
    aspect: 'state',
    why: 'Tables 6 and 7 print defaults; whether they count in an update is not said',
    of: huaweiFamily,
    make: () => (answer, context) => {
      if (context.role !== 'update' || !context.isAccepted) return answer;
      withDefaults(context);
      return answer;
    },
  },
  {
    name: 'a status that goes up and down with the tunnels',
    why: 'the state of the negotiation changes by itself',
    of: huaweiFamily,
    make: flipping('/vpn_connection/status', ['ACTIVE', 'DOWN']),
  },
  {
    name: 'a time of the last update that is older in the answer to the update itself',
    why: 'nothing says whether the answer shows the time of this update or of the one before',
    of: huaweiFamily,
    make: () => {
      const last = new Map<string, unknown>();
      return (answer, { role, isAccepted, fixture = '' }) => {
        if (role !== 'update' || !isAccepted) return answer;
        const time = valueAt(answer.body, '/vpn_connection/updated_at');
        const former = last.get(fixture) ?? valueAt(answer.body, '/vpn_connection/created_at');
        last.set(fixture, time);
        return time === undefined
          ? answer
          : { ...answer, body: withValueAt(answer.body, '/vpn_connection/updated_at', former) };
      };
    },
  },
  ...[400, 403, 410].map(
    (status): Variation => ({
      name: `status ${status} for a resource that does not exist`,
      aspect: 'refusals',
      why: 'the documents print no status for it',
      of: [...huaweiFamily, 'baidu.'],
      make: whereRefused((answer) => (answer.status === 404 ? { ...answer, status } : answer)),
    }),
  ),
  {
    name: 'a body that is no JSON refused by the framework, without the envelope',
    aspect: 'refusals',
    why: 'no document speaks of bodies that are no JSON',
    of: [...huaweiFamily, 'baidu.'],
    mayBeTold: true,
    make: whereRefused((answer) => {
      // The reference says so of these only; an object without any member is read and judged by the service.
      const isUnread = JSON.stringify(answer.body).includes('the body is not a JSON object');
      return isUnread
        ? {
            status: 400,
            headers: { 'content-type': 'application/problem+json' },
            body: { title: 'Bad Request', status: 400 },
          }
        : answer;
    }),
  },
  {
    name: 'ids of type fqdn refused',
    aspect: 'state',
    why: 'Table 5: fqdn (currently not supported)',
    of: ['otc.'],
    make: refusing(400, 'VPN.0002', ({ request }) => JSON.stringify(request).includes('fqdn')),
  },
  {
    name: 'BGP that goes on and off with the propagation of routes',
    why: 'the errors of AutoPropagate say that the gateway does not support BGP: to propagate is to use it',
    of: ['alibaba.update-enhanced'],
    make: whereShown((body) => {
      const propagates = valueAt(body, '/AutoPropagate');
      const on = valueAt(body, '/EnableBgp') === undefined ? body : withValueAt(body, '/EnableBgp', propagates);
      return valueAt(on, '/Tag') === undefined
        ? on
        : withValueAt(on, '/Tag', JSON.stringify({ VpnEnableBgp: propagates }));
    }),
  },
  {
    name: 'tunnels that negotiate anew after each update',
    why: 'the state of a tunnel and of its negotiation changes by itself',
    of: ['alibaba.modify'],
    make: () => {
      let turn = 0;
      return whereShown((body) => {
        turn += 1;
        return JSON.parse(
          JSON.stringify(body, (name, value) => {
            if (name === 'State' && value === 'active' && turn % 3 === 0) return 'updating';
            if (name === 'Status' && (value === 'success' || value === 'false'))
              return turn % 2 === 0 ? 'success' : 'false';
            return value;
          }),
        );
      })();
    },
  },
  {
    name: 'a description that is gone where the update leaves it out',
    aspect: 'state',
    why: 'the update is a PUT, and all else is mandatory; whether what is left out stays is not said',
    of: ['baidu.'],
    mayBeTold: true,
    make: () => (answer, context) => {
      const { role, isAccepted, request, after } = context;
      if (role !== 'update' || !isAccepted || request['description'] !== undefined) return answer;
      context.overwrite(
        JSON.parse(JSON.stringify(after, (name, value) => (name === 'description' ? undefined : value))),
      );
      return answer;
    },
  },
  {
    name: 'members of the request that no table lists refused',
    aspect: 'state',
    why: 'the documents do not say what becomes of them',
    make: refusing(400, 'UnknownMember', ({ contract, request }) => {
      const known = new Set(JSON.stringify(contract.update.request).match(/"[A-Za-z_]+"/g));
      return [...(JSON.stringify(request).match(/"[A-Za-z_]+"(?=:)/g) ?? [])].some((name) => !known.has(name));
    }),
  },
];
