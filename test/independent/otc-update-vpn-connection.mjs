// An implementation of Open Telekom Cloud "Updating a VPN Connection" (Enterprise VPN v5), written from the document alone.
// It shares no code with the kit. `variant` picks among equally faithful designs, `defect` plants one bug.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const PROJECT = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
const CGW = ['5247ae10-1111-4c3d-8e4f-dd36659a7f5d', '61c0d2aa-2222-4b1e-9a77-0b1f3c5d7e90'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const base = {
  // What is not clearly allowed is refused …
  strict: true,
  settleMs: 0,
  answer: 'new',
  busy: { status: 400, code: 'VPN.0306' },
  badId: { status: 404, code: 'VPN.0004' },
  unknownCgw: { status: 400, code: 'VPN.0001' },
  frozenFirst: true,
  spaceInPsk: true,
  epsId: '0',
  vgwIp: 'uuid',
  requestId: () => randomUUID(),
};
export const variants = {
  strict: base,
  // … or what is not clearly forbidden is accepted.
  lenient: {
    ...base,
    strict: false,
    fqdn: true,
    frozenFirst: false,
    unknownCgw: undefined,
    badId: { status: 400, code: 'VPN.0001' },
    sampleTunnel: true,
    vgwIp: 'ip',
    busy: undefined,
    deprecated: true,
  },
  // What is left out of an object that is sent takes the printed default.
  resets: { ...base, resets: true },
  // The answer shows the connection as it was; the change arrives later.
  async: {
    ...base,
    settleMs: 300,
    answer: 'old',
    unknownCgw: { status: 404, code: 'VPN.0004' },
    spaceInPsk: false,
    terse: true,
  },
  // Another region with other reserved blocks; applied later but shown at once.
  region: {
    ...base,
    settleMs: 300,
    terse: true,
    fqdn: true,
    literalPeerId: true,
    busy: { status: 409, code: 'VPN.0017' },
    epsId: '7f3c6f0e-9c1b-4c58-8f0d-1c2b3a4d5e6f',
    reserved: ['100.64.0.0/12', '214.0.0.0/8', '198.18.0.0/15'],
  },
  // One whose customers may route more than a reserved block.
  narrow: { ...base, strict: false, reserved: ['100.64.0.0/12'] },
  // Extra members, the deprecated ones, another order.
  chatty: {
    ...base,
    extra: true,
    reversed: true,
    deprecated: true,
    vgwIp: 'private',
    anyPeerId: true,
    requestId: () => `req-${Date.now().toString(36)}`,
  },
};

// ---- resources -------------------------------------------------------------------------------------------------------

function connection(number, given = {}) {
  const id = `98c5af8a-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`;
  const style = given.style ?? 'POLICY';
  const routed = style === 'STATIC' || style === 'BGP';
  const v6 = given.ip === 'ipv6';
  return {
    id,
    project: PROJECT,
    ip: given.ip ?? 'ipv4',
    attachment: given.attachment ?? 'vpc',
    frozen: given.frozen ?? false,
    vgw_id: `b32d91a4-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`,
    style,
    ha_role: given.ha_role ?? 'master',
    tags: given.tags ?? [],
    enable_nqa: false,
    monitor: given.monitor,
    created: new Date(Date.UTC(2025, 5, 26, 13, 41, 34, 626)),
    pending: undefined,
    state: {
      name: `vpn-${1600 + number}`,
      cgw_id: CGW[0],
      peer_subnets: v6 ? [] : [`192.168.${number}.0/24`],
      tunnel_local_address: routed ? `169.254.${number}.1/30` : undefined,
      tunnel_peer_address: routed ? `169.254.${number}.2/30` : undefined,
      enable_hub: false,
      psk: 'Abcdef-123',
      policy_rules:
        style === 'POLICY' && !v6 ? [{ source: '10.0.0.0/24', destination: [`192.168.${number}.0/24`] }] : [],
      ikepolicy: {
        ike_version: given.ike ?? 'v2',
        phase1_negotiation_mode: 'main',
        authentication_algorithm: 'sha2-256',
        encryption_algorithm: 'aes-128',
        dh_group: 'group15',
        lifetime_seconds: 86400,
        local_id_type: 'ip',
        local_id: undefined,
        peer_id_type: given.peer_id_type ?? 'ip',
        peer_id: undefined,
        dpd: { timeout: 15, interval: 30, msg: 'seq-hash-notify' },
      },
      ipsecpolicy: {
        authentication_algorithm: 'sha2-256',
        encryption_algorithm: 'aes-128',
        pfs: 'group15',
        transform_protocol: 'esp',
        lifetime_seconds: 3600,
        encapsulation_mode: 'tunnel',
      },
      updated: new Date(Date.UTC(2025, 5, 26, 13, 41, 34, 626)),
    },
  };
}

const MONITOR = '3b0f9c55-7777-4a52-b0a4-8f6f3b7f1c11';
const KINDS = [
  ['policy', ['style-policy', 'attachment-vpc', 'ip-v4', 'ike-v2', 'ha-active-active'], { style: 'POLICY' }],
  [
    'policy-v1',
    ['style-policy', 'attachment-vpc', 'ip-v4', 'ike-v1', 'ha-active-active'],
    { style: 'POLICY', ike: 'v1' },
  ],
  [
    'static',
    ['style-static', 'attachment-vpc', 'ip-v4', 'ike-v2', 'ha-active-active', 'monitored'],
    { style: 'STATIC', tags: [{ key: 'Año=1', value: '' }], monitor: MONITOR },
  ],
  [
    'static-v1',
    ['style-static', 'attachment-vpc', 'ip-v4', 'ike-v1', 'ha-active-standby'],
    { style: 'STATIC', ike: 'v1', ha_role: 'slave' },
  ],
  ['bgp', ['style-bgp', 'attachment-vpc', 'ip-v4', 'ike-v2', 'ha-active-active'], { style: 'BGP' }],
  [
    'policy-er',
    ['style-policy', 'attachment-er', 'ip-v4', 'ike-v2', 'ha-active-active'],
    { style: 'POLICY', attachment: 'er' },
  ],
  ['bgp-er', ['style-bgp', 'attachment-er', 'ip-v4', 'ike-v2', 'ha-active-active'], { style: 'BGP', attachment: 'er' }],
  [
    'static-er',
    ['style-static', 'attachment-er', 'ip-v4', 'ike-v2', 'ha-active-active'],
    { style: 'STATIC', attachment: 'er' },
  ],
  [
    'policy-v6',
    ['style-policy', 'attachment-vpc', 'ip-v6', 'ike-v2', 'ha-active-active'],
    { style: 'POLICY', ip: 'ipv6' },
  ],
  [
    'static-any',
    ['style-static', 'attachment-vpc', 'ip-v4', 'ike-v2', 'ha-active-active', 'peer-id-any'],
    { style: 'STATIC', peer_id_type: 'any' },
  ],
  [
    'frozen',
    ['style-policy', 'attachment-vpc', 'ip-v4', 'ike-v2', 'ha-active-active', 'frozen'],
    { style: 'POLICY', frozen: true },
  ],
];

/** The connections at hand, as a target file names them. */
export const fixtures = KINDS.map(([id, traits, given], index) => ({
  id,
  // They have no trait beyond these.
  traits: [...traits, '!*'],
  values: { project_id: PROJECT, vpn_connection_id: connection(index + 1, given).id, cgw_id: CGW },
}));
/** Every planted bug and the clause that is to name it; null: no check shows it so far (the test says why). */
export const defects = {
  'hub-text': 'non-strict:/vpn_connection/enable_hub#type',
  'hub-number': '/vpn_connection/enable_hub#type',
  'name-unanchored': '/vpn_connection/name#characters',
  'name-no-period': '/vpn_connection/name#characters',
  'name-65': '/vpn_connection/name#length',
  'name-63': '/vpn_connection/name#length',
  'name-empty': '/vpn_connection/name#length',
  'cgw-any-text': '/vpn_connection/cgw_id#format',
  'cgw-36-anything': '/vpn_connection/cgw_id#format',
  'subnet-any-text': '/vpn_connection/peer_subnets/items#format',
  'subnet-octet-999': '/vpn_connection/peer_subnets/items#format',
  'subnet-bare-address': '/vpn_connection/peer_subnets/items#format',
  'subnet-mask-33': '/vpn_connection/peer_subnets/items#format',
  'subnet-214-free': null,
  'subnet-100-free': '/vpn_connection/peer_subnets/items#outside',
  'subnet-only-12': null,
  'subnet-reserved-free': '/vpn_connection/peer_subnets/items#outside',
  'subnet-reserved-equal-only': '/vpn_connection/peer_subnets/items#outside',
  'subnet-reserved-inside-only': null,
  'subnets-51': '/vpn_connection/peer_subnets#count',
  'subnets-49': '/vpn_connection/peer_subnets#count',
  'tunnel-any-text': '/vpn_connection/tunnel_local_address#format',
  'tunnel-any-network': '/vpn_connection/tunnel_local_address#within',
  'tunnel-195': '/vpn_connection/tunnel_local_address#outside',
  'tunnel-29': '/vpn_connection/tunnel_local_address#prefix-length',
  'tunnel-any-mask': '/vpn_connection/tunnel_local_address#prefix-length',
  'tunnel-network-address': '/vpn_connection/tunnel_local_address#host-address',
  'tunnel-broadcast-address': '/vpn_connection/tunnel_local_address#host-address',
  'psk-7': '/vpn_connection/psk#length',
  'psk-129': '/vpn_connection/psk#length',
  'psk-64': '/vpn_connection/psk#length',
  'psk-no-tilde': '/vpn_connection/psk#classes',
  'psk-no-asterisk': '/vpn_connection/psk#classes',
  'psk-two-classes': '/vpn_connection/psk#classes',
  'psk-four-classes': '/vpn_connection/psk#classes',
  'rule-source-any-text': '/vpn_connection/policy_rules/items/source#format',
  'destination-51': '/vpn_connection/policy_rules/items/destination#count',
  'destination-any-text': '/vpn_connection/policy_rules/items/destination/items#format',
  'rules-6': '/vpn_connection/policy_rules#count',
  'rules-4': '/vpn_connection/policy_rules#count',
  'source-twice': '/policy-rule-sources-differ',
  'id-type-any': '/vpn_connection/ikepolicy/local_id_type#enum',
  'ike-v3': '/vpn_connection/ikepolicy/ike_version#enum',
  'ike-any-case': '/vpn_connection/ikepolicy/ike_version#enum',
  'ike-v1-only': '/vpn_connection/ikepolicy/ike_version#enum',
  'phase1-any': '/vpn_connection/ikepolicy/phase1_negotiation_mode#enum',
  'phase1-main-only': '/vpn_connection/ikepolicy/phase1_negotiation_mode#enum',
  'ike-sm3': '/vpn_connection/ikepolicy/authentication_algorithm#enum',
  'ike-no-md5': '/vpn_connection/ikepolicy/authentication_algorithm#enum',
  'ike-sm4': '/vpn_connection/ikepolicy/encryption_algorithm#enum',
  'ike-no-gcm': '/vpn_connection/ikepolicy/encryption_algorithm#enum',
  'dh-group24': '/vpn_connection/ikepolicy/dh_group#enum',
  'dh-no-group21': '/vpn_connection/ikepolicy/dh_group#enum',
  'dh-disable': '/vpn_connection/ikepolicy/dh_group#enum',
  'ike-lifetime-30': '/vpn_connection/ikepolicy/lifetime_seconds#range',
  'ike-lifetime-61': '/vpn_connection/ikepolicy/lifetime_seconds#range',
  'ike-lifetime-604801': '/vpn_connection/ikepolicy/lifetime_seconds#range',
  'ike-lifetime-86400': '/vpn_connection/ikepolicy/lifetime_seconds#range',
  'ike-lifetime-text': 'non-strict:/vpn_connection/ikepolicy/lifetime_seconds#type',
  'ike-lifetime-fraction': '/vpn_connection/ikepolicy/lifetime_seconds#type',
  'dpd-timeout-1': '/vpn_connection/ikepolicy/dpd/timeout#range',
  'dpd-timeout-61': '/vpn_connection/ikepolicy/dpd/timeout#range',
  'dpd-interval-9': '/vpn_connection/ikepolicy/dpd/interval#range',
  'dpd-interval-3601': '/vpn_connection/ikepolicy/dpd/interval#range',
  'dpd-msg-any': '/vpn_connection/ikepolicy/dpd/msg#enum',
  'ipsec-sha224': '/vpn_connection/ipsecpolicy/authentication_algorithm#enum',
  'ipsec-no-3des': '/vpn_connection/ipsecpolicy/encryption_algorithm#enum',
  'ipsec-sm4': '/vpn_connection/ipsecpolicy/encryption_algorithm#enum',
  'pfs-no-disable': '/vpn_connection/ipsecpolicy/pfs#enum',
  'pfs-group24': '/vpn_connection/ipsecpolicy/pfs#enum',
  'transform-ah': '/vpn_connection/ipsecpolicy/transform_protocol#enum',
  'ipsec-lifetime-60': '/vpn_connection/ipsecpolicy/lifetime_seconds#range',
  'ipsec-lifetime-29': '/vpn_connection/ipsecpolicy/lifetime_seconds#range',
  'ipsec-lifetime-any': '/vpn_connection/ipsecpolicy/lifetime_seconds#range',
  'encapsulation-transport': '/vpn_connection/ipsecpolicy/encapsulation_mode#enum',
  'vpn-connection-optional': '/vpn_connection#presence',
  'vpn-connection-any-type': '/vpn_connection#presence',
  'tunnel-pair': '/tunnel-addresses-share-block',
  'id-octet-999': '/vpn_connection/ikepolicy/local_id#format',
  'name-clears-subnets': '/exchange/left-out-stays',
  'name-ignored': '/vpn_connection/name#effect',
  'hub-ignored': '/vpn_connection/enable_hub#effect',
  'rules-appended': '/vpn_connection/policy_rules#effect',
  'ike-replaced': '/exchange/left-out-inside-stays',
  'dpd-replaced': '/exchange/left-out-inside-stays',
  'dpd-swapped': '/answer-shows-update',
  'ike-lifetime-to-ipsec': '/vpn_connection/ikepolicy/lifetime_seconds#effect',
  'ipsec-ignored': '/vpn_connection/ipsecpolicy/pfs#effect',
  'ipsec-clobbers-pfs': '/exchange/left-out-inside-stays',
  'response-vgw-ip-name': '/200/vpn_connection/vgw_ip#alternatives',
  'response-style-lower': '/200/vpn_connection/style#enum',
  'response-er-subnets': '/200/vpn_connection/peer_subnets#condition',
  'response-nqa-everywhere': '/200/vpn_connection/enable_nqa#condition',
  'response-nqa-text': '/200/vpn_connection/enable_nqa#type',
  'response-hub-everywhere': '/200/vpn_connection/enable_hub#condition',
  'response-hub-missing': null,
  'response-hub-text': '/200/vpn_connection/enable_hub#type',
  'response-rules-v6': '/200/vpn_connection/policy_rules#condition',
  'response-rules-everywhere': '/200/vpn_connection/policy_rules#condition',
  'response-phase1-v2': '/200/vpn_connection/ikepolicy/phase1_negotiation_mode#condition',
  'response-method-psk': '/200/vpn_connection/ikepolicy/authentication_method#enum',
  'response-lifetime-text': '/200/vpn_connection/ikepolicy/lifetime_seconds#type',
  'response-id-type-upper': '/200/vpn_connection/ikepolicy/local_id_type#enum',
  'response-local-id-empty': '/200/vpn_connection/ikepolicy/local_id#presence',
  'local-id-always-gateway': '/vpn_connection/ikepolicy/local_id#effect',
  'peer-id-always-gateway': '/vpn_connection/ikepolicy/peer_id#effect',
  'peer-id-shows-local': '/peer-id-returned',
  'response-dpd-missing': '/200/vpn_connection/ikepolicy/dpd#presence',
  'response-esp-upper': '/200/vpn_connection/ipsecpolicy/transform_protocol#enum',
  'response-created-number': '/200/vpn_connection/created_at#type',
  'response-created-seconds': '/200/vpn_connection/created_at#pattern',
  'response-created-space': '/200/vpn_connection/created_at#pattern',
  'response-updated-offset': '/200/vpn_connection/updated_at#pattern',
  'response-eps-number': '/200/vpn_connection/enterprise_project_id#type',
  'response-monitor-everywhere': '/200/vpn_connection/connection_monitor_id#condition',
  'response-ha-slave': '/200/vpn_connection/ha_role#condition:active-active',
  'response-type-static': '/200/vpn_connection/type#enum',
  'response-route-mode-upper': '/200/vpn_connection/route_mode#enum',
  'response-psk': '/psk-concealed',
  'response-psk-in-ike': '/psk-concealed',
  'response-id-missing': '/200/vpn_connection/id#presence',
  'response-name-renamed': '/200/vpn_connection/name#presence',
  'response-subnets-text': '/200/vpn_connection/peer_subnets#type',
  'response-destination-text': '/200/vpn_connection/policy_rules/items/destination#type',
  'response-ipsec-named-camel': '/200/vpn_connection/ipsecpolicy#presence',
  'response-id-of-gateway': '/answer-names-connection',
  'any-project': null,
  'not-found-500': '/unknown-connection',
  'not-found-400': null,
  'not-found-200': '/unknown-connection',
  'frozen-accepted': '/errors/4XX/VPN.0001',
  'frozen-500': '/errors/4XX/VPN.0001',
  'frozen-other-code': 'non-strict:/errors/4XX/VPN.0001',
  'malformed-500': null,
  'rejected-but-applied': '/exchange/refusal-without-effect',
  'rejected-half-applied': '/exchange/refusal-without-effect',
  'request-id-missing': '/200/request_id#presence',
  unwrapped: '/200/vpn_connection#presence',
  'status-202': '/exchange/success-status',
  'status-201': '/exchange/success-status',
  'empty-answer': '/200/vpn_connection#presence',
  'error-bare-message': 'non-strict:/error/error_code#presence',
  'error-camel': 'non-strict:/error/error_code#presence',
  'error-with-200': '/vpn_connection#presence',
  'error-422': 'lawful:/vpn_connection#presence',
  'error-psk-echo': '/exchange/refusal-conceals-secrets',
  'error-text': 'non-strict:/exchange/refusal-envelope',
  'validation-500': '/vpn_connection#presence',
  'local-id-any-text': '/vpn_connection/ikepolicy/local_id#format',
  'peer-id-any-text': '/vpn_connection/ikepolicy/peer_id#format',
};

// ---- the service -----------------------------------------------------------------------------------------------------

class Refusal extends Error {
  constructor(message, status = 400, code = 'VPN.0001') {
    super(message);
    this.status = status;
    this.code = code;
  }
}

function parseCidr(text) {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const bits = Number(match[5]);
  if (octets.some((octet) => octet > 255) || bits > 32) return undefined;
  if (match.slice(1).some((part) => part.length > 1 && part.startsWith('0'))) return undefined;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - bits);
  const first = Math.floor(address / size) * size;
  return { address, bits, first, last: first + size - 1 };
}

