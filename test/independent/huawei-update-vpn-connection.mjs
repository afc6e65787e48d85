// An implementation of Huawei Cloud "Updating a VPN Connection" (VPN v5, 2024-01-26), written from the document alone.
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
  time: (date) => date.toISOString(),
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
    frozenFirst: false,
    unknownCgw: undefined,
    badId: { status: 400, code: 'VPN.0001' },
    sampleTunnel: true,
    vgwIp: 'ip',
    busy: undefined,
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
  // Applied later, but shown at once; members that need not be there are not.
  minimal: {
    ...base,
    strict: false,
    settleMs: 300,
    terse: true,
    busy: { status: 409, code: 'VPN.0017' },
    epsId: '7f3c6f0e-9c1b-4c58-8f0d-1c2b3a4d5e6f',
    time: (date) => date.toISOString().replace(/\.\d+Z$/, '+00:00'),
  },
  // Extra members, another order, a rule for every destination, "no data" as an empty text.
  chatty: {
    ...base,
    extra: true,
    reversed: true,
    expand: true,
    emptyPeerId: true,
    vgwIp: 'private',
    requestId: () => `req-${Date.now().toString(36)}`,
  },
};

// ---- resources -------------------------------------------------------------------------------------------------------

function connection(number, given = {}) {
  const id = `98c5af8a-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`;
  const style = given.style ?? 'POLICY';
  const routed = style === 'STATIC' || style === 'BGP';
  const gm = given.flavor === 'GM';
  return {
    id,
    project: PROJECT,
    flavor: given.flavor ?? 'Professional1',
    attachment: given.attachment ?? 'vpc',
    frozen: given.frozen ?? false,
    vgw_id: `b32d91a4-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`,
    style,
    ha_role: given.ha_role ?? 'master',
    tags: given.tags ?? [],
    monitor: given.monitor,
    enable_nqa: false,
    created: new Date(Date.UTC(2022, 10, 26, 13, 41, 34, 626)),
    pending: undefined,
    state: {
      name: `vpn-${1600 + number}`,
      cgw_id: CGW[0],
      peer_subnets: [`192.168.${number}.0/24`],
      tunnel_local_address: routed ? `169.254.${number}.1/30` : undefined,
      tunnel_peer_address: routed ? `169.254.${number}.2/30` : undefined,
      psk: 'Abcdef-123',
      policy_rules:
        style === 'POLICY' ? [{ rule_index: 1, source: '10.0.0.0/24', destination: [`192.168.${number}.0/24`] }] : [],
      ikepolicy: {
        ike_version: gm ? 'v1' : (given.ike ?? 'v2'),
        phase1_negotiation_mode: 'main',
        authentication_algorithm: gm ? 'sm3' : 'sha2-256',
        encryption_algorithm: gm ? 'sm4' : 'aes-128',
        dh_group: 'group15',
        lifetime_seconds: 86400,
        local_id_type: 'ip',
        local_id: undefined,
        peer_id_type: given.peer_id_type ?? 'ip',
        peer_id: undefined,
        dpd: { timeout: 15, interval: 30, msg: 'seq-hash-notify' },
      },
      ipsecpolicy: {
        authentication_algorithm: gm ? 'sm3' : 'sha2-256',
        encryption_algorithm: gm ? 'sm4' : 'aes-128',
        pfs: 'group15',
        transform_protocol: 'esp',
        lifetime_seconds: 3600,
        encapsulation_mode: 'tunnel',
      },
      updated: new Date(Date.UTC(2022, 10, 26, 13, 41, 34, 626)),
    },
  };
}

