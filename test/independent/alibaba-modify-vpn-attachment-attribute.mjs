// An independent implementation of Alibaba ModifyVpnAttachmentAttribute, written from the document only.

import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const strict = {
  unknown: false,
  region: true,
  booleans: /^(true|false)$/,
  hostBits: false,
  spaces: false,
  mixDefault: false,
  psk: 'wide',
  regeneratePsk: false,
  jsonText: false,
  otherMode: 'refuse',
  networkChange: false,
  unknownCgw: true,
  tunnelBgpNeedsSwitch: true,
  storedCidr: false,
  bgpHostOnly: true,
  token: true,
  settle: 0,
  answer: 'new',
  codes: 'own',
  optional: true,
  ikev1: 'all',
  routes: 'any',
  missing: 'MissingParameter',
  dualPairing: 'strict',
  idAscii: true,
  urlCase: true,
};
export const variants = {
  strict,
  lenient: {
    ...strict,
    unknown: true,
    region: false,
    booleans: /^(true|false)$/i,
    hostBits: true,
    spaces: true,
    mixDefault: true,
    psk: 'any',
    jsonText: true,
    otherMode: 'ignore',
    networkChange: true,
    unknownCgw: false,
    tunnelBgpNeedsSwitch: false,
    storedCidr: true,
    bgpHostOnly: false,
    token: false,
    answer: 'old',
    codes: 'generic',
    optional: false,
    ikev1: 'single-request',
    dualPairing: 'index',
    idAscii: false,
    urlCase: false,
    extra: true,
    missing: 'MissingRegionId',
  },
  slow: {
    ...strict,
    settle: 300,
    psk: 'any',
    regeneratePsk: true,
    hostBits: true,
    storedCidr: true,
    codes: 'malformed',
    routes: 'any',
    reorder: true,
    unknown: true,
  },
  narrow: {
    ...strict,
    psk: 'narrow',
    regeneratePsk: true,
    codes: 'generic',
    optional: false,
    jsonText: true,
    settle: 150,
    answer: 'old',
    tunnelBgpNeedsSwitch: false,
    bgpHostOnly: true,
    lifetimeText: true,
    storedCidr: true,
  },
  routes: {
    ...strict,
    codes: 'malformed',
    routes: 'remote',
    otherMode: 'ignore',
    networkChange: false,
    ikev1: 'stored',
    mixDefault: true,
    unknown: true,
    extra: true,
    missing: 'InvalidParameter',
    token: false,
    storedCidr: true,
    fullHealth: true,
  },
};

/** name → the clause (its local part) that names it, prefix slow: on that variant, full: needs the whole run; null: see why in the test. */
export const defects = {
  'name-empty-accepted': '/Name#length',
  'name-100-refused': '/Name#length',
  'name-101-accepted': '/Name#length',
  'name-https-accepted': '/Name#prefix',
  'name-must-start-with-letter': 'full:/exchange/success-status',
  'region-optional': '/RegionId#presence',
  'connection-id-missing-500': '/VpnConnectionId#presence',
  'unknown-connection-400': '/errors/404/InvalidVpnConnectionInstanceId.NotFound',
  'local-subnet-octet': '/LocalSubnet#format',
  'local-subnet-single-only': '/LocalSubnet#format',
  'remote-subnet-first-only': '/RemoteSubnet#format',
  'effect-coerced': '/EffectImmediately#type',
  'dpd-coerced': '/EnableDpd#type',
  'nat-true-only': '/EnableNatTraversal#type',
  'network-type-unchecked': 'non-strict:/NetworkType#condition:network-public',
  'network-type-code': 'non-strict:/NetworkType#condition:network-public',
  'json-not-parsed': '/IkeConfig#content',
  'psk-101-accepted': '/IkeConfig/Psk#length',
  'psk-100-refused': '/IkeConfig/Psk#length',
  'psk-space-accepted': '/IkeConfig/Psk#characters',
  'ike-version-v1-spelling': '/IkeConfig/IkeVersion#enum',
  'ike-mode-unchecked': '/IkeConfig/IkeMode#enum',
  'ike-pfs-disabled-accepted': '/IkeConfig/IkePfs#enum',
  'ipsec-pfs-disabled-refused': '/IpsecConfig/IpsecPfs#enum',
  'ipsec-auth-sha512-refused': '/IpsecConfig/IpsecAuthAlg#enum',
  'ipsec-enc-unanchored': '/IpsecConfig/IpsecEncAlg#enum',
  'ike-lifetime-86401': '/IkeConfig/IkeLifetime#range',
  'ike-lifetime-zero-refused': null,
  'ipsec-lifetime-negative': '/IpsecConfig/IpsecLifetime#range',
  'local-id-101': '/IkeConfig/LocalId#length',
  'remote-id-space': '/IkeConfig/RemoteId#characters',
  'asn-zero': '/BgpConfig/LocalAsn#range',
  'asn-above-32-bit': '/BgpConfig/LocalAsn#range',
  'asn-dotted-refused': '/examples/asn-in-two-segments',
  'cidr-29-accepted': '/BgpConfig/TunnelCidr#prefix-length',
  'cidr-outside-accepted': '/BgpConfig/TunnelCidr#within',
  'cidr-reserved-zero-only': '/BgpConfig/TunnelCidr#outside',
  'bgp-address-anywhere': '/bgp-address-in-tunnel',
  'health-policy-unchecked': '/HealthCheckConfig/Policy#enum',
  'health-dip-unchecked': '/HealthCheckConfig/dip#format',
  'ikev1-several-networks': '/errors/400/ModifyIkeV1WithMultiRoutes.Invalid',
  'tunnel-index-3': '/TunnelOptionsSpecification/items/TunnelIndex#range',
  'tunnel-psk-101': '/TunnelOptionsSpecification/items/TunnelIkeConfig/Psk#length',
  'tunnel-cidr-reserved-169': '/TunnelOptionsSpecification/items/TunnelBgpConfig/TunnelCidr#outside',
  'tunnel-cidr-twins': '/tunnel-cidrs-differ',
  'tunnel-ike-pfs-group24': '/TunnelOptionsSpecification/items/TunnelIkeConfig/IkePfs#enum',
  'tunnel-ipsec-lifetime-86401': '/TunnelOptionsSpecification/items/TunnelIpsecConfig/IpsecLifetime#range',
  'tunnel-asn-zero': '/TunnelOptionsSpecification/items/TunnelBgpConfig/LocalAsn#range',
  'tunnel-bgp-address-anywhere': '/tunnel-bgp-address-in-tunnel',
  'tunnels-bgp-coerced': '/EnableTunnelsBgp#type',
  'missing-cidr-unchecked': '/errors/400/MissingParameter.TunnelCidr',
  'asn-of-customer-gateway-unchecked': '/errors/400/MissingParam.CustomerGatewayAsn',
  'gateway-bgp-unchecked': '/errors/400/IllegalParam.EnableBgp',
  'configuring-accepted': '/errors/400/VpnConnection.Configuring',
  'concurrent-accepted': 'slow:/not-concurrent',
  'financial-locked-403': '/errors/400/VpnConnection.FinancialLocked',
  'sub-user-code': '/errors/403/Forbbiden.SubUser',
  'task-conflict-409': '/errors/400/VpnTask.CONFLICT',
  'single-with-tunnels': null,
  'dual-with-ike-config': null,
  'answer-dual-customer-gateway': 'full:/200/CustomerGatewayId#condition',
  'answer-asn-text': '/200/VpnBgpConfig/LocalAsn#type',
  'answer-effect-text': '/200/EffectImmediately#type',
  'answer-health-boolean': '/200/VcoHealthCheck/Enable#type',
  'answer-interval-text': '/200/VcoHealthCheck/Interval#type',
  'answer-tunnels-object': 'full:/200/TunnelOptionsSpecification#type',
  'answer-tunnel-role': 'full:/200/TunnelOptionsSpecification/items/Role#enum',
  'answer-status-word': 'lawful:/200/Status#enum',
  'answer-attach-type': '/200/AttachType#condition:attach-cen',
  'answer-no-request-id': '/200/RequestId#presence',
  'answer-create-time-seconds': 'non-strict:/200/CreateTime#range',
  'answer-lifetime-text': '/200/IkeConfig/IkeLifetime#type',
  'rejected-but-applied': '/exchange/refusal-without-effect',
  'error-without-code': 'non-strict:/error/Code#presence',
  'success-204': '/exchange/success-media-type',
  // state semantics
  'ike-clobbers-ipsec': '/exchange/left-out-stays',
  'tunnel-order-swapped': '/TunnelOptionsSpecification/items/TunnelIkeConfig/IkeLifetime#effect',
  'name-not-stored': '/Name#effect',
};