const RESERVED = ['100.64.0.0/10', '100.64.0.0/12', '214.0.0.0/8'];
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

export async function start({ variant = 'strict', defect, port = 0, settleMs } = {}) {
  if (variants[variant] === undefined) throw new Error(`no variant ${variant}`);
  const v = {
    ...variants[variant],
    settleMs: Math.min(variants[variant].settleMs, settleMs ?? Number.POSITIVE_INFINITY),
  };
  const bug = (name) => defect === name;
  const connections = new Map(KINDS.map(([, , given], index) => connection(index + 1, given)).map((c) => [c.id, c]));

  const refuse = (message) => {
    throw new Refusal(variant === 'chatty' ? `parameter error: ${message}` : `invalid request: ${message}`);
  };

  function members(object, path, table) {
    if (object === null || typeof object !== 'object' || Array.isArray(object)) refuse(`${path} must be an object`);
    const out = {};
    for (const [key, value] of Object.entries(object)) {
      if (!Object.hasOwn(table, key)) {
        if (v.strict) refuse(`${path}.${key} is not supported`);
        continue;
      }
      if (value === null && !v.strict) continue;
      out[key] = table[key](value, `${path}.${key}`);
    }
    return out;
  }
  const string = (value, path) => (typeof value === 'string' ? value : refuse(`${path} must be a string`));
  const oneOf = (values) => (value, path) =>
    values.includes(string(value, path)) ? value : refuse(`${path} must be one of ${values.join(', ')}`);
  const boolean = (value, path) =>
    typeof value === 'boolean'
      ? value
      : bug('hub-text') && (value === 'true' || value === 'false')
        ? value === 'true'
        : bug('hub-number') && (value === 0 || value === 1)
          ? value === 1
          : refuse(`${path} must be true or false`);
  const integer =
    (min, max, options = {}) =>
    (given, path) => {
      let value = given;
      if (options.coerce && typeof value === 'string' && /^\d+$/.test(value)) value = Number(value);
      if (typeof value !== 'number' || (!options.float && !Number.isInteger(value)))
        refuse(`${path} must be an integer`);
      if (value < min || value > max) refuse(`${path} must be ${min} to ${max}`);
      return value;
    };
  const list = (max, item) => (value, path) => {
    if (!Array.isArray(value)) refuse(`${path} must be a list`);
    if (value.length > max) refuse(`${path} has more than ${max} entries`);
    if (v.strict && value.length === 0) refuse(`${path} is empty`);
    return value.map((entry, index) => item(entry, `${path}[${index}]`));
  };

  const letters = v.strict ? 'A-Za-z0-9' : '\\p{L}\\p{Nd}';
  const namePattern = new RegExp(
    bug('name-unanchored') ? `[${letters}_.-]` : bug('name-no-period') ? `^[${letters}_-]*$` : `^[${letters}_.-]*$`,
    'u',
  );
  function name(value, path) {
    string(value, path);
    const max = bug('name-65') ? 65 : bug('name-63') ? 63 : 64;
    const min = bug('name-empty') ? 0 : 1;
    if ([...value].length < min || [...value].length > max) refuse(`${path} must have 1 to 64 characters`);
    if (!namePattern.test(value) && value !== '') refuse(`${path} has illegal characters`);
    return value;
  }

  function customerGateway(value, path) {
    string(value, path);
    if (bug('cgw-any-text')) return value;
    if (bug('cgw-36-anything')) return value.length === 36 ? value : refuse(`${path} must have 36 characters`);
    if (!UUID.test(v.strict ? value : value.toLowerCase())) refuse(`${path} must be a UUID`);
    if (v.unknownCgw !== undefined && !CGW.includes(value))
      throw new Refusal(`customer gateway ${value} not found`, v.unknownCgw.status, v.unknownCgw.code);
    return value;
  }

  function block(value, path) {
    const cidr = parseCidr(string(value, path));
    if (cidr === undefined) refuse(`${path} is not a CIDR block`);
    if (v.strict && cidr.address !== cidr.first) refuse(`${path} has host bits set`);
    return cidr;
  }

  function peerSubnet(value, path) {
    string(value, path);
    if (bug('subnet-any-text')) return value;
    if (
      bug('subnet-octet-999') &&
      /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(value) &&
      parseCidr(value) === undefined &&
      Number(value.split('/')[1]) <= 32
    )
      return value;
    if (bug('subnet-bare-address') && /^\d{1,3}(\.\d{1,3}){3}$/.test(value)) return value;
    if (bug('subnet-mask-33') && /^\d{1,3}(\.\d{1,3}){3}\/33$/.test(value)) return value;
    const cidr = block(value, path);
    const reserved = (v.reserved ?? RESERVED).filter(
      (each) =>
        !(bug('subnet-214-free') && each.startsWith('214')) &&
        !(bug('subnet-100-free') && each.startsWith('100')) &&
        !(bug('subnet-only-12') && each.endsWith('/10')) &&
        !bug('subnet-reserved-free'),
    );
    for (const range of reserved.map(parseCidr)) {
      const equal = cidr.first === range.first && cidr.last === range.last;
      const inside = cidr.first >= range.first && cidr.last <= range.last;
      const around = cidr.first <= range.first && cidr.last >= range.last;
      if (
        bug('subnet-reserved-equal-only')
          ? equal
          : bug('subnet-reserved-inside-only')
            ? inside && !equal
            : inside || (v.strict && around)
      )
        refuse(`${path} is a reserved block`);
    }
    return value;
  }
  function peerSubnets(value, path) {
    const out = list(bug('subnets-51') ? 51 : bug('subnets-49') ? 49 : 50, peerSubnet)(value, path);
    if (v.strict && new Set(out).size !== out.length) refuse(`${path} names a subnet twice`);
    return out;
  }

  function tunnelAddress(value, path) {
    const cidr = parseCidr(string(value, path));
    if (cidr === undefined) {
      if (bug('tunnel-any-text')) return value;
      refuse(`${path} is not an address with a mask`);
    }
    const octets = [cidr.address >>> 24, (cidr.address >>> 16) & 255, (cidr.address >>> 8) & 255, cidr.address & 255];
    if (!bug('tunnel-any-network') && (octets[0] !== 169 || octets[1] !== 254))
      refuse(`${path} must start with 169.254`);
    if (!bug('tunnel-195') && octets[0] === 169 && octets[1] === 254 && octets[2] === 195)
      refuse(`${path} must not be 169.254.195.xxx`);
    if (bug('tunnel-29') ? cidr.bits !== 30 && cidr.bits !== 29 : bug('tunnel-any-mask') ? false : cidr.bits !== 30)
      refuse(`${path} must have the mask 30`);
    if (!bug('tunnel-network-address') && cidr.address === cidr.first) refuse(`${path} is not a host address`);
    if (!bug('tunnel-broadcast-address') && cidr.address === cidr.last) refuse(`${path} is not a host address`);
    return value;
  }

  function psk(value, path) {
    string(value, path);
    const min = bug('psk-7') ? 7 : 8;
    const max = bug('psk-129') ? 129 : bug('psk-64') ? 64 : 128;
    if (value.length < min || value.length > max) refuse(`${path} must have 8 to 128 characters`);
    const special = bug('psk-no-tilde')
      ? /[!@#$%^*()\-_+={ },./:;]/
      : bug('psk-no-asterisk')
        ? /[~!@#$%^()\-_+={ },./:;]/
        : v.spaceInPsk
          ? /[~!@#$%^*()\-_+={ },./:;]/
          : /[~!@#$%^*()\-_+={},./:;]/;
    const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, special];
    const present = classes.filter((each) => each.test(value)).length;
    if (present < (bug('psk-two-classes') ? 2 : bug('psk-four-classes') ? 4 : 3))
      refuse(`${path} must have three kinds of characters`);
    if (
      (v.strict || bug('psk-no-tilde') || bug('psk-no-asterisk')) &&
      [...value].some((char) => !classes.some((each) => each.test(char)))
    )
      refuse(`${path} has illegal characters`);
    return value;
  }

  function rule(value, path) {
    return members(value, path, {
      source: (each, at) => (bug('rule-source-any-text') ? string(each, at) : (block(each, at), each)),
      destination: list(bug('destination-51') ? 51 : 50, (each, at) =>
        bug('destination-any-text') ? string(each, at) : (block(each, at), each),
      ),
    });
  }
  function policyRules(value, path) {
    const rules = list(bug('rules-6') ? 6 : bug('rules-4') ? 4 : 5, rule)(value, path);
    const unique = (values) => new Set(values).size === values.length;
    if (!bug('source-twice') && !unique(rules.map((each) => each.source).filter((each) => each !== undefined)))
      refuse('source must be unique');
    return rules;
  }

  const AUTHENTICATION = ['sha2-512', 'sha2-384', 'sha2-256', 'sha1', 'md5'];
  const ENCRYPTION = ['aes-256-gcm-16', 'aes-128-gcm-16', 'aes-256', 'aes-192', 'aes-128', '3des'];
  const GROUPS = ['group1', 'group2', 'group5', 'group14', 'group15', 'group16', 'group19', 'group20', 'group21'];

  const idType = oneOf(bug('id-type-any') ? ['ip', 'fqdn', 'any'] : v.fqdn ? ['ip', 'fqdn'] : ['ip']);
  const ikePolicy = {
    ike_version: bug('ike-v3')
      ? oneOf(['v1', 'v2', 'v3'])
      : bug('ike-any-case')
        ? (value, path) => oneOf(['v1', 'v2'])(string(value, path).toLowerCase(), path)
        : bug('ike-v1-only')
          ? oneOf(['v1'])
          : oneOf(['v1', 'v2']),
    phase1_negotiation_mode: bug('phase1-any')
      ? string
      : bug('phase1-main-only')
        ? oneOf(['main'])
        : oneOf(['main', 'aggressive']),
    authentication_algorithm: oneOf(
      bug('ike-sm3') ? [...AUTHENTICATION, 'sm3'] : bug('ike-no-md5') ? AUTHENTICATION.slice(0, 4) : AUTHENTICATION,
    ),
    encryption_algorithm: oneOf(
      bug('ike-sm4') ? [...ENCRYPTION, 'sm4'] : bug('ike-no-gcm') ? ENCRYPTION.slice(2) : ENCRYPTION,
    ),
    dh_group: oneOf(
      bug('dh-group24')
        ? [...GROUPS, 'group24']
        : bug('dh-no-group21')
          ? GROUPS.slice(0, -1)
          : bug('dh-disable')
            ? [...GROUPS, 'disable']
            : GROUPS,
    ),
    lifetime_seconds: integer(
      bug('ike-lifetime-30') ? 30 : bug('ike-lifetime-61') ? 61 : 60,
      bug('ike-lifetime-604801') ? 604801 : bug('ike-lifetime-86400') ? 86400 : 604800,
      { coerce: bug('ike-lifetime-text'), float: bug('ike-lifetime-fraction') },
    ),
    local_id_type: idType,
    local_id: string,
    peer_id_type: idType,
    peer_id: string,
    dpd: (value, path) =>
      members(value, path, {
        timeout: integer(bug('dpd-timeout-1') ? 1 : 2, bug('dpd-timeout-61') ? 61 : 60),
        interval: integer(bug('dpd-interval-9') ? 9 : 10, bug('dpd-interval-3601') ? 3601 : 3600),
        msg: bug('dpd-msg-any') ? string : oneOf(['seq-hash-notify', 'seq-notify-hash']),
      }),
  };
  const ipsecPolicy = {
    authentication_algorithm: oneOf(bug('ipsec-sha224') ? [...AUTHENTICATION, 'sha2-224'] : AUTHENTICATION),
    encryption_algorithm: oneOf(
      bug('ipsec-no-3des') ? ENCRYPTION.slice(0, -1) : bug('ipsec-sm4') ? [...ENCRYPTION, 'sm4'] : ENCRYPTION,
    ),
    pfs: oneOf(
      bug('pfs-no-disable') ? GROUPS : bug('pfs-group24') ? [...GROUPS, 'disable', 'group24'] : [...GROUPS, 'disable'],
    ),
    transform_protocol: oneOf(bug('transform-ah') ? ['esp', 'ah'] : ['esp']),
    lifetime_seconds: integer(
      bug('ipsec-lifetime-60') ? 60 : bug('ipsec-lifetime-29') ? 29 : 30,
      bug('ipsec-lifetime-any') ? 1e9 : 604800,
    ),
    encapsulation_mode: oneOf(bug('encapsulation-transport') ? ['tunnel', 'transport'] : ['tunnel']),
  };

  /** Reads and checks the request body against the connection it is for. */
  function check(body, it) {
    const routed = it.style === 'STATIC' || it.style === 'BGP';
    const only = (applies, checkOne) => (value, path) => {
      if (!applies && v.strict) refuse(`${path} is not for style ${it.style}`);
      const out = checkOne(value, path);
      return applies ? out : undefined;
    };
    if (body === null || typeof body !== 'object' || Array.isArray(body)) refuse('the body must be an object');
    if (body.vpn_connection === undefined && bug('vpn-connection-optional')) return {};
    if (
      bug('vpn-connection-any-type') &&
      (typeof body.vpn_connection !== 'object' || Array.isArray(body.vpn_connection))
    )
      return {};
    if (body.vpn_connection === undefined || body.vpn_connection === null) refuse('vpn_connection is missing');
    if (v.strict && Object.keys(body).length > 1) refuse('unknown members beside vpn_connection');
    const out = members(body.vpn_connection, 'vpn_connection', {
      name,
      cgw_id: customerGateway,
      peer_subnets: only(!(it.attachment === 'er' && it.style !== 'STATIC') && it.ip === 'ipv4', peerSubnets),
      tunnel_local_address: only(routed, tunnelAddress),
      tunnel_peer_address: only(routed, tunnelAddress),
      enable_hub: only(it.style === 'BGP', boolean),
      psk,
      policy_rules: only(it.style === 'POLICY' && it.ip === 'ipv4', policyRules),
      ikepolicy: (value, path) => members(value, path, ikePolicy),
      ipsecpolicy: (value, path) => members(value, path, ipsecPolicy),
    });
    const now = it.pending?.state ?? it.state;
    const sent = [out.tunnel_local_address, out.tunnel_peer_address];
    const local = sent[0] ?? (v.strict ? now.tunnel_local_address : undefined);
    const peer = sent[1] ?? (v.strict ? now.tunnel_peer_address : undefined);
    if (
      !bug('tunnel-pair') &&
      (sent[0] !== undefined || sent[1] !== undefined) &&
      local !== undefined &&
      peer !== undefined
    ) {
      const a = parseCidr(local);
      const b = parseCidr(peer);
      if (a !== undefined && b !== undefined) {
        if (a.first !== b.first) refuse('the tunnel addresses must be in the same CIDR block');
        if (v.strict && a.address === b.address) refuse('the tunnel addresses must differ');
      }
    }
    const ike = out.ikepolicy ?? {};
    for (const side of ['local', 'peer']) {
      const id = ike[`${side}_id`];
      const deciding = v.literalPeerId ? 'local' : side;
      const type = ike[`${deciding}_id_type`] ?? now.ikepolicy[`${deciding}_id_type`];
      if (
        id !== undefined &&
        type === 'ip' &&
        !bug(`${side}-id-any-text`) &&
        !IPV4.test(id) &&
        !(bug('id-octet-999') && /^\d{1,3}(\.\d{1,3}){3}$/.test(id))
      )
        refuse(`${side}_id must be an IPv4 address`);
    }
    return out;
  }

  function merged(old, change) {
    const next = structuredClone(old);
    const { ikepolicy, ipsecpolicy, ...top } = change;
    for (const [key, value] of Object.entries(top)) if (value !== undefined) next[key] = value;
    if (bug('name-clears-subnets') && top.name !== undefined) next.peer_subnets = [];
    if (bug('name-ignored')) next.name = old.name;
    if (bug('hub-ignored')) next.enable_hub = old.enable_hub;
    if (bug('rules-appended') && top.policy_rules !== undefined)
      next.policy_rules = [...old.policy_rules, ...top.policy_rules].slice(0, 5);
    if (ikepolicy !== undefined) {
      const { dpd, ...rest } = ikepolicy;
      if (bug('ike-replaced')) next.ikepolicy = structuredClone(connection(1).state.ikepolicy);
      for (const [key, value] of Object.entries(rest)) if (value !== undefined) next.ikepolicy[key] = value;
      if (dpd !== undefined)
        next.ikepolicy.dpd = {
          ...next.ikepolicy.dpd,
          ...(v.resets ? { timeout: 15, interval: 30, msg: 'seq-hash-notify' } : {}),
          ...(bug('dpd-replaced') ? { timeout: 14, interval: 33, msg: 'seq-notify-hash' } : {}),
          ...dpd,
        };
      if (bug('dpd-swapped') && dpd?.timeout !== undefined)
        next.ikepolicy.dpd.timeout = Math.min(60, next.ikepolicy.dpd.interval);
      if (bug('ike-lifetime-to-ipsec') && rest.lifetime_seconds !== undefined) {
        next.ikepolicy.lifetime_seconds = old.ikepolicy.lifetime_seconds;
        next.ipsecpolicy.lifetime_seconds = rest.lifetime_seconds;
      }
    }
    if (ipsecpolicy !== undefined && v.resets)
      Object.assign(next.ipsecpolicy, {
        pfs: 'group15',
        transform_protocol: 'esp',
        lifetime_seconds: 3600,
        encapsulation_mode: 'tunnel',
      });
    if (ipsecpolicy !== undefined && !bug('ipsec-ignored'))
      for (const [key, value] of Object.entries(ipsecpolicy)) if (value !== undefined) next.ipsecpolicy[key] = value;
    if (bug('ipsec-clobbers-pfs') && ipsecpolicy !== undefined && ipsecpolicy.pfs === undefined)
      next.ipsecpolicy.pfs = 'disable';
    next.updated = new Date();
    return next;
  }

  // ---- answers ----

  function view(it, state, withStatus) {
    const routed = it.style === 'STATIC' || it.style === 'BGP';
    const ike = state.ikepolicy;
    const v6 = it.ip === 'ipv6';
    const gatewayIp = v6 ? '2001:db8::134' : `10.20.30.1${it.id.slice(-2)}`;
    const out = {
      id: it.id,
      name: state.name,
      vgw_id: it.vgw_id,
      vgw_ip: bug('response-vgw-ip-name')
        ? 'gateway.example.com'
        : v.vgwIp === 'uuid'
          ? '0c464dad-0000-4000-8000-c22bb0eb0bde'
          : v.vgwIp === 'ip'
            ? '88.12.13.14'
            : '192.168.45.7',
      style: bug('response-style-lower') ? it.style.toLowerCase() : it.style,
      cgw_id: state.cgw_id,
      ...(!(it.attachment === 'er' && it.style !== 'STATIC' && !bug('response-er-subnets')) &&
        !(v6 && v.terse) && { peer_subnets: state.peer_subnets }),
      ...(routed && {
        tunnel_local_address: state.tunnel_local_address,
        tunnel_peer_address: state.tunnel_peer_address,
      }),
      ...(!routed &&
        v.sampleTunnel &&
        it.style === 'POLICY' && {
          tunnel_local_address: '169.254.56.225/30',
          tunnel_peer_address: '169.254.56.226/30',
        }),
      ...((it.style === 'STATIC' || bug('response-nqa-everywhere')) && {
        enable_nqa: bug('response-nqa-text') ? 'false' : it.enable_nqa,
      }),
      ...((it.style === 'BGP' || bug('response-hub-everywhere')) &&
        !bug('response-hub-missing') && {
          enable_hub: bug('response-hub-text') ? `${state.enable_hub}` : state.enable_hub,
        }),
      ...(((it.style === 'POLICY' && (!v6 || bug('response-rules-v6'))) || bug('response-rules-everywhere')) && {
        policy_rules: state.policy_rules,
      }),
      ikepolicy: {
        ike_version: ike.ike_version,
        ...((ike.ike_version === 'v1' || bug('response-phase1-v2')) && {
          phase1_negotiation_mode: ike.phase1_negotiation_mode,
        }),
        authentication_algorithm: ike.authentication_algorithm,
        encryption_algorithm: ike.encryption_algorithm,
        dh_group: ike.dh_group,
        authentication_method: bug('response-method-psk') ? 'psk' : 'pre-share',
        lifetime_seconds: bug('response-lifetime-text') ? `${ike.lifetime_seconds}` : ike.lifetime_seconds,
        local_id_type: bug('response-id-type-upper') ? 'IP' : ike.local_id_type,
        local_id: bug('response-local-id-empty')
          ? undefined
          : bug('local-id-always-gateway')
            ? gatewayIp
            : (ike.local_id ?? gatewayIp),
        peer_id_type: ike.peer_id_type,
        peer_id:
          ike.peer_id_type === 'any'
            ? v.anyPeerId
              ? '0.0.0.0'
              : undefined
            : bug('peer-id-always-gateway')
              ? '88.1.2.164'
              : bug('peer-id-shows-local')
                ? (ike.local_id ?? gatewayIp)
                : (ike.peer_id ?? '88.1.2.164'),
        dpd: bug('response-dpd-missing') ? undefined : ike.dpd,
      },
      ipsecpolicy: {
        authentication_algorithm: state.ipsecpolicy.authentication_algorithm,
        encryption_algorithm: state.ipsecpolicy.encryption_algorithm,
        pfs: state.ipsecpolicy.pfs,
        transform_protocol: bug('response-esp-upper') ? 'ESP' : state.ipsecpolicy.transform_protocol,
        lifetime_seconds: state.ipsecpolicy.lifetime_seconds,
        encapsulation_mode: state.ipsecpolicy.encapsulation_mode,
      },
      created_at: bug('response-created-number')
        ? it.created.getTime()
        : bug('response-created-seconds')
          ? it.created.toISOString().replace(/\.\d+/, '')
          : bug('response-created-space')
            ? it.created.toISOString().replace('T', ' ').slice(0, 19)
            : it.created.toISOString(),
      updated_at: bug('response-updated-offset')
        ? state.updated.toISOString().replace('Z', '+00:00')
        : state.updated.toISOString(),
      enterprise_project_id: bug('response-eps-number') ? 0 : v.epsId,
      ...((it.monitor !== undefined || bug('response-monitor-everywhere')) && {
        connection_monitor_id: it.monitor ?? MONITOR,
      }),
      ha_role: bug('response-ha-slave') ? 'slave' : it.ha_role,
      ...((!v.terse || it.tags.length > 0) && { tags: it.tags }),
      ...(withStatus && { status: it.frozen ? 'FREEZED' : it.pending === undefined ? 'ACTIVE' : 'PENDING_UPDATE' }),
      ...((v.deprecated || bug('response-type-static') || bug('response-route-mode-upper')) && {
        eip_id: v.vgwIp === 'uuid' ? '0c464dad-0000-4000-8000-c22bb0eb0bde' : '88.12.13.14',
        type: routed ? (bug('response-type-static') ? 'STATIC' : 'ROUTE') : 'POLICY',
        ...(routed && { route_mode: bug('response-route-mode-upper') ? it.style : it.style.toLowerCase() }),
      }),
      ...(v.extra && { peer_subnets_v6: [], bgp_peer: null }),
    };
    if (bug('response-psk')) out.psk = state.psk;
    if (bug('response-psk-in-ike')) out.ikepolicy.pre_shared_key = state.psk;
    if (bug('response-id-missing')) delete out.id;
    if (bug('response-name-renamed')) {
      out.vpn_connection_name = out.name;
      delete out.name;
    }
    if (bug('response-subnets-text') && out.peer_subnets !== undefined) out.peer_subnets = out.peer_subnets.join(',');
    if (bug('response-destination-text') && out.policy_rules !== undefined)
      out.policy_rules = out.policy_rules.map((each) => ({ ...each, destination: each.destination?.[0] }));
    if (bug('response-ipsec-named-camel')) {
      out.ipsecPolicy = out.ipsecpolicy;
      delete out.ipsecpolicy;
    }
    if (bug('response-id-of-gateway')) out.id = it.vgw_id;
    return v.reversed ? Object.fromEntries(Object.entries(out).reverse()) : out;
  }

  const settle = (it) => {
    if (it.pending !== undefined && Date.now() >= it.pending.due) {
      it.state = it.pending.state;
      it.pending = undefined;
    }
  };

  function find(project, id) {
    if (!UUID.test(id.toLowerCase())) throw new Refusal('invalid vpn_connection_id', v.badId.status, v.badId.code);
    const it = connections.get(v.strict ? id : id.toLowerCase());
    if (it === undefined || (project !== PROJECT && !bug('any-project')))
      throw new Refusal(
        'vpn connection not found',
        bug('not-found-500') ? 500 : bug('not-found-400') ? 400 : 404,
        bug('not-found-500') ? 'VPN.0002' : 'VPN.0004',
      );
    settle(it);
    return it;
  }

  function update(project, id, text) {
    if (bug('not-found-200') && !connections.has(id))
      return {
        status: 200,
        body: {
          vpn_connection: view(connections.values().next().value, connections.values().next().value.state, false),
          request_id: v.requestId(),
        },
      };
    const it = find(project, id);
    const frozen = () => {
      if (it.frozen && !bug('frozen-accepted'))
        throw new Refusal(
          'invalid request: ILLEGAL not allowed update vpnConnection',
          bug('frozen-500') ? 500 : 400,
          bug('frozen-other-code') ? 'VPN.0012' : 'VPN.0001',
        );
    };
    if (v.frozenFirst) frozen();
    let body;
    try {
      body = JSON.parse(text);
    } catch {
      throw new Refusal(
        'invalid request: the body is not JSON',
        bug('malformed-500') ? 500 : 400,
        bug('malformed-500') ? 'VPN.0002' : 'VPN.0001',
      );
    }
    if (
      bug('rejected-but-applied') &&
      typeof body?.vpn_connection?.name === 'string' &&
      body.vpn_connection.name.length > 0
    )
      it.state.name = body.vpn_connection.name;
    if (bug('rejected-half-applied') && typeof body?.vpn_connection?.ikepolicy?.lifetime_seconds === 'number')
      it.state.ikepolicy.lifetime_seconds = body.vpn_connection.ikepolicy.lifetime_seconds;
    const change = check(body, it);
    frozen();
    if (it.pending !== undefined && v.busy !== undefined)
      throw new Refusal('the connection is being updated, try again', v.busy.status, v.busy.code);
    const old = it.pending?.state ?? it.state;
    const next = merged(old, change);
    it.pending = { state: next, due: Date.now() + v.settleMs };
    settle(it);
    const shown = v.answer === 'old' ? old : next;
    const answer = { vpn_connection: view(it, shown, v.extra), request_id: v.requestId() };
    if (bug('request-id-missing')) delete answer.request_id;
    if (bug('unwrapped')) return { status: 200, body: { ...answer.vpn_connection, request_id: answer.request_id } };
    return { status: bug('status-202') ? 202 : bug('status-201') ? 201 : 200, body: bug('empty-answer') ? {} : answer };
  }

  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      let answer;
      try {
        const match = /^\/v5\/([^/]+)\/vpn-connection\/([^/?]+)$/.exec(request.url.split('?')[0]);
        if (match === null) throw new Refusal('The API does not exist', 404, 'APIGW.0101');
        const [project, id] = match.slice(1).map(decodeURIComponent);
        if (request.method === 'PUT') answer = update(project, id, Buffer.concat(chunks).toString('utf8'));
        else if (request.method === 'GET') {
          const it = find(project, id);
          answer = { status: 200, body: { vpn_connection: view(it, it.state, true), request_id: v.requestId() } };
        } else throw new Refusal('method not allowed', 405, 'APIGW.0101');
      } catch (error) {
        const { status = 500, code = 'VPN.0002', message } = error;
        if (!(error instanceof Refusal)) process.stderr.write(`${error.stack}\n`);
        const request_id = v.requestId();
        answer = {
          status,
          body: bug('error-bare-message')
            ? { message }
            : bug('error-camel')
              ? { errorCode: code, errorMsg: message, requestId: request_id }
              : { error_code: code, error_msg: message, request_id },
        };
        if (bug('error-with-200')) answer.status = 200;
        if (bug('error-422') && status === 400) answer.status = 422;
        if (bug('error-psk-echo') && Buffer.concat(chunks).toString('utf8').includes('"psk"'))
          answer.body.error_msg += ` in ${Buffer.concat(chunks).toString('utf8')}`;
        if (bug('error-text')) answer.text = message;
        if (bug('validation-500') && status === 400)
          answer = { status: 500, body: { ...answer.body, error_code: 'VPN.0002' } };
      }
      response.writeHead(answer.status, {
        'content-type': answer.text === undefined ? 'application/json;charset=UTF-8' : 'text/plain',
      });
      response.end(answer.text ?? JSON.stringify(answer.body));
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
