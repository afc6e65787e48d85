import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { inBodies, type Variation, whereAccepted, whereRefused, whereShown } from '../variation.js';

const gateway = ['alibaba.update-enhanced'];
const attachment = ['alibaba.modify'];

/** Alters the answer to an update, where it is accepted. */
function answeredAs(alter: (body: Readonly<Record<string, unknown>>) => unknown): () => Intercept {
  return whereAccepted((answer) => (isObject(answer.body) ? { ...answer, body: alter(answer.body) } : answer));
}

function without(
  object: Readonly<Record<string, unknown>>,
  ...names: readonly string[]
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** The blocks of a list in text, sorted. */
function sorted(body: unknown, pointer: string): unknown {
  const text = valueAt(body, pointer);
  return typeof text === 'string' ? withValueAt(body, pointer, text.split(',').sort().join(',')) : body;
}

/** What the two documents of Alibaba Cloud leave to whoever implements them. */
export const alibaba: readonly Variation[] = [
  {
    name: 'a type of a newer kind',
    why: 'VpnType: Normal (default): a default is named, no list is closed',
    of: gateway,
    make: whereShown((body) =>
      valueAt(body, '/VpnType') === undefined ? body : withValueAt(body, '/VpnType', 'NationalStandard'),
    ),
  },
  {
    name: 'the status updating in the answer',
    why: 'the configuration update runs in the background',
    of: gateway,
    make: answeredAs((body) => ({ ...body, Status: 'updating' })),
  },
  {
    name: 'a gateway without tags, second vSwitch and network interfaces',
    why: 'features that a gateway may lack; the document does not say what is returned then',
    of: gateway,
    mayBeTold: true,
    make: answeredAs((body) => without(body, 'Tags', 'DisasterRecoveryVSwitchId', 'EniInstanceIds', 'Description')),
  },
  {
    name: 'a gateway with empty tags and network interfaces',
    why: 'an empty list is a list',
    of: gateway,
    make: answeredAs((body) => ({ ...body, Tags: { Tag: [] }, EniInstanceIds: { EniInstanceId: [] } })),
  },
  {
    name: 'features as JSON text with more members and spacing',
    why: 'Tag: a JSON string that specifies the features; which ones is not told',
    of: gateway,
    make: answeredAs((body) => ({ ...body, Tag: `{ "VpnVersion" : "1.1.0", ${String(body['Tag'] ?? '{}').slice(1)}` })),
  },
  {
    name: 'an error envelope without recommendation and host',
    why: 'the documents print codes and texts of errors and no envelope',
    of: ['alibaba.'],
    mayBeTold: true,
    make: whereRefused((answer) =>
      isObject(answer.body) ? { ...answer, body: without(answer.body, 'Recommend', 'HostId') } : answer,
    ),
  },
  {
    name: 'a request id in small letters',
    why: 'RequestId: a string; only the sample shows capitals',
    of: ['alibaba.'],
    mayBeTold: true,
    make: inBodies((body) => {
      const id = valueAt(body, '/RequestId');
      return typeof id === 'string' ? withValueAt(body, '/RequestId', id.toLowerCase()) : body;
    }),
  },
  {
    name: 'a pre-shared key that is masked',
    why: 'the samples mask it',
    of: attachment,
    make: whereShown((body) =>
      JSON.parse(
        JSON.stringify(body, (name, value) =>
          name === 'Psk' && typeof value === 'string' ? `${value.slice(0, 1)}****` : value,
        ),
      ),
    ),
  },
  {
    name: 'blocks sorted',
    why: 'the order of blocks in LocalSubnet and RemoteSubnet means nothing',
    of: attachment,
    make: whereShown((body) => ['/LocalSubnet', '/RemoteSubnet'].reduce(sorted, body)),
  },
  {
    name: 'a connection that is negotiated',
    why: 'Status is the state of the negotiation, which changes by itself',
    of: attachment,
    make: answeredAs((body) => ({ ...body, Status: 'ipsec_sa_established' })),
  },
  {
    name: 'a connection in the state of its task',
    why: 'if the connection is in the updating state, it is being modified; the list of valid values has no such state',
    of: attachment,
    make: answeredAs((body) => ({ ...body, Status: 'updating' })),
  },
  {
    name: 'tunnels nested as the table has it',
    why: 'the table has a level TunnelOptions inside TunnelOptionsSpecification, the sample has none',
    of: attachment,
    make: answeredAs((body) => {
      const tunnels = body['TunnelOptionsSpecification'];
      return Array.isArray(tunnels)
        ? { ...body, TunnelOptionsSpecification: tunnels.map((tunnel) => ({ TunnelOptions: tunnel })) }
        : body;
    }),
  },
  {
    name: 'a time of creation that counts from elsewhere',
    why: 'CreateTime: a number of milliseconds; no bounds are printed',
    of: ['alibaba.'],
    mayBeTold: true,
    make: answeredAs((body) => ({ ...body, CreateTime: 86_400_000 })),
  },
  {
    name: 'no description and no instance',
    why: 'the document does not say that a connection always has one',
    of: attachment,
    mayBeTold: true,
    make: answeredAs((body) => without(body, 'Description', 'AttachInstanceId')),
  },
];