const CGW = ['cgw-p0w2jemrcj5u61un80000', 'cgw-p0w2jemrcj5u61un80001'];
const NOASN = 'cgw-withoutasn0000000';
const states = {
  configuring: [400, 'VpnConnection.Configuring', 'The specified service is configuring.'],
  'gateway-configuring': [400, 'VpnGateway.Configuring', 'The specified service is configuring.'],
  'task-conflict': [400, 'VpnTask.CONFLICT', 'Vpn task has conflict.'],
  'financial-locked': [400, 'VpnConnection.FinancialLocked', 'The specified service is financial locked.'],
  'gateway-not-found': [
    400,
    'InvalidVpnGatewayInstanceId.NotFound',
    'The specified vpn gateway instance id does not exist.',
  ],
  'sub-user': [
    403,
    'Forbbiden.SubUser',
    'User not authorized to operate on the specified resource as your account is created by another user.',
  ],
  forbidden: [403, 'Forbidden', 'User not authorized to operate on the specified resource.'],
  'route-exists': [400, 'VpnRouteEntry.AlreadyExists', 'The specified route entry is already exist.'],
  'route-conflict': [400, 'VpnRouteEntry.Conflict', 'The specified route entry has conflict.'],
  'backup-route-invalid': [400, 'VpnRouteEntry.BackupRoute', 'Validate backup route entry failed.'],
  'route-weight-invalid': [400, 'VpnRouteEntry.InvalidWeight', 'Invalid route entry weight value.'],
  'customer-gateway-conflict': [
    400,
    'CustomerGateway.ConflictRouteEntry',
    'The specified customer gateway has conflict with route entry.',
  ],
  'quota-full': [400, 'Resource.QuotaFull', 'quota'],
  'destination-routes-full': [
    400,
    'CreateDbrRoutesQuotaFull.QuotaFull',
    'The number of created destination routes exceeds the quota limit.',
  ],
  'policy-routes-full': [
    400,
    'CreatePbrRoutesQuotaFull.QuotaFull',
    'The number of policy routes exceeds the quota limit.',
  ],
};
const routeStates = new Set([
  'route-exists',
  'route-conflict',
  'backup-route-invalid',
  'route-weight-invalid',
  'customer-gateway-conflict',
  'quota-full',
  'destination-routes-full',
  'policy-routes-full',
]);

const common = ['attach-cen', 'network-public'];
const rows = [
  ['single', ['single-tunnel', 'bgp-configurable', ...common]],
  ['singlenone', ['single-tunnel', 'not-associated', 'network-private', 'bgp-unset', 'bgp-configurable']],
  ['singlevpngw', ['single-tunnel', 'attach-vpngw', 'network-public', 'multi-network']],
  ['singlesm', ['single-tunnel', 'sm', 'attach-vpngw', 'network-public']],
  ['singlebgpnets', ['single-tunnel', 'network-public', 'attach-cen', 'bgp-configurable', 'multi-network']],
  ['dualbgpfull', ['dual-tunnel', 'tunnels-bgp-on', 'bgp-enabled', 'multi-network', ...common]],
  ['ikev1', ['single-tunnel', 'ike-trial', ...common]],
  ['bgpon', ['single-tunnel', 'bgp-enabled', 'bgp-configurable', ...common]],
  ['health', ['single-tunnel', 'health-check-enabled', ...common]],
  ['dual', ['dual-tunnel', 'tunnel-ike-trial', ...common]],
  ['dualnets', ['dual-tunnel', 'multi-network', 'attach-vpngw', 'network-public']],
  ['dualbgp', ['dual-tunnel', 'tunnels-bgp-on', ...common]],
  ['dualpair', ['dual-tunnel', 'tunnels-bgp-on', 'bgp-pair', ...common]],
  ['dualfirst', ['dual-tunnel', 'tunnels-bgp-on', 'first-tunnel-only', ...common]],
  ['dualswitch', ['dual-tunnel', 'bgp-switchable', ...common]],
  ['dualunset', ['dual-tunnel', 'tunnels-bgp-unset', ...common]],
  ['dualbyid', ['dual-tunnel', 'first-tunnel-only', 'by-tunnel-id', ...common]],
  ['noregion', ['single-tunnel', 'region-without-bgp', ...common]],
  ['noasn', ['single-tunnel', 'customer-gateway-without-asn', ...common]],
  ['noasndual', ['dual-tunnel', 'customer-gateway-without-asn', ...common]],
  ['gwbgp', ['single-tunnel', 'gateway-bgp-enabled', 'attach-vpngw', 'network-public']],
  ...Object.keys(states).map((trait) => [trait, ['dual-tunnel', trait, ...common]]),
];
const idOf = (name) => `vco-${name.replaceAll('-', '')}00000`.slice(0, 24);
export const fixtures = rows.map(([name, traits]) => ({
  id: name,
  traits,
  values: {
    RegionId: 'cn-hangzhou',
    VpnConnectionId: idOf(name),
    CustomerGatewayId: traits.includes('customer-gateway-without-asn') ? NOASN : CGW,
    ...(traits.includes('sm')
      ? { RemoteCaCert: '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIJAK\n-----END CERTIFICATE-----' }
      : {}),
    ...(traits.includes('dual-tunnel')
      ? {
          TunnelId:
            traits.includes('by-tunnel-id') || traits.includes('first-tunnel-only')
              ? `tun-${name}1`
              : [`tun-${name}1`, `tun-${name}2`],
        }
      : {}),
  },
}));

