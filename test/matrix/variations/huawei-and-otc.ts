import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { type Variation, whereRefused, whereShown } from '../variation.js';

const both = ['huawei.', 'otc.'];
const connection = '/vpn_connection';

/** Alters the connection in answers. */
function shownAs(alter: (connection: Readonly<Record<string, unknown>>) => unknown): () => Intercept {
  return whereShown((body) => {
    const shown = valueAt(body, connection);
    return isObject(shown) ? withValueAt(body, connection, alter(shown)) : body;
  });
}

function without(
  object: Readonly<Record<string, unknown>>,
  ...names: readonly string[]
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** A rule for each destination, numbered anew. */
function split(rules: unknown): unknown {
  if (!Array.isArray(rules)) return rules;
  const single = rules
    .filter(isObject)
    .flatMap((rule) => [rule['destination']].flat().map((destination) => ({ ...rule, destination: [destination] })));
  return single.map((rule, index) => ('rule_index' in rule ? { ...rule, rule_index: index + 1 } : rule));
}

function alterPolicy(
  connection: Readonly<Record<string, unknown>>,
  alter: (policy: Readonly<Record<string, unknown>>) => unknown,
): unknown {
  const policy = connection['ikepolicy'];
  return isObject(policy) ? { ...connection, ikepolicy: alter(policy) } : connection;
}

/** What the documents of Huawei and Open Telekom Cloud leave to whoever implements them. */
export const huaweiAndOtc: readonly Variation[] = [
  {
    name: 'route_mode shown empty in policy mode',
    why: 'the table says nothing of connections without routes, and an empty text tells nothing',
    of: ['otc.'],
    mayBeTold: true,
    make: shownAs((shown) => (shown['style'] === 'POLICY' ? { ...shown, route_mode: '' } : shown)),
  },
  {
    name: 'a body without any member refused by the framework, in an envelope of its own',
    why: 'the sample shows how the operation refuses; what holds nothing for it may be refused in front of it',
    of: both,
    mayBeTold: true,
    make: whereRefused((answer, { request }) =>
      request['vpn_connection'] === undefined
        ? {
            ...answer,
            status: 400,
            body: { timestamp: '2026-01-01T00:00:00.000+00:00', status: 400, error: 'Bad Request', path: '/v5' },
          }
        : answer,
    ),
  },
  {
    name: 'the key in force refused when it is set again',
    why: 'what a psk has to look like is said, not that the present one may be set again',
    awaits: 'keys that are new with each update: nothing is accused, but four clauses stay inconclusive',
    of: both,
    make: () => {
      const keys = new Map<string, unknown>();
      return (answer, { role, request, isAccepted, fixture = '', before, overwrite }) => {
        const psk = valueAt(request, `${connection}/psk`);
        if (role !== 'update' || !isAccepted || psk === undefined) return answer;
        if (keys.get(fixture) !== psk) {
          keys.set(fixture, psk);
          return answer;
        }
        overwrite(before);
        return {
          status: 400,
          headers: answer.headers,
          body: {
            error_code: 'VPN.0001',
            error_msg: 'the present key',
            request_id: '8c833634-4560-7897-7740-a7462f5bcbd4',
          },
        };
      };
    },
  },
  {
    name: 'a policy rule for each destination, numbered anew',
    why: 'Table 4, rule_index: the service generates a rule for each destination CIDR block, so the index shown may differ',
    of: ['huawei.'],
    make: shownAs((shown) =>
      'policy_rules' in shown ? { ...shown, policy_rules: split(shown['policy_rules']) } : shown,
    ),
  },
  {
    name: 'the addresses of the gateways as ids of type ip',
    why: 'Table 11: with type ip, the address of the gateway is returned, whatever was set',
    of: ['huawei.'],
    make: shownAs((shown) =>
      alterPolicy(shown, (policy) => ({
        ...policy,
        ...(policy['local_id_type'] === 'ip' && 'local_id' in policy ? { local_id: '10.12.3.134' } : {}),
        ...(policy['peer_id_type'] === 'ip' && 'peer_id' in policy ? { peer_id: '88.77.66.164' } : {}),
      })),
    ),
  },
  {
    name: 'no enterprise project, tags or monitor',
    why: 'features of an account and of a connection; Table 9 does not say that they are always returned',
    of: both,
    mayBeTold: true,
    make: shownAs((shown) => without(shown, 'enterprise_project_id', 'tags', 'connection_monitor_id')),
  },
  {
    name: 'an enterprise project with a UUID',
    why: 'Table 9: the value is a UUID containing 36 characters',
    of: both,
    make: shownAs((shown) => ({ ...shown, enterprise_project_id: '0c464dad-0000-4000-8000-c22bb0eb0bde' })),
  },
  {
    name: 'the gateway by its private address',
    why: 'Table 9, vgw_ip: an EIP ID or private IP address',
    of: both,
    make: shownAs((shown) => ({
      ...shown,
      vgw_ip: '192.168.45.7',
      ...('eip_id' in shown ? { eip_id: '192.168.45.7' } : {}),
    })),
  },
  {
    name: 'no deprecated members',
    why: 'Table 9: eip_id, type and route_mode are deprecated and not in the sample',
    of: ['otc.'],
    make: shownAs((shown) => without(shown, 'eip_id', 'type', 'route_mode')),
  },
  {
    name: 'all deprecated members',
    why: 'Table 9 lists eip_id, type and route_mode, kept for compatibility',
    of: ['otc.'],
    make: shownAs((shown) => ({
      ...shown,
      eip_id: shown['vgw_ip'],
      type: shown['style'] === 'POLICY' ? 'POLICY' : 'ROUTE',
      ...(shown['style'] === 'POLICY' ? {} : { route_mode: shown['style'] === 'BGP' ? 'bgp' : 'static' }),
    })),
  },
  {
    name: 'tunnel addresses in policy mode as in the sample',
    why: 'the sample of policy mode shows them',
    of: both,
    make: shownAs((shown) =>
      shown['style'] === 'POLICY' && !('tunnel_local_address' in shown)
        ? { ...shown, tunnel_local_address: '169.254.56.225/30', tunnel_peer_address: '169.254.56.226/30' }
        : shown,
    ),
  },
  {
    name: 'a request id that is no UUID',
    why: 'Table 8: a string; only the sample shows a UUID',
    of: both,
    mayBeTold: true,
    make: whereShown((body) =>
      valueAt(body, '/request_id') === undefined ? body : withValueAt(body, '/request_id', 'req-20260101-0001'),
    ),
  },
  {
    name: 'no settling at all, and no status',
    why: 'the documents know neither a status nor settling; only the SDKs do',
    of: both,
    mayBeTold: true,
    make: shownAs((shown) => without(shown, 'status')),
  },
];