const MONITOR = '3b0f9c55-7777-4a52-b0a4-8f6f3b7f1c11';
const KINDS = [
  ['policy', ['style-policy', 'ike-v2'], { style: 'POLICY' }],
  ['policy-v1', ['style-policy', 'ike-v1'], { style: 'POLICY', ike: 'v1' }],
  [
    'static',
    ['style-static', 'ike-v2', 'tagged', 'monitored'],
    { style: 'STATIC', tags: [{ key: 'Año=1', value: '' }], monitor: MONITOR },
  ],
  ['static-v1', ['style-static', 'ike-v1', 'ha-active-standby'], { style: 'STATIC', ike: 'v1', ha_role: 'slave' }],
  ['bgp', ['style-bgp', 'ike-v2'], { style: 'BGP' }],
  ['policy-er', ['style-policy', 'attachment-er', 'ike-v2'], { style: 'POLICY', attachment: 'er' }],
  ['bgp-er', ['style-bgp', 'attachment-er', 'ike-v2'], { style: 'BGP', attachment: 'er' }],
  ['static-er', ['style-static', 'attachment-er', 'ike-v2'], { style: 'STATIC', attachment: 'er' }],
  ['gm', ['style-policy', 'flavor-gm', 'ike-v1'], { style: 'POLICY', flavor: 'GM' }],
  ['gm-static', ['style-static', 'flavor-gm', 'ike-v1'], { style: 'STATIC', flavor: 'GM' }],
  ['template', ['style-policy-template', 'peer-id-any', 'ike-v2'], { style: 'POLICY-TEMPLATE', peer_id_type: 'any' }],
  ['frozen', ['style-policy', 'frozen', 'ike-v2'], { style: 'POLICY', frozen: true }],
];

