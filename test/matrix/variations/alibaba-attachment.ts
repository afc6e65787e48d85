import { contains, overlaps, parseBlocks, parseIpv4 } from '../../../contract/inspect/formats/ipv4.js';
import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import { valuesAt } from '../../../contract/values-at.js';
import type { AnswerContext, Intercept } from '../../../targets/reference/reference-answer.js';
import { refusing } from '../refusing.js';
import { type Variation, whereRefused } from '../variation.js';

const of = ['alibaba.modify'];

function blocksOf(state: unknown, pointer: string): ReturnType<typeof parseBlocks> {
  return parseBlocks(String(valueAt(state, pointer)));
}

function changes({ before, after }: AnswerContext, ...pointers: readonly string[]): boolean {
  return pointers.some(
    (pointer) => JSON.stringify(valueAt(before, pointer)) !== JSON.stringify(valueAt(after, pointer)),
  );
}

/**
 * Whether the two sides of the connection have addresses in common. All addresses on both sides are the other routing
 * mode.
 */
function isOverlapping(context: AnswerContext): boolean {
  const [local = [], remote = []] = ['/LocalSubnet', '/RemoteSubnet'].map((pointer) =>
    blocksOf(context.after, pointer),
  );
  const isEverything = [...local, ...remote].every(({ prefix }) => prefix === 0);
  return (
    changes(context, '/LocalSubnet', '/RemoteSubnet') &&
    !isEverything &&
    local.some((block) => remote.some((other) => overlaps(block, other)))
  );
}

/** Whether a health check that is on has an address outside of the blocks of its side, or the same address twice. */
function isCheckedElsewhere(context: AnswerContext): boolean {
  const { after } = context;
  const isInside = (address: string, list: string): boolean => {
    const base = parseIpv4(String(valueAt(after, address)));
    return base !== undefined && blocksOf(after, list)?.some((block) => contains(block, { base, prefix: 32 })) === true;
  };
  const isOn = String(valueAt(after, '/VcoHealthCheck/Enable')) === 'true';
  const isRight = isInside('/VcoHealthCheck/Sip', '/LocalSubnet') && isInside('/VcoHealthCheck/Dip', '/RemoteSubnet');
  return isOn && changes(context, '/VcoHealthCheck', '/LocalSubnet', '/RemoteSubnet') && !isRight;
}

const name = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

function hasOddIdentifier({ after }: AnswerContext): boolean {
  const owners = ['/IkeConfig', '/TunnelOptionsSpecification/items/TunnelIkeConfig'];
  const ids = owners.flatMap((owner) =>
    ['LocalId', 'RemoteId'].flatMap((member) => valuesAt(after, `${owner}/${member}`)),
  );
  return ids.some((id) => typeof id === 'string' && !name.test(id));
}

const members: Readonly<Record<string, number>> = { IkeConfig: 9, IpsecConfig: 4, BgpConfig: 4, HealthCheckConfig: 6 };

function lacksMembers({ request }: AnswerContext): boolean {
  return Object.entries(members).some(([parameter, count]) => {
    const sent = request[parameter];
    const content: unknown = typeof sent === 'string' ? JSON.parse(sent) : sent;
    return isObject(content) && Object.keys(content).length < count;
  });
}

/** Blocks that the document itself sends. */
const samples: ReadonlySet<unknown> = new Set(['169.254.10.0/30', '169.254.11.0/30']);

/** Tunnel blocks that a resource holds; each is used once in an account. */
function usingOnce(): Intercept {
  const held = new Map<string, readonly unknown[]>();
  const isUsed = ({ fixture = '', after }: AnswerContext): boolean => {
    const own = ['/VpnBgpConfig/TunnelCidr', '/TunnelOptionsSpecification/items/TunnelBgpConfig/TunnelCidr'].flatMap(
      (pointer) => valuesAt(after, pointer),
    );
    const isElsewhere = own.some(
      (block) =>
        !samples.has(block) && [...held].some(([other, blocks]) => other !== fixture && blocks.includes(block)),
    );
    if (!isElsewhere) held.set(fixture, own);
    return isElsewhere;
  };
  return refusing(400, 'IllegalParam.TunnelCidr', isUsed)();
}