/** The fixtures that this variant can honestly declare: with routes looked at only where networks are given, not every update is refused. */
export const fixturesOf = (variant) =>
  fixtures.filter(
    ({ traits }) => variants[variant].routes !== 'remote' || !traits.some((trait) => routeStates.has(trait)),
  );

const ENC = ['aes', 'aes192', 'aes256', 'des', '3des'],
  AUTH = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'],
  PFS = ['group1', 'group2', 'group5', 'group14'];
const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(\\.${OCTET}){3}$`),
  LOOSE = /^\d{1,3}(\.\d{1,3}){3}$/;
const number = (ip) => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const RESERVED = [0, 1, 2, 3, 4, 5, 6].map((n) => `169.254.${n}.0/30`).concat('169.254.169.252/30');

function makeConnections() {
  const all = new Map();
  for (const [name, traits] of rows) {
    const has = (trait) => traits.includes(trait);
    const id = idOf(name);
    const cgws = has('customer-gateway-without-asn') ? [NOASN, NOASN] : CGW;
    const bgpOn = has('bgp-enabled') || has('tunnels-bgp-on') || has('bgp-switchable');
    const stored = bgpOn && !has('bgp-pair');
    all.set(id, {
      id,
      traits,
      dual: has('dual-tunnel'),
      cgw: cgws[0],
      name: 'first',
      description: 'made',
      local: '10.1.1.0/24',
      remote: '10.1.3.0/24',
      effect: false,
      auto: true,
      network: has('network-private') ? 'private' : 'public',
      attach: has('attach-vpngw') ? 'VPNGW' : has('not-associated') ? 'NO_ASSOCIATED' : 'CEN',
      until: 0,
      dpd: true,
      nat: true,
      cert: undefined,
      ike: {
        Psk: 'start12345',
        IkeVersion: 'ikev2',
        IkeMode: 'main',
        IkeEncAlg: 'aes',
        IkeAuthAlg: 'sha1',
        IkePfs: 'group2',
        IkeLifetime: 86400,
        LocalId: '47.1.1.1',
        RemoteId: '47.1.1.2',
      },
      ipsec: { IpsecEncAlg: 'aes', IpsecAuthAlg: 'sha1', IpsecPfs: 'group2', IpsecLifetime: 86400 },
      bgp: {
        EnableBgp: String(bgpOn),
        LocalAsn: '45104',
        ...(stored ? { TunnelCidr: '169.254.100.0/30', LocalBgpIp: '169.254.100.1' } : {}),
      },
      health: {
        enable: String(has('health-check-enabled')),
        dip: '192.168.1.1',
        sip: '10.1.1.1',
        interval: '3',
        retry: '3',
        Policy: 'revoke_route',
      },
      tunnelsBgp: bgpOn,
      tunnels: [1, 2].map((n) => ({
        CustomerGatewayId: cgws[n - 1],
        TunnelId: `tun-${name}${n}`,
        TunnelIndex: n,
        EnableDpd: true,
        EnableNatTraversal: true,
        TunnelBgpConfig: {
          LocalAsn: 45104,
          ...(stored ? { TunnelCidr: `169.254.10${n}.0/30`, LocalBgpIp: `169.254.10${n}.1` } : {}),
        },
        TunnelIkeConfig: {
          IkeAuthAlg: 'sha1',
          IkeEncAlg: 'aes',
          IkeLifetime: 86400,
          IkeMode: 'main',
          IkePfs: 'group2',
          IkeVersion: 'ikev2',
          LocalId: `47.1.1.${n}`,
          Psk: 'start12345',
          RemoteId: `48.1.1.${n}`,
        },
        TunnelIpsecConfig: { IpsecAuthAlg: 'sha1', IpsecEncAlg: 'aes', IpsecLifetime: 86400, IpsecPfs: 'group2' },
      })),
    });
  }
  return all;
}

class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    Object.assign(this, { status, code });
  }
}

export function start({ variant = 'strict', defect, port = 0, settleMs } = {}) {
  const v =
    settleMs === undefined || !variants[variant].settle
      ? variants[variant]
      : { ...variants[variant], settle: settleMs };
  const D = (name) => defect === name;
  const connections = makeConnections();
  const tokens = new Map();
  const asnOf = (cgw) => (cgw === NOASN ? undefined : 65531);
  const other = {
    'IllegalParam.TunnelCidr': 'InvalidTunnelCidr.Malformed',
    'IllegalParam.LocalBgpIp': 'InvalidLocalBgpIp.Malformed',
    'NotSupportVpnConnectionParameter.IpsecPfs': 'InvalidParameter',
    'NotSupportVpnConnectionParameter.IpsecAuthAlg': 'InvalidParameter',
  };
  const code = (own, malformed = own) => ({ own, generic: other[own] ?? own, malformed })[v.codes];
  const bad = (member, own, malformed) => {
    throw new Refusal(
      400,
      code(own ?? `IllegalParam.${member}`, malformed ?? own ?? `IllegalParam.${member}`),
      variant === 'lenient' ? 'bad' : `The specified ${member} is invalid.`,
    );
  };

  function bool(text, member, coerce) {
    if (text === undefined) return undefined;
    if (coerce) return text === 'true' || text === '1' || text === 'yes';
    if (!v.booleans.test(text)) bad(member);
    return text.toLowerCase() === 'true';
  }
  function subnets(text, member) {
    if (text === undefined) return undefined;
    const list = text.split(',').map((x) => (v.spaces ? x.trim() : x));
    if (member === 'LocalSubnet' && D('local-subnet-single-only') && list.length > 1) bad(member);
    const looked = member === 'RemoteSubnet' && D('remote-subnet-first-only') ? list.slice(0, 1) : list;
    for (const item of looked) {
      const [ip, bits, more] = item.split('/');
      const fine = member === 'LocalSubnet' && D('local-subnet-octet') ? LOOSE : IPV4;
      if (
        more !== undefined ||
        !fine.test(ip) ||
        !/^\d{1,2}$/.test(bits ?? '') ||
        (!v.spaces && /^0\d/.test(bits)) ||
        Number(bits) > 32
      )
        bad(member, `IllegalParam.${member}`);
      if (!v.hostBits && IPV4.test(ip) && number(ip) % 2 ** (32 - Number(bits)) !== 0)
        bad(member, `IllegalParam.${member}`);
    }
    if (!v.mixDefault && list.length > 1 && (list.includes('0.0.0.0/0') || new Set(list).size < list.length))
      bad(member, `IllegalParam.${member}`);
    return list.join(',');
  }
  function json(text, member, known) {
    if (text === undefined) return undefined;
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      if (D('json-not-parsed') && member === 'IkeConfig') return {};
      bad(member, `IllegalParam.${member}`);
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      if (D('json-not-parsed') && member === 'IkeConfig') return {};
      bad(member, `IllegalParam.${member}`);
    }
    if (!v.unknown)
      for (const key of Object.keys(value)) if (!known.includes(key)) bad(`${member}.${key}`, `IllegalParam.${member}`);
    for (const key of Object.keys(value))
      if (value[key] === null) {
        if (v.jsonText) delete value[key];
        else bad(`${member}.${key}`);
      }
    return value;
  }
  const within = (value, set, member, own) => {
    if (value !== undefined && !set.includes(value)) bad(member, own);
  };
  function lifetime(value, member, options = {}) {
    if (value === undefined) return undefined;
    if (typeof value === 'string' && (v.jsonText || options.text) && /^-?\d+$/.test(value)) value = Number(value);
    if (!Number.isInteger(value)) bad(member);
    if ((value < 0 && !options.negative) || value > (options.max ?? 86400) || (value === 0 && options.noZero))
      bad(member);
    return value;
  }
  function text(value, member, max) {
    if (value === undefined) return;
    if (typeof value !== 'string') bad(member);
    if ([...value].length > max || /\s/.test(value)) bad(member);
  }
  function psk(value, member, max, min, spaces) {
    if (value === undefined) return;
    if (typeof value !== 'string') bad(member);
    const length = [...value].length;
    if (length < min || length > max) bad(member);
    if (spaces && value.includes(' ')) return;
    const set = {
      wide: /^[A-Za-z0-9~!`@#$%^&*()_\-+={}[\]|;:',.<>/?\\]*$/,
      any: /^[\p{L}\p{N}!-~]*$/u,
      narrow: /^[A-Za-z0-9]*$/,
    }[v.psk];
    if (!set.test(value)) bad(member);
  }
  function ike(config, where, form) {
    const single = !form;
    psk(
      config.Psk,
      `${where}.Psk`,
      (single ? D('psk-101-accepted') : D('tunnel-psk-101')) ? 101 : single && D('psk-100-refused') ? 99 : 100,
      1,
      single && D('psk-space-accepted'),
    );
    if (single && D('ike-version-v1-spelling'))
      within(config.IkeVersion?.replace?.('ike', ''), ['v1', 'v2'], `${where}.IkeVersion`),
        config.IkeVersion?.startsWith('ike') ? bad('IkeVersion') : 0;
    else within(config.IkeVersion, ['ikev1', 'ikev2'], `${where}.IkeVersion`);
    if (!(single && D('ike-mode-unchecked'))) within(config.IkeMode, ['main', 'aggressive'], `${where}.IkeMode`);
    within(config.IkeEncAlg, ENC, `${where}.IkeEncAlg`);
    within(config.IkeAuthAlg, AUTH, `${where}.IkeAuthAlg`);
    within(
      config.IkePfs,
      single && D('ike-pfs-disabled-accepted')
        ? [...PFS, 'disabled']
        : !single && D('tunnel-ike-pfs-group24')
          ? [...PFS, 'group24', 'group15', 'group16', 'group19', 'group20', 'group21']
          : PFS,
      `${where}.IkePfs`,
    );
    const life = lifetime(config.IkeLifetime, `${where}.IkeLifetime`, {
      text: form,
      max: single && D('ike-lifetime-86401') ? 86401 : 86400,
      noZero: single && D('ike-lifetime-zero-refused'),
    });
    if (life !== undefined) config.IkeLifetime = life;
    text(config.LocalId, `${where}.LocalId`, single && D('local-id-101') ? 101 : 100);
    if (!(single && D('remote-id-space') && /\s/.test(config.RemoteId ?? '')))
      text(config.RemoteId, `${where}.RemoteId`, 100);
  }
  function ipsec(config, where, form) {
    const single = !form;
    if (single && D('ipsec-enc-unanchored')) {
      if (config.IpsecEncAlg !== undefined && !/^(aes|des|3des)/.test(config.IpsecEncAlg)) bad('IpsecEncAlg');
    } else within(config.IpsecEncAlg, ENC, `${where}.IpsecEncAlg`);
    within(
      config.IpsecAuthAlg,
      single && D('ipsec-auth-sha512-refused') ? AUTH.slice(0, 4) : AUTH,
      `${where}.IpsecAuthAlg`,
      'NotSupportVpnConnectionParameter.IpsecAuthAlg',
    );
    within(
      config.IpsecPfs,
      single && D('ipsec-pfs-disabled-refused') ? PFS : ['disabled', ...PFS],
      `${where}.IpsecPfs`,
      'NotSupportVpnConnectionParameter.IpsecPfs',
    );
    const life = lifetime(config.IpsecLifetime, `${where}.IpsecLifetime`, {
      text: form,
      negative: single && D('ipsec-lifetime-negative'),
      max: !single && D('tunnel-ipsec-lifetime-86401') ? 86401 : 86400,
    });
    if (life !== undefined) config.IpsecLifetime = life;
  }
  function asn(value, zero, dots = true) {
    if (value === undefined) return undefined;
    if (typeof value === 'object') bad('LocalAsn', 'IllegalParam.LocalAsn');
    const raw = String(value);
    const dotted = /^(\d{1,5})\.(\d{1,5})$/.exec(raw);
    let n;
    if (dots && dotted && !D('asn-dotted-refused')) {
      if (Number(dotted[1]) > 65535 || Number(dotted[2]) > 65535) bad('LocalAsn');
      n = Number(dotted[1]) * 65536 + Number(dotted[2]);
    } else if (/^\d{1,12}$/.test(raw)) n = Number(raw);
    else bad('LocalAsn', 'IllegalParam.LocalAsn');
    if ((n < 1 && !zero) || (n > 4294967295 && !D('asn-above-32-bit'))) bad('LocalAsn', 'IllegalParam.LocalAsn');
    return n;
  }
  function cidr(value, single) {
    if (value === undefined) return;
    if (typeof value !== 'string') bad('TunnelCidr', 'IllegalParam.TunnelCidr', 'InvalidTunnelCidr.Malformed');
    const [ip, bits, more] = value.split('/');
    if (more !== undefined || !IPV4.test(ip) || !/^\d{1,2}$/.test(bits ?? '') || Number(bits) > 32)
      bad('TunnelCidr', 'InvalidTunnelCidr.Malformed');
    if (bits !== '30' && !(single && D('cidr-29-accepted') && bits === '29'))
      bad('TunnelCidr', 'IllegalParam.TunnelCidr', 'InvalidTunnelCidr.Malformed');
    if (!ip.startsWith('169.254.') && !(single && D('cidr-outside-accepted')))
      bad('TunnelCidr', 'IllegalParam.TunnelCidr');
    if (number(ip) % 4 !== 0 && !v.hostBits) bad('TunnelCidr', 'IllegalParam.TunnelCidr');
    const n = number(ip) - (number(ip) % 4);
    const reserved =
      single && D('cidr-reserved-zero-only')
        ? RESERVED.slice(0, 1)
        : !single && D('tunnel-cidr-reserved-169')
          ? RESERVED.slice(0, 7)
          : RESERVED;
    if (reserved.some((block) => number(block.split('/')[0]) === n)) bad('TunnelCidr', 'IllegalParam.TunnelCidr');
  }
  function bgpAddress(ip, block, anywhere) {
    if (ip === undefined) return;
    if (typeof ip !== 'string' || !IPV4.test(ip))
      bad('LocalBgpIp', 'IllegalParam.LocalBgpIp', 'InvalidLocalBgpIp.Malformed');
    if (anywhere || block === undefined) return;
    const base = number(block.split('/')[0]) - (number(block.split('/')[0]) % 4);
    const at = number(ip) - base;
    if (at < 0 || at > 3 || (v.bgpHostOnly && (at === 0 || at === 3))) bad('LocalBgpIp', 'IllegalParam.LocalBgpIp');
  }

  function update(params) {
    const get = (name) => params.get(name) ?? undefined;
    const missing = (name) => {
      throw new Refusal(
        400,
        v.missing === 'MissingRegionId' ? `Missing${name}` : v.missing,
        `${name} is mandatory for this action.`,
      );
    };
    if (!get('RegionId') && !D('region-optional')) missing('RegionId');
    if (get('VpnConnectionId') === undefined && D('connection-id-missing-500')) throw new Error('null');
    if (!get('VpnConnectionId')) missing('VpnConnectionId');
    if (v.region && get('RegionId') && !/^[a-z]{2}-[a-z0-9-]+$/.test(get('RegionId')))
      throw new Refusal(404, 'InvalidRegionId.NotFound', 'The specified region is not found.');
    const connection = connections.get(get('VpnConnectionId'));
    if (!connection)
      throw new Refusal(
        D('unknown-connection-400') ? 400 : 404,
        'InvalidVpnConnectionInstanceId.NotFound',
        'The specified vpn connection instance id does not exist.',
      );
    const has = (trait) => connection.traits.includes(trait);
    const before = structuredClone(connection);
    const next = structuredClone(connection);
    try {
      const token = get('ClientToken');
      if (token !== undefined && /[^\x00-\x7f]/.test(token)) bad('ClientToken', 'InvalidClientToken');
      for (const trait of Object.keys(states)) {
        if (!has(trait)) continue;
        if (routeStates.has(trait) && v.routes === 'remote' && get('RemoteSubnet') === undefined) continue;
        if (trait === 'configuring' && D('configuring-accepted')) continue;
        let [status, name, message] = states[trait];
        if (trait === 'financial-locked' && D('financial-locked-403')) status = 403;
        if (trait === 'sub-user' && D('sub-user-code')) name = 'UserNotAllowed';
        if (trait === 'task-conflict' && D('task-conflict-409')) status = 409;
        if (!routeStates.has(trait) || v.routes === 'remote' || v.routes === 'any')
          throw new Refusal(status, name, message);
      }
      if (token !== undefined && tokens.has(token))
        return { connection: tokens.get(token).connection, body: tokens.get(token).body, replay: true };
      if (connection.until > Date.now() && !D('concurrent-accepted'))
        throw new Refusal(400, 'VpnConnection.Configuring', 'The specified service is configuring.');

      const name = get('Name');
      if (name !== undefined) {
        if (D('rejected-but-applied')) connection.name = name;
        const length = [...name].length;
        if (
          (length < 1 && !D('name-empty-accepted')) ||
          length > (D('name-100-refused') ? 99 : D('name-101-accepted') ? 101 : 100) ||
          new RegExp(D('name-https-accepted') ? '^http://' : '^https?://', v.urlCase ? 'i' : '').test(name)
        )
          bad('Name', 'InvalidName');
        if (D('name-must-start-with-letter') && !/^[A-Za-z]/.test(name)) bad('Name', 'InvalidName');
        if (!D('name-not-stored')) next.name = name;
      }
      const local = subnets(get('LocalSubnet'), 'LocalSubnet'),
        remote = subnets(get('RemoteSubnet'), 'RemoteSubnet');
      if (local !== undefined) next.local = local;
      if (remote !== undefined) next.remote = remote;
      if (
        !v.mixDefault &&
        (next.local === '0.0.0.0/0') !== (next.remote === '0.0.0.0/0') &&
        (local ?? remote) !== undefined &&
        local !== undefined &&
        remote !== undefined
      )
        bad('LocalSubnet', 'IllegalParam.LocalSubnet');
      next.effect = bool(get('EffectImmediately'), 'EffectImmediately', D('effect-coerced')) ?? next.effect;
      next.auto = bool(get('AutoConfigRoute'), 'AutoConfigRoute') ?? next.auto;
      const network = get('NetworkType');
      if (network !== undefined && !['public', 'private'].includes(network) && !D('network-type-unchecked'))
        throw new Refusal(
          400,
          D('network-type-code') ? 'InvalidName' : 'IllegalParam.NetworkType',
          `The specified NetworkType (${network}) is invalid.`,
        );
      if (network !== undefined && network !== connection.network && !v.networkChange && !D('network-type-unchecked'))
        throw new Refusal(400, 'IllegalParam.NetworkType', `The specified NetworkType (${network}) is invalid.`);
      if (network !== undefined && v.networkChange && ['public', 'private'].includes(network)) next.network = network;

      const singleOnly = [
        'IkeConfig',
        'IpsecConfig',
        'HealthCheckConfig',
        'EnableDpd',
        'EnableNatTraversal',
        'BgpConfig',
        'CustomerGatewayId',
        'RemoteCaCert',
      ].filter((x) => get(x) !== undefined);
      const tunnelKeys = [...params.keys()].filter((key) => key.startsWith('TunnelOptionsSpecification'));
      if (connection.dual && singleOnly.length > 0 && v.otherMode === 'refuse' && !D('dual-with-ike-config'))
        bad(singleOnly[0], 'OperationUnsupported.SingleTunnel');
      if (
        !connection.dual &&
        (tunnelKeys.length > 0 || get('EnableTunnelsBgp') !== undefined) &&
        v.otherMode === 'refuse' &&
        !D('single-with-tunnels')
      )
        bad('TunnelOptionsSpecification', 'OperationUnsupported.DualTunnel');
      if (!v.unknown)
        for (const key of params.keys())
          if (
            !/^(Action|Version|Format|RegionId|VpnConnectionId|Name|(Local|Remote)Subnet|EffectImmediately|AutoConfigRoute|NetworkType|IkeConfig|IpsecConfig|HealthCheckConfig|EnableDpd|EnableNatTraversal|BgpConfig|CustomerGatewayId|RemoteCaCert|ClientToken|EnableTunnelsBgp|TunnelOptionsSpecification\..*|(Resource)?Owner(Account|Id)|SignatureNonce|Timestamp|Signature.*|AccessKeyId|SecurityToken)$/.test(
              key,
            )
          )
            bad(key);

      if (!connection.dual) single();
      else dual();
      const several = next.local.includes(',') || next.remote.includes(',');
      const v1 = connection.dual
        ? next.tunnels.some((t) => t.TunnelIkeConfig.IkeVersion === 'ikev1')
        : next.ike.IkeVersion === 'ikev1';
      if (several && v1 && !D('ikev1-several-networks'))
        throw new Refusal(
          400,
          'ModifyIkeV1WithMultiRoutes.Invalid',
          'Failed to modify VPN connection parameters. Multi-network is configured while using IkeV1 protocol.',
        );

      function single() {
        const i = json(get('IkeConfig'), 'IkeConfig', [
          'Psk',
          'IkeVersion',
          'IkeMode',
          'IkeEncAlg',
          'IkeAuthAlg',
          'IkePfs',
          'IkeLifetime',
          'LocalId',
          'RemoteId',
        ]);
        if (i) {
          ike(i, 'IkeConfig');
          next.ike = { ...next.ike, ...i };
          if (i.Psk === undefined && v.regeneratePsk) next.ike.Psk = randomBytes(8).toString('hex');
          if (D('ike-clobbers-ipsec')) next.ipsec = {};
        }
        const s = json(get('IpsecConfig'), 'IpsecConfig', ['IpsecEncAlg', 'IpsecAuthAlg', 'IpsecPfs', 'IpsecLifetime']);
        if (s) {
          ipsec(s, 'IpsecConfig');
          next.ipsec = { ...next.ipsec, ...s };
        }
        const b = json(get('BgpConfig'), 'BgpConfig', ['EnableBgp', 'LocalAsn', 'TunnelCidr', 'LocalBgpIp']);
        if (b) {
          if (typeof b.EnableBgp === 'boolean' && v.jsonText) b.EnableBgp = String(b.EnableBgp);
          within(b.EnableBgp, ['true', 'false'], 'EnableBgp', 'IllegalParam.BgpConfig');
          if (b.LocalAsn !== undefined && typeof b.LocalAsn !== 'string' && !v.jsonText)
            bad('LocalAsn', 'IllegalParam.LocalAsn');
          const n = asn(b.LocalAsn, D('asn-zero'));
          if (n !== undefined) b.LocalAsn = String(n);
          cidr(b.TunnelCidr, true);
          const block = b.TunnelCidr ?? next.bgp.TunnelCidr;
          bgpAddress(b.LocalBgpIp, block, D('bgp-address-anywhere'));
          if (has('region-without-bgp') && b.EnableBgp !== 'false')
            throw new Refusal(400, 'OperationUnsupported.EnableBgp', 'Current region does not support enable BGP.');
          if (has('gateway-bgp-enabled') && b.EnableBgp === 'false' && !D('gateway-bgp-unchecked'))
            throw new Refusal(
              400,
              'IllegalParam.EnableBgp',
              'VPN connection must enable BGP when VPN gateway has enabled BGP.',
            );
          if (b.EnableBgp === 'true') {
            if ((v.storedCidr ? block : b.TunnelCidr) === undefined && !D('missing-cidr-unchecked'))
              throw new Refusal(
                400,
                'MissingParameter.TunnelCidr',
                'The parameter TunnelCidr is mandatory when BGP is enabled.',
              );
            if (asnOf(get('CustomerGatewayId') ?? next.cgw) === undefined && !D('asn-of-customer-gateway-unchecked'))
              throw new Refusal(
                400,
                'MissingParam.CustomerGatewayAsn',
                'Asn of customer gateway is mandatory when BGP is enabled.',
              );
          }
          next.bgp = { ...next.bgp, ...b };
          if (b.TunnelCidr && !b.LocalBgpIp)
            next.bgp.LocalBgpIp = b.TunnelCidr.replace(/(\d+)\/.*/, (_, last) =>
              String(Number(last) - (Number(last) % 4) + 1),
            );
        }
        const h = json(get('HealthCheckConfig'), 'HealthCheckConfig', [
          'enable',
          'dip',
          'sip',
          'interval',
          'retry',
          'Policy',
        ]);
        if (h) {
          if (typeof h.enable === 'boolean' && v.jsonText) h.enable = String(h.enable);
          within(h.enable, ['true', 'false'], 'HealthCheckConfig.enable');
          for (const key of ['dip', 'sip'])
            if (
              h[key] !== undefined &&
              !(key === 'dip' && D('health-dip-unchecked')) &&
              (typeof h[key] !== 'string' || !IPV4.test(h[key]))
            )
              bad(`HealthCheckConfig.${key}`);
          for (const key of ['interval', 'retry'])
            if (
              h[key] !== undefined &&
              !(
                /^\d+$/.test(String(h[key])) &&
                (typeof h[key] === 'string' || (typeof h[key] === 'number' && v.jsonText)) &&
                Number(h[key]) > 0
              )
            )
              bad(`HealthCheckConfig.${key}`);
          if (!D('health-policy-unchecked'))
            within(h.Policy, ['revoke_route', 'reserve_route'], 'HealthCheckConfig.Policy');
          if (v.fullHealth && h.enable === 'true' && (!h.dip || !h.sip)) bad('HealthCheckConfig');
          next.health = { ...next.health, ...h };
        }
        next.dpd = bool(get('EnableDpd'), 'EnableDpd', D('dpd-coerced')) ?? next.dpd;
        if (D('nat-true-only') && get('EnableNatTraversal') === 'false') bad('EnableNatTraversal');
        next.nat = bool(get('EnableNatTraversal'), 'EnableNatTraversal') ?? next.nat;
        const cgw = get('CustomerGatewayId');
        if (cgw !== undefined && v.unknownCgw && ![...CGW, NOASN].includes(cgw))
          throw new Refusal(
            404,
            'InvalidCustomerGatewayInstanceId.NotFound',
            'The specified customer gateway instance id does not exist.',
          );
        if (cgw) next.cgw = cgw;
        const cert = get('RemoteCaCert');
        if (cert !== undefined && !has('sm') && !v.unknown) bad('RemoteCaCert');
        if (cert !== undefined) next.cert = cert;
      }

      function dual() {
        const items = [];
        for (const key of tunnelKeys) {
          const path = key.split('.');
          const at = Number(path[1]);
          if (!Number.isInteger(at) || at < 1 || (at > 2 && !v.unknown)) bad('TunnelOptionsSpecification');
          let item = (items[at - 1] ??= {});
          for (const part of path.slice(2, -1)) {
            item[part] ??= {};
            item = item[part];
            if (typeof item !== 'object') bad(part);
          }
          if (path.length < 3) bad('TunnelOptionsSpecification');
          item[path.at(-1)] = params.get(key);
        }
        const sw = D('tunnels-bgp-coerced')
          ? bool(get('EnableTunnelsBgp'), 'EnableTunnelsBgp', true)
          : bool(get('EnableTunnelsBgp'), 'EnableTunnelsBgp');
        next.tunnelsBgp = sw ?? next.tunnelsBgp;
        const sent = new Set();
        items.forEach((item, i) => {
          const known = [
            'TunnelId',
            'CustomerGatewayId',
            'TunnelIndex',
            'EnableDpd',
            'EnableNatTraversal',
            'TunnelBgpConfig',
            'TunnelIkeConfig',
            'TunnelIpsecConfig',
            'Role',
          ];
          if (!v.unknown) for (const key of Object.keys(item)) if (!known.includes(key)) bad(key);
          if (
            item.TunnelIndex !== undefined &&
            !/^[12]$/.test(item.TunnelIndex) &&
            !(D('tunnel-index-3') && /^\d+$/.test(item.TunnelIndex))
          )
            bad('TunnelIndex');
          let tunnel;
          if (item.TunnelId !== undefined) {
            tunnel = next.tunnels.find((t) => t.TunnelId === item.TunnelId);
            if (!tunnel && v.dualPairing === 'strict')
              throw new Refusal(404, 'InvalidTunnelId.NotFound', 'The specified tunnel does not exist.');
            if (
              tunnel &&
              item.TunnelIndex !== undefined &&
              String(tunnel.TunnelIndex) !== item.TunnelIndex &&
              v.dualPairing === 'strict'
            )
              bad('TunnelIndex');
          }
          tunnel ??= next.tunnels[(Number(item.TunnelIndex ?? i + 1) - 1) % 2] ?? next.tunnels[0];
          if (D('tunnel-order-swapped')) tunnel = next.tunnels[1 - next.tunnels.indexOf(tunnel)];
          if (sent.has(tunnel) && v.dualPairing === 'strict') bad('TunnelIndex');
          sent.add(tunnel);
          const cgw = item.CustomerGatewayId;
          if (cgw !== undefined && v.unknownCgw && ![...CGW, NOASN].includes(cgw))
            throw new Refusal(
              404,
              'InvalidCustomerGatewayInstanceId.NotFound',
              'The specified customer gateway instance id does not exist.',
            );
          if (cgw) tunnel.CustomerGatewayId = cgw;
          tunnel.EnableDpd = bool(item.EnableDpd, 'EnableDpd') ?? tunnel.EnableDpd;
          tunnel.EnableNatTraversal = bool(item.EnableNatTraversal, 'EnableNatTraversal') ?? tunnel.EnableNatTraversal;
          const b = item.TunnelBgpConfig;
          if (b !== undefined) {
            if (typeof b !== 'object') bad('TunnelBgpConfig', 'IllegalParam.BgpConfig');
            if (v.tunnelBgpNeedsSwitch && !next.tunnelsBgp) bad('TunnelBgpConfig', 'IllegalParam.BgpConfig');
            const n = asn(b.LocalAsn, D('tunnel-asn-zero'), false);
            if (n !== undefined) b.LocalAsn = n;
            cidr(b.TunnelCidr, false);
            bgpAddress(
              b.LocalBgpIp,
              b.TunnelCidr ?? tunnel.TunnelBgpConfig.TunnelCidr,
              D('tunnel-bgp-address-anywhere'),
            );
            tunnel.TunnelBgpConfig = { ...tunnel.TunnelBgpConfig, ...b };
            if (b.TunnelCidr && !b.LocalBgpIp)
              tunnel.TunnelBgpConfig.LocalBgpIp = b.TunnelCidr.replace(/(\d+)\/.*/, (_, last) =>
                String(Number(last) - (Number(last) % 4) + 1),
              );
          }
          const i1 = item.TunnelIkeConfig;
          if (i1 !== undefined) {
            if (typeof i1 !== 'object') bad('TunnelIkeConfig');
            ike(i1, 'TunnelIkeConfig', true);
            tunnel.TunnelIkeConfig = { ...tunnel.TunnelIkeConfig, ...i1 };
            if (i1.Psk === undefined && v.regeneratePsk) tunnel.TunnelIkeConfig.Psk = randomBytes(8).toString('hex');
          }
          const i2 = item.TunnelIpsecConfig;
          if (i2 !== undefined) {
            if (typeof i2 !== 'object') bad('TunnelIpsecConfig');
            ipsec(i2, 'TunnelIpsecConfig', true);
            tunnel.TunnelIpsecConfig = { ...tunnel.TunnelIpsecConfig, ...i2 };
          }
        });
        const blocks = next.tunnels.map((t) => t.TunnelBgpConfig.TunnelCidr).filter(Boolean);
        const base = (block) => number(block.split('/')[0]) - (number(block.split('/')[0]) % 4);
        if (blocks.length === 2 && base(blocks[0]) === base(blocks[1]) && !D('tunnel-cidr-twins'))
          bad('TunnelCidr', 'IllegalParam.TunnelCidr');
        if (sw === true) {
          if (has('region-without-bgp'))
            throw new Refusal(400, 'OperationUnsupported.EnableBgp', 'Current region does not support enable BGP.');
          if (blocks.length < 2 && !D('missing-cidr-unchecked'))
            throw new Refusal(
              400,
              'MissingParameter.TunnelCidr',
              'The parameter TunnelCidr is mandatory when BGP is enabled.',
            );
          if (
            next.tunnels.some((t) => asnOf(t.CustomerGatewayId) === undefined) &&
            !D('asn-of-customer-gateway-unchecked')
          )
            throw new Refusal(
              400,
              'MissingParam.CustomerGatewayAsn',
              'Asn of customer gateway is mandatory when BGP is enabled.',
            );
        }
      }
    } catch (error) {
      throw error;
    }
    Object.assign(connection, next, { until: Date.now() + v.settle });
    return { connection: v.answer === 'new' ? connection : before };
  }

  const peer = (local) => {
    if (!local) return undefined;
    const parts = local.split('.');
    const last = Number(parts[3]);
    const base = last - (last % 4);
    return [...parts.slice(0, 3), base + (last % 4 === 1 ? 2 : 1)].join('.');
  };
  const drop = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
  function view(c, requestId, describing) {
    const updating = c.until > Date.now() || c.traits.includes('configuring');
    const word = (b) => (describing ? String(b) : b);
    const num = (n) => (n === undefined ? undefined : describing || D('answer-asn-text') ? String(n) : Number(n));
    const life = (n) => (n === undefined ? undefined : describing || D('answer-lifetime-text') ? String(n) : Number(n));
    const tunnels = c.tunnels.map((t) =>
      drop({
        CustomerGatewayId: t.CustomerGatewayId,
        EnableDpd: word(t.EnableDpd),
        EnableNatTraversal: word(t.EnableNatTraversal),
        InternetIp: `47.2.2.${t.TunnelIndex}`,
        Role: D('answer-tunnel-role') ? 'active' : t.TunnelIndex === 1 ? 'master' : 'slave',
        TunnelId: t.TunnelId,
        TunnelIndex: t.TunnelIndex,
        State: updating ? 'updating' : 'active',
        TunnelBgpConfig:
          c.tunnelsBgp || v.optional
            ? drop({
                LocalAsn: num(t.TunnelBgpConfig.LocalAsn),
                LocalBgpIp: t.TunnelBgpConfig.LocalBgpIp,
                PeerAsn: num(65531),
                PeerBgpIp: peer(t.TunnelBgpConfig.LocalBgpIp),
                TunnelCidr: t.TunnelBgpConfig.TunnelCidr,
              })
            : undefined,
        TunnelIkeConfig: { ...t.TunnelIkeConfig, IkeLifetime: life(t.TunnelIkeConfig.IkeLifetime) },
        TunnelIpsecConfig: { ...t.TunnelIpsecConfig, IpsecLifetime: life(t.TunnelIpsecConfig.IpsecLifetime) },
      }),
    );
    const h = c.health;
    const body = drop({
      VpnConnectionId: c.id,
      CustomerGatewayId: !c.dual || D('answer-dual-customer-gateway') ? c.cgw : undefined,
      VpnGatewayId: c.attach === 'VPNGW' ? 'vpn-p0wa1c1018pmeb6cu0000' : 'vpn-not-exist',
      Name: c.name,
      Description: describing || !v.optional ? undefined : c.description,
      LocalSubnet: c.local,
      RemoteSubnet: c.remote,
      IkeConfig: c.dual ? undefined : { ...c.ike, ...(describing ? {} : { IkeLifetime: life(c.ike.IkeLifetime) }) },
      IpsecConfig: c.dual ? undefined : c.ipsec,
      CreateTime: D('answer-create-time-seconds') ? 1658201810 : 1658201810000,
      EffectImmediately: D('answer-effect-text') ? String(c.effect) : c.effect,
      Status: D('answer-status-word') ? 'attached' : 'ike_sa_not_established',
      VcoHealthCheck: c.dual
        ? undefined
        : {
            Enable: D('answer-health-boolean') ? h.enable === 'true' : h.enable,
            Sip: h.sip,
            Dip: h.dip,
            Interval: D('answer-interval-text') ? String(h.interval) : Number(h.interval),
            Retry: Number(h.retry),
            Policy: h.Policy,
          },
      EnableDpd: c.dual ? undefined : c.dpd,
      EnableNatTraversal: c.dual ? undefined : c.nat,
      VpnBgpConfig: c.dual
        ? undefined
        : drop({
            EnableBgp: c.bgp.EnableBgp,
            TunnelCidr: c.bgp.TunnelCidr,
            LocalBgpIp: c.bgp.LocalBgpIp,
            PeerBgpIp: peer(c.bgp.LocalBgpIp),
            LocalAsn: D('answer-asn-text') ? c.bgp.LocalAsn : Number(c.bgp.LocalAsn),
            PeerAsn: 65531,
            Status: 'false',
          }),
      AttachType: D('answer-attach-type') ? 'TR' : c.attach,
      NetworkType: c.network,
      AttachInstanceId: c.attach === 'CEN' ? 'cen-c2r3m3zxkumoqz0000' : v.optional ? '' : undefined,
      Spec: '1000M',
      ResourceGroupId: 'rg-acfmzs372yg0',
      TunnelOptionsSpecification: !c.dual
        ? undefined
        : describing || D('answer-tunnels-object')
          ? { TunnelOptions: tunnels }
          : tunnels,
      EnableTunnelsBgp: c.dual ? c.tunnelsBgp : undefined,
      RequestId: D('answer-no-request-id') && !describing ? undefined : requestId,
      ...(describing
        ? {
            State: updating ? 'updating' : c.attach === 'NO_ASSOCIATED' ? 'init' : 'attached',
            RemoteCaCertificate: c.cert,
          }
        : {}),
      ...(v.extra ? { TransitRouterId: 'tr-1', CrossAccountAuthorized: false } : {}),
    });
    return v.reorder ? Object.fromEntries(Object.entries(body).reverse()) : body;
  }

  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const params = new URL(request.url, 'http://x').searchParams;
      for (const [key, value] of new URLSearchParams(Buffer.concat(chunks).toString())) params.append(key, value);
      const requestId = randomUUID().toUpperCase();
      const send = (status, body) => {
        response.writeHead(status, { 'Content-Type': 'application/json;charset=utf-8' });
        response.end(status === 204 ? undefined : JSON.stringify(body));
      };
      const refuse = (status, name, message) =>
        send(
          status,
          D('error-without-code')
            ? { RequestId: requestId, Message: message }
            : {
                RequestId: requestId,
                HostId: 'vpc.cn-hangzhou.aliyuncs.com',
                Code: name,
                Message: message,
                ...(v.extra ? { Recommend: 'https://x' } : {}),
              },
        );
      try {
        const action = params.get('Action');
        if (action === 'DescribeVpnConnection') {
          const connection = connections.get(params.get('VpnConnectionId'));
          return connection
            ? send(200, view(connection, requestId, true))
            : refuse(
                404,
                'InvalidVpnConnectionInstanceId.NotFound',
                'The specified vpn connection instance id does not exist.',
              );
        }
        if (action !== 'ModifyVpnAttachmentAttribute')
          return refuse(404, 'InvalidApi.NotFound', 'Specified api is not found.');
        const answer = update(params);
        const body = answer.body ? { ...answer.body, RequestId: requestId } : view(answer.connection, requestId, false);
        const token = params.get('ClientToken');
        if (token !== null) tokens.set(token, { ...answer, body });
        send(D('success-204') ? 204 : 200, body);
      } catch (error) {
        if (error instanceof Refusal) return refuse(error.status, error.code, error.message);
        refuse(500, 'InternalError', error.stack);
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        close: () =>
          new Promise((done) => {
            server.closeAllConnections();
            server.close(done);
          }),
      }),
    );
  });
}