/** The connections at hand, as a target file names them. */
export const fixtures = KINDS.map(([id, traits, given], index) => ({
  id,
  // They have no trait beyond these.
  traits: [
    ...traits,
    ...(traits.includes('ha-active-standby') ? [] : ['ha-active-active']),
    ...(traits.includes('attachment-er') ? [] : ['attachment-vpc']),
    '!*',
  ],
  values: { project_id: PROJECT, vpn_connection_id: connection(index + 1, given).id, cgw_id: CGW },
}));
/** Every planted bug and the clause that is to name it; null: no check shows it so far (the test says why). */
export const defects = {
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
  'subnet-214-free': '/vpn_connection/peer_subnets/items#outside',
  'subnet-reserved-free': '/vpn_connection/peer_subnets/items#outside',
  'subnet-reserved-equal-only': '/vpn_connection/peer_subnets/items#outside',
  'subnet-reserved-inside-only': '/vpn_connection/peer_subnets/items#outside',
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
  'psk-two-classes': '/vpn_connection/psk#classes',
  'psk-four-classes': '/vpn_connection/psk#classes',
  'rule-index-negative': '/vpn_connection/policy_rules/items/rule_index#range',
  'rule-index-from-1': '/vpn_connection/policy_rules/items/rule_index#range',
  'rule-index-51': '/vpn_connection/policy_rules/items/rule_index#range',
  'rule-index-text': 'non-strict:/vpn_connection/policy_rules/items/rule_index#type',
  'rule-source-any-text': '/vpn_connection/policy_rules/items/source#format',
  'destination-51': '/vpn_connection/policy_rules/items/destination#count',
  'destination-any-text': '/vpn_connection/policy_rules/items/destination/items#format',
  'rules-6': '/vpn_connection/policy_rules#count',
  'rules-4': '/vpn_connection/policy_rules#count',
  'rule-index-twice': '/rule-index-unique',
  'source-twice': '/rule-source-unique',
  'id-256': '/vpn_connection/ikepolicy/local_id#length',
  'id-brackets': '/vpn_connection/ikepolicy/local_id#characters',
  'id-space': '/vpn_connection/ikepolicy/local_id#characters',
  'id-backslash': '/vpn_connection/ikepolicy/local_id#characters',
  'id-no-at': '/vpn_connection/ikepolicy/local_id#characters',
  'gm-ike-sha2': '/vpn_connection/ikepolicy/authentication_algorithm#condition:gm',
  'sm3-everywhere': '/vpn_connection/ikepolicy/authentication_algorithm#condition:not-gm',
  'ike-no-md5': '/vpn_connection/ikepolicy/authentication_algorithm#condition:not-gm',
  'gm-ike-aes': '/vpn_connection/ikepolicy/encryption_algorithm#condition:gm',
  'sm4-everywhere': '/vpn_connection/ikepolicy/encryption_algorithm#condition:not-gm',
  'ike-no-gcm': '/vpn_connection/ikepolicy/encryption_algorithm#condition:not-gm',
  'dh-group24': '/vpn_connection/ikepolicy/dh_group#enum',
  'dh-no-group21': '/vpn_connection/ikepolicy/dh_group#enum',
  'dh-disable': '/vpn_connection/ikepolicy/dh_group#enum',
  'gm-ikev2': '/vpn_connection/ikepolicy/ike_version#condition:gm',
  'ike-v3': '/vpn_connection/ikepolicy/ike_version#condition:not-gm',
  'ike-any-case': '/vpn_connection/ikepolicy/ike_version#condition:not-gm',
  'gm-aggressive': '/vpn_connection/ikepolicy/phase1_negotiation_mode#condition:gm',
  'phase1-any': '/vpn_connection/ikepolicy/phase1_negotiation_mode#condition:not-gm',
  'ike-lifetime-30': '/vpn_connection/ikepolicy/lifetime_seconds#range',
  'ike-lifetime-61': '/vpn_connection/ikepolicy/lifetime_seconds#range',
  'ike-lifetime-604801': '/vpn_connection/ikepolicy/lifetime_seconds#range',
  'ike-lifetime-86400': '/vpn_connection/ikepolicy/lifetime_seconds#range',
  'ike-lifetime-text': 'non-strict:/vpn_connection/ikepolicy/lifetime_seconds#type',
  'ike-lifetime-fraction': '/vpn_connection/ikepolicy/lifetime_seconds#type',
  'local-id-type-any': '/vpn_connection/ikepolicy/local_id_type#enum',
  'no-fqdn': '/vpn_connection/ikepolicy/local_id_type#enum',
  'peer-id-type-any': '/vpn_connection/ikepolicy/peer_id_type#enum',
  'dpd-timeout-1': '/vpn_connection/ikepolicy/dpd/timeout#range',
  'dpd-timeout-61': '/vpn_connection/ikepolicy/dpd/timeout#range',
  'dpd-interval-9': '/vpn_connection/ikepolicy/dpd/interval#range',
  'dpd-interval-3601': '/vpn_connection/ikepolicy/dpd/interval#range',
  'dpd-msg-any': '/vpn_connection/ikepolicy/dpd/msg#enum',
  'gm-ipsec-sha2': '/vpn_connection/ipsecpolicy/authentication_algorithm#condition:gm',
  'gm-ipsec-aes': '/vpn_connection/ipsecpolicy/encryption_algorithm#condition:gm',
  'ipsec-no-3des': '/vpn_connection/ipsecpolicy/encryption_algorithm#condition:not-gm',
  'pfs-no-disable': '/vpn_connection/ipsecpolicy/pfs#enum',
  'pfs-group24': '/vpn_connection/ipsecpolicy/pfs#enum',
  'transform-ah': '/vpn_connection/ipsecpolicy/transform_protocol#enum',
  'ipsec-lifetime-60': '/vpn_connection/ipsecpolicy/lifetime_seconds#range',
  'ipsec-lifetime-29': '/vpn_connection/ipsecpolicy/lifetime_seconds#range',
  'ipsec-lifetime-any': '/vpn_connection/ipsecpolicy/lifetime_seconds#range',
  'encapsulation-transport': '/vpn_connection/ipsecpolicy/encapsulation_mode#enum',
  'vpn-connection-optional': '/vpn_connection#presence',
  'vpn-connection-any-type': '/vpn_connection#presence',
  'tunnel-pair': '/tunnel-addresses-in-one-block',
  'name-clears-subnets': '/exchange/left-out-stays',
  'name-ignored': '/vpn_connection/name#effect',
  'rules-appended': 'full:/vpn_connection/policy_rules#effect',
  'ike-replaced': '/exchange/left-out-inside-stays',
  'dpd-replaced': '/exchange/left-out-inside-stays',
  'dpd-swapped': '/answer-shows-update',
  'ike-lifetime-to-ipsec': '/vpn_connection/ikepolicy/lifetime_seconds#effect',
  'local-id-echoed': '/local-id-of-gateway',
  'ipsec-ignored': '/vpn_connection/ipsecpolicy/pfs#effect',
  'ipsec-clobbers-pfs': '/exchange/left-out-inside-stays',
  'response-vgw-ip-name': '/200/vpn_connection/vgw_ip#alternatives',
  'response-style-lower': '/200/vpn_connection/style#enum',
  'response-er-subnets': '/200/vpn_connection/peer_subnets#condition',
  'response-nqa-everywhere': '/200/vpn_connection/enable_nqa#condition',
  'response-nqa-text': '/200/vpn_connection/enable_nqa#type',
  'response-rules-everywhere': '/200/vpn_connection/policy_rules#condition',
  'response-phase1-v2': '/200/vpn_connection/ikepolicy/phase1_negotiation_mode#condition',
  'response-gm-dh-group': '/200/vpn_connection/ikepolicy/dh_group#condition',
  'response-method-psk': '/200/vpn_connection/ikepolicy/authentication_method#enum',
  'response-lifetime-text': '/200/vpn_connection/ikepolicy/lifetime_seconds#type',
  'response-gm-ids': '/200/vpn_connection/ikepolicy/local_id_type#condition',
  'response-local-id-empty': '/200/vpn_connection/ikepolicy/local_id#condition',
  'response-any-peer-id': '/peer-id-none-for-any',
  'response-dpd-missing': '/200/vpn_connection/ikepolicy/dpd#presence',
  'response-gm-pfs': '/200/vpn_connection/ipsecpolicy/pfs#condition',
  'response-esp-upper': '/200/vpn_connection/ipsecpolicy/transform_protocol#enum',
  'response-created-number': '/200/vpn_connection/created_at#type',
  'response-eps-number': '/200/vpn_connection/enterprise_project_id#type',
  'response-ha-slave': '/200/vpn_connection/ha_role#condition:active-active',
  'response-psk': '/psk-not-shown',
  'response-psk-in-ike': '/psk-not-shown',
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
  'fqdn-without-local-id': null,
  'fqdn-without-peer-id': null,
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

const RESERVED = ['100.64.0.0/10', '214.0.0.0/8'].map(parseCidr);

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
    const reserved = RESERVED.filter(
      (_, index) => !(bug('subnet-214-free') && index === 1) && !(bug('subnet-reserved-free') && index < 2),
    );
    for (const range of reserved) {
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
      ? /[!@#$%^()\-_+={ },./:;]/
      : v.spaceInPsk
        ? /[~!@#$%^()\-_+={ },./:;]/
        : /[~!@#$%^()\-_+={},./:;]/;
    const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, special];
    const present = classes.filter((each) => each.test(value)).length;
    if (present < (bug('psk-two-classes') ? 2 : bug('psk-four-classes') ? 4 : 3))
      refuse(`${path} must have three kinds of characters`);
    if ((v.strict || bug('psk-no-tilde')) && [...value].some((char) => !classes.some((each) => each.test(char))))
      refuse(`${path} has illegal characters`);
    return value;
  }

  function rule(value, path) {
    return members(value, path, {
      rule_index: integer(
        bug('rule-index-negative') ? -1 : bug('rule-index-from-1') ? 1 : 0,
        bug('rule-index-51') ? 51 : 50,
        {
          coerce: bug('rule-index-text'),
        },
      ),
      source: (each, at) => (bug('rule-source-any-text') ? string(each, at) : (block(each, at), each)),
      destination: list(bug('destination-51') ? 51 : 50, (each, at) =>
        bug('destination-any-text') ? string(each, at) : (block(each, at), each),
      ),
    });
  }
  function policyRules(value, path) {
    const rules = list(bug('rules-6') ? 6 : bug('rules-4') ? 4 : 5, rule)(value, path);
    const unique = (values) => new Set(values).size === values.length;
    if (!bug('rule-index-twice') && !unique(rules.map((each) => each.rule_index).filter((each) => each !== undefined)))
      refuse('rule_index must be unique');
    if (!bug('source-twice') && !unique(rules.map((each) => each.source).filter((each) => each !== undefined)))
      refuse('source must be unique');
    return rules;
  }

  function peerName(value, path) {
    string(value, path);
    if (value.length > (bug('id-256') ? 256 : 255)) refuse(`${path} is longer than 255 characters`);
    if (v.strict && value === '') refuse(`${path} is empty`);
    const illegal = bug('id-brackets')
      ? /[&<>\\ ]/
      : bug('id-space')
        ? /[&<>[\]\\]/
        : bug('id-backslash')
          ? /[&<>[\] ]/
          : bug('id-no-at')
            ? /[@&<>[\]\\ ]/
            : /[&<>[\]\\\s]/;
    if (illegal.test(value)) refuse(`${path} has illegal characters`);
    if (v.strict && /[^\x20-\x7e]/.test(value)) refuse(`${path} has illegal characters`);
    return value;
  }

  const AUTHENTICATION = ['sha2-512', 'sha2-384', 'sha2-256', 'sha1', 'md5'];
  const ENCRYPTION = ['aes-256-gcm-16', 'aes-128-gcm-16', 'aes-256', 'aes-192', 'aes-128', '3des'];
  const GROUPS = ['group1', 'group2', 'group5', 'group14', 'group15', 'group16', 'group19', 'group20', 'group21'];

  /** Members that a GM gateway does not let one modify. */
  const fixedOnGm = (gm, check) => (value, path) => {
    if (gm && v.strict) refuse(`${path} cannot be modified`);
    const out = check(value, path);
    return gm ? undefined : out;
  };

  function ikePolicy(gm) {
    const authentication = gm
      ? bug('gm-ike-sha2')
        ? ['sm3', ...AUTHENTICATION]
        : ['sm3']
      : bug('sm3-everywhere')
        ? [...AUTHENTICATION, 'sm3']
        : bug('ike-no-md5')
          ? AUTHENTICATION.slice(0, 4)
          : AUTHENTICATION;
    const encryption = gm
      ? bug('gm-ike-aes')
        ? ['sm4', ...ENCRYPTION]
        : ['sm4']
      : bug('sm4-everywhere')
        ? [...ENCRYPTION, 'sm4']
        : bug('ike-no-gcm')
          ? ENCRYPTION.slice(2)
          : ENCRYPTION;
    const groups = bug('dh-group24')
      ? [...GROUPS, 'group24']
      : bug('dh-no-group21')
        ? GROUPS.slice(0, -1)
        : bug('dh-disable')
          ? [...GROUPS, 'disable']
          : GROUPS;
    return {
      ike_version: gm
        ? oneOf(bug('gm-ikev2') ? ['v1', 'v2'] : ['v1'])
        : bug('ike-v3')
          ? oneOf(['v1', 'v2', 'v3'])
          : bug('ike-any-case')
            ? (value, path) => oneOf(['v1', 'v2'])(string(value, path).toLowerCase(), path)
            : oneOf(['v1', 'v2']),
      phase1_negotiation_mode:
        gm && !bug('gm-aggressive') ? oneOf(['main']) : bug('phase1-any') ? string : oneOf(['main', 'aggressive']),
      authentication_algorithm: oneOf(authentication),
      encryption_algorithm: oneOf(encryption),
      dh_group: fixedOnGm(gm, oneOf(groups)),
      lifetime_seconds: integer(
        bug('ike-lifetime-30') ? 30 : bug('ike-lifetime-61') ? 61 : 60,
        bug('ike-lifetime-604801') ? 604801 : bug('ike-lifetime-86400') ? 86400 : 604800,
        { coerce: bug('ike-lifetime-text'), float: bug('ike-lifetime-fraction') },
      ),
      local_id_type: fixedOnGm(
        gm,
        oneOf(bug('local-id-type-any') ? ['ip', 'fqdn', 'any'] : bug('no-fqdn') ? ['ip'] : ['ip', 'fqdn']),
      ),
      local_id: fixedOnGm(gm, peerName),
      peer_id_type: fixedOnGm(gm, oneOf(bug('peer-id-type-any') ? ['ip', 'fqdn', 'any'] : ['ip', 'fqdn'])),
      peer_id: fixedOnGm(gm, peerName),
      dpd: (value, path) =>
        members(value, path, {
          timeout: integer(bug('dpd-timeout-1') ? 1 : 2, bug('dpd-timeout-61') ? 61 : 60),
          interval: integer(bug('dpd-interval-9') ? 9 : 10, bug('dpd-interval-3601') ? 3601 : 3600),
          msg: bug('dpd-msg-any') ? string : oneOf(['seq-hash-notify', 'seq-notify-hash']),
        }),
    };
  }
  function ipsecPolicy(gm) {
    return {
      authentication_algorithm: oneOf(
        gm ? (bug('gm-ipsec-sha2') ? ['sm3', ...AUTHENTICATION] : ['sm3']) : AUTHENTICATION,
      ),
      encryption_algorithm: oneOf(
        gm
          ? bug('gm-ipsec-aes')
            ? ['sm4', ...ENCRYPTION]
            : ['sm4']
          : bug('ipsec-no-3des')
            ? ENCRYPTION.slice(0, -1)
            : ENCRYPTION,
      ),
      pfs: fixedOnGm(
        gm,
        oneOf(
          bug('pfs-no-disable')
            ? GROUPS
            : bug('pfs-group24')
              ? [...GROUPS, 'disable', 'group24']
              : [...GROUPS, 'disable'],
        ),
      ),
      transform_protocol: oneOf(bug('transform-ah') ? ['esp', 'ah'] : ['esp']),
      lifetime_seconds: integer(
        bug('ipsec-lifetime-60') ? 60 : bug('ipsec-lifetime-29') ? 29 : 30,
        bug('ipsec-lifetime-any') ? 1e9 : 604800,
      ),
      encapsulation_mode: oneOf(bug('encapsulation-transport') ? ['tunnel', 'transport'] : ['tunnel']),
    };
  }

  /** Reads and checks the request body against the connection it is for. */
  function check(body, it) {
    const gm = it.flavor === 'GM';
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
      peer_subnets: only(!(it.attachment === 'er' && it.style !== 'STATIC'), peerSubnets),
      tunnel_local_address: only(routed, tunnelAddress),
      tunnel_peer_address: only(routed, tunnelAddress),
      psk,
      policy_rules: only(it.style === 'POLICY', policyRules),
      ikepolicy: (value, path) => members(value, path, ikePolicy(gm)),
      ipsecpolicy: (value, path) => members(value, path, ipsecPolicy(gm)),
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
      const type = ike[`${side}_id_type`];
      if (type !== 'fqdn' || ike[`${side}_id`] !== undefined || bug(`fqdn-without-${side}-id`)) continue;
      const kept = now.ikepolicy[`${side}_id_type`] === 'fqdn' && now.ikepolicy[`${side}_id`] !== undefined;
      if (v.strict || !kept) refuse(`${side}_id is mandatory when ${side}_id_type is fqdn`);
    }
    return out;
  }

  function merged(old, change, it) {
    const next = structuredClone(old);
    const { ikepolicy, ipsecpolicy, ...top } = change;
    for (const [key, value] of Object.entries(top)) if (value !== undefined) next[key] = value;
    if (bug('name-clears-subnets') && top.name !== undefined) next.peer_subnets = [];
    if (bug('name-ignored')) next.name = old.name;
    if (bug('rules-appended') && top.policy_rules !== undefined)
      next.policy_rules = [...old.policy_rules, ...top.policy_rules].slice(0, 5);
    if (ikepolicy !== undefined) {
      const { dpd, ...rest } = ikepolicy;
      if (bug('ike-replaced')) next.ikepolicy = structuredClone(connection(1, { flavor: it.flavor }).state.ikepolicy);
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
      for (const side of ['local', 'peer'])
        if (next.ikepolicy[`${side}_id_type`] !== 'fqdn')
          next.ikepolicy[`${side}_id`] = bug('local-id-echoed') ? next.ikepolicy[`${side}_id`] : undefined;
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
      next.ipsecpolicy.pfs = it.flavor === 'GM' ? next.ipsecpolicy.pfs : 'disable';
    next.updated = new Date();
    return next;
  }

  // ---- answers ----

  function rulesShown(rules) {
    const total = rules.reduce((sum, each) => sum + (each.destination?.length ?? 1), 0);
    if (!v.expand || total > 50) return rules.map((each, index) => ({ rule_index: each.rule_index ?? index, ...each }));
    let index = 0;
    return rules.flatMap((each) =>
      each.destination === undefined || each.destination.length === 0
        ? [{ ...each, rule_index: index++ }]
        : each.destination.map((destination) => ({
            rule_index: index++,
            source: each.source,
            destination: [destination],
          })),
    );
  }

  function view(it, state, withStatus) {
    const gm = it.flavor === 'GM';
    const routed = it.style === 'STATIC' || it.style === 'BGP';
    const ike = state.ikepolicy;
    const gatewayIp = `10.20.30.${it.id.slice(-2)}`;
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
      ...((!(it.attachment === 'er' && it.style !== 'STATIC') || bug('response-er-subnets')) && {
        peer_subnets: state.peer_subnets,
      }),
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
      ...((it.style === 'POLICY' || bug('response-rules-everywhere')) && {
        policy_rules: rulesShown(state.policy_rules),
      }),
      ikepolicy: {
        ike_version: ike.ike_version,
        ...((ike.ike_version === 'v1' || bug('response-phase1-v2')) && {
          phase1_negotiation_mode: ike.phase1_negotiation_mode,
        }),
        authentication_algorithm: ike.authentication_algorithm,
        encryption_algorithm: ike.encryption_algorithm,
        ...((!gm || bug('response-gm-dh-group')) && { dh_group: ike.dh_group }),
        authentication_method: bug('response-method-psk') ? 'psk' : gm ? 'digital-envelope-v2' : 'pre-share',
        lifetime_seconds: bug('response-lifetime-text') ? `${ike.lifetime_seconds}` : ike.lifetime_seconds,
        ...((!gm || bug('response-gm-ids')) && {
          local_id_type: ike.local_id_type,
          local_id:
            ike.local_id_type === 'fqdn'
              ? ike.local_id
              : bug('response-local-id-empty')
                ? undefined
                : bug('local-id-echoed')
                  ? (ike.local_id ?? gatewayIp)
                  : gatewayIp,
          peer_id_type: ike.peer_id_type,
          peer_id:
            ike.peer_id_type === 'fqdn'
              ? ike.peer_id
              : ike.peer_id_type === 'any'
                ? bug('response-any-peer-id')
                  ? '88.1.2.3'
                  : v.emptyPeerId
                    ? ''
                    : undefined
                : '88.1.2.164',
        }),
        dpd: bug('response-dpd-missing') ? undefined : ike.dpd,
      },
      ipsecpolicy: {
        authentication_algorithm: state.ipsecpolicy.authentication_algorithm,
        encryption_algorithm: state.ipsecpolicy.encryption_algorithm,
        ...((!gm || bug('response-gm-pfs')) && { pfs: state.ipsecpolicy.pfs }),
        transform_protocol: bug('response-esp-upper') ? 'ESP' : state.ipsecpolicy.transform_protocol,
        lifetime_seconds: state.ipsecpolicy.lifetime_seconds,
        encapsulation_mode: state.ipsecpolicy.encapsulation_mode,
      },
      created_at: bug('response-created-number') ? it.created.getTime() : v.time(it.created),
      updated_at: v.time(state.updated),
      enterprise_project_id: bug('response-eps-number') ? 0 : v.epsId,
      ...(it.monitor !== undefined && { connection_monitor_id: it.monitor }),
      ha_role: bug('response-ha-slave') ? 'slave' : it.ha_role,
      ...((!v.terse || it.tags.length > 0) && { tags: it.tags }),
      ...(withStatus && { status: it.frozen ? 'FREEZED' : it.pending === undefined ? 'ACTIVE' : 'PENDING_UPDATE' }),
      ...(v.extra && { enable_hub: false, peer_subnets_v6: [], bgp_peer: null }),
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
    const next = merged(old, change, it);
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