/** Settings of a switch that is off are dropped. */
const dropping: () => Intercept = () => (answer, context) => {
  if (context.role !== 'update' || !context.isAccepted) return answer;
  const off = ['/VpnBgpConfig/EnableBgp', '/VcoHealthCheck/Enable'].filter(
    (pointer) => String(valueAt(context.after, pointer)) === 'false',
  );
  const state = off.reduce<unknown>((all, pointer) => {
    const [, owner = '', flag = ''] = pointer.split('/');
    return withValueAt(all, `/${owner}`, { [flag]: 'false' });
  }, context.after);
  if (off.length > 0) context.overwrite(state);
  const body = off.reduce<unknown>(
    (all, pointer) => withValueAt(all, `/${pointer.split('/')[1]}`, { [pointer.split('/')[2] ?? '']: 'false' }),
    answer.body,
  );
  return { ...answer, body };
};

/** What the document of ModifyVpnAttachmentAttribute leaves open of what goes with what. */
export const alibabaAttachment: readonly Variation[] = [
  {
    name: 'overlapping blocks on the two sides refused',
    why: 'LocalSubnet is the block of the VPC, RemoteSubnet that of the data center; VpnRouteEntry.Conflict: route conflicts exist',
    of,
    make: refusing(400, 'VpnRouteEntry.Conflict', isOverlapping),
  },
  {
    name: 'health checks from and to elsewhere refused',
    why: 'sip: the address of the VPC, dip: that of the data center',
    of,
    make: refusing(400, 'IllegalParam.HealthCheck', isCheckedElsewhere),
  },
  {
    name: 'identifiers that are no address and no domain name refused',
    why: 'the samples show addresses, the text names domain names',
    of,
    make: refusing(400, 'IllegalParam.LocalId', hasOddIdentifier),
  },
  {
    name: 'BGP settings of tunnels without the switch refused',
    why: 'if you enable BGP for a connection, you must set EnableTunnelsBgp to true',
    of,
    make: refusing(400, 'MissingParameter.EnableTunnelsBgp', ({ request }) => {
      const isThere = valuesAt(request, '/TunnelOptionsSpecification/items/TunnelBgpConfig').length > 0;
      return isThere && String(request['EnableTunnelsBgp']) !== 'true';
    }),
  },
  {
    name: 'JSON texts that lack members refused',
    why: 'no column says which members may be left out',
    of,
    make: refusing(400, 'MissingParameter', lacksMembers),
  },
  {
    name: 'settings of what is switched off dropped',
    why: 'the document does not say that they stay',
    of,
    make: () => dropping(),
  },
  {
    name: 'tunnel blocks used once in an account',
    why: 'two tunnels must have different blocks; of other connections nothing is said',
    of,
    make: usingOnce,
  },
  {
    name: 'one code for whatever is wrong in BgpConfig',
    why: 'IllegalParam.BgpConfig: the BGP configuration is invalid',
    of,
    mayBeTold: true,
    make: whereRefused((answer, { request }) => {
      const code = valueAt(answer.body, '/Code');
      const isOfBgp =
        typeof code === 'string' &&
        /LocalAsn|TunnelCidr|LocalBgpIp|BgpConfig/.test(code) &&
        !code.startsWith('Missing');
      const isSent =
        request['BgpConfig'] !== undefined ||
        valuesAt(request, '/TunnelOptionsSpecification/items/TunnelBgpConfig').length > 0;
      return isOfBgp && isSent
        ? { ...answer, body: withValueAt(answer.body, '/Code', 'IllegalParam.BgpConfig') }
        : answer;
    }),
  },
];
