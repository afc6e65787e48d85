// An independent implementation of Baidu "Update VPN tunnel", written from the document only.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

export const variants = {
  strict: {
    unknown: false,
    hostBits: false,
    nullAbsent: false,
    token: 'strict',
    ike: 'strict',
    publicOnly: false,
    ownership: true,
    body: 'empty',
    lifetime: 'text',
    names: 'ascii',
    keepDescription: true,
    emptyList: false,
    extraError: false,
  },
  lenient: {
    unknown: true,
    hostBits: true,
    nullAbsent: true,
    token: 'none',
    ike: 'open',
    publicOnly: false,
    ownership: false,
    body: 'empty-json',
    lifetime: 'number',
    names: 'unicode',
    keepDescription: false,
    emptyList: true,
    extraError: true,
  },
  publicpeer: {
    unknown: true,
    hostBits: false,
    nullAbsent: false,
    token: 'replay',
    ike: 'strict',
    publicOnly: true,
    ownership: true,
    body: 'empty',
    lifetime: 'text',
    names: 'ascii',
    keepDescription: false,
    emptyList: false,
    extraError: false,
    mask: true,
  },
  slow: {
    unknown: false,
    hostBits: true,
    nullAbsent: true,
    token: 'strict',
    ike: 'open',
    publicOnly: false,
    ownership: true,
    body: 'empty-json',
    lifetime: 'text',
    names: 'ascii',
    keepDescription: true,
    emptyList: false,
    extraError: true,
    settle: 300,
    status: 422,
  },
  terse: {
    unknown: true,
    hostBits: true,
    nullAbsent: false,
    token: 'replay',
    ike: 'strict',
    publicOnly: false,
    ownership: false,
    body: 'none',
    lifetime: 'number',
    names: 'open',
    keepDescription: true,
    emptyList: true,
    extraError: false,
    mask: true,
  },
};

/** name → the clause (its local part) that names it. */
export const defects = {
  'name-65-refused': '/vpnConnName#length',
  'name-66-accepted': '/vpnConnName#length',
  'name-empty-accepted': '/vpnConnName#length',
  'name-digit-first-accepted': '/vpnConnName#first-character',
  'name-slash-refused': '/vpnConnName#characters',
  'name-unanchored': 'lawful:/vpnConnName#characters',
  'name-optional': '/vpnConnName#presence',
  'key-7-accepted': '/secretKey#length',
  'key-17-refused': '/secretKey#length',
  'key-18-accepted': '/secretKey#length',
  'key-without-symbol': '/secretKey#classes',
  'key-without-digit': '/secretKey#classes',
  'key-without-letter': '/secretKey#classes',
  'key-other-symbol': '/secretKey#characters',
  'key-optional': '/secretKey#presence',
  'key-parenthesis-refused': '/exchange/success-status',
  'local-as-text-accepted': '/localSubnets#type',
  'local-optional': '/localSubnets#presence',
  'local-first-item-only': '/localSubnets/items#format',
  'remote-unchecked': '/remoteSubnets/items#format',
  'remote-prefix-33': '/remoteSubnets/items#format',
  'remote-items-coerced': '/remoteSubnets/items#type',
  'peer-octet-unchecked': '/remoteIp#format',
  'peer-with-mask-accepted': '/remoteIp#format',
  'peer-optional': '/remoteIp#presence',
  'gateway-optional': '/vpnId#presence',
  'ike-optional': '/ikeConfig#presence',
  'ipsec-text-accepted': '/ipsecConfig#type',
  'description-mandatory': '/exchange/success-status',
  'description-number-accepted': 'non-strict:/description#type',
  'created-status': 'non-strict:/exchange/success-status',
  'no-request-id': 'non-strict:/200/headers/x-bce-request-id#presence',
  'rejected-but-applied': 'full:/exchange/refusal-without-effect',
  'crash-on-wrong-type': '/localSubnets#type',
  'token-refused': '/clientToken#format',
  'secret-not-updated': null, // nothing but the read-back shows it: a took-effect check
  'description-not-stored': '/description#effect',
  'token-ignored': null, // non-strict: the repeat has the same effect unless another update came between
};

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(\\.${OCTET}){3}$`);
const number = (ip) => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

export function start({ variant = 'strict', defect, port = 0, settleMs } = {}) {
  const v =
    settleMs === undefined || !variants[variant].settle
      ? variants[variant]
      : { ...variants[variant], settle: settleMs };
  const D = (name) => defect === name;
  const tunnels = new Map();
  for (const [vpnId, id] of [
    ['vpn-s1bpb19cmd8n', 'vpnconn-ku4cxya6nisq'],
    ['vpn-s1bpb19cmd8n', 'vpnconn-aaaabbbbcccc'],
    ['vpn-other0000001', 'vpnconn-zzzz00000000'],
  ]) {
    tunnels.set(id, {
      vpnId,
      vpnConnId: id,
      vpnConnName: 'vpncon',
      localIp: '100.64.0.1',
      secretKey: 'start1!aa',
      localSubnets: ['192.168.0.0/20'],
      cgwId: '',
      remoteIp: '180.76.121.30',
      remoteSubnets: ['192.168.100.0/24'],
      description: 'first',
      status: 'active',
      healthStatus: 'reachable',
      createdTime: '2021-04-25 17:22:34',
      ikeConfig: {
        ikeVersion: 'v1',
        ikeMode: 'main',
        ikeEncAlg: 'aes',
        ikeAuthAlg: 'sha1',
        ikePfs: 'group2',
        ikeLifeTime: 28800,
      },
      ipsecConfig: { ipsecEncAlg: 'aes', ipsecAuthAlg: 'sha1', ipsecPfs: 'group2', ipsecLifetime: 28800 },
    });
  }
  const seen = new Map();

  const cidr = (text) => {
    if (typeof text !== 'string') return false;
    const [ip, bits, more] = text.split('/');
    if (more !== undefined || !IPV4.test(ip) || !/^(0|[1-9]\d?)$/.test(bits ?? '')) return false;
    if (Number(bits) > (D('remote-prefix-33') ? 33 : 32)) return false;
    return v.hostBits || Number(bits) > 31 || number(ip) % 2 ** (32 - Number(bits)) === 0;
  };

  function check(body) {
    const bad = (member, why) => ({
      code: 'InappropriateJSON',
      message: variant === 'lenient' ? `bad ${member}` : `The parameter ${member} is not valid: ${why}`,
    });
    const members = [
      'vpnId',
      'secretKey',
      'localSubnets',
      'remoteIp',
      'remoteSubnets',
      'description',
      'vpnConnName',
      'ikeConfig',
      'ipsecConfig',
    ];
    if (body === null || typeof body !== 'object' || Array.isArray(body)) return bad('body', 'not an object');
    if (!v.unknown)
      for (const key of Object.keys(body))
        if (!members.includes(key) && !['cgwId', 'localIp'].includes(key)) return bad(key, 'unknown');
    const optional = {
      vpnConnName: 'name-optional',
      secretKey: 'key-optional',
      localSubnets: 'local-optional',
      remoteIp: 'peer-optional',
      vpnId: 'gateway-optional',
      ikeConfig: 'ike-optional',
    };
    for (const key of members) {
      if (key === 'description' && !D('description-mandatory')) continue;
      if (body[key] === undefined && optional[key] && D(optional[key])) continue;
      if (body[key] === undefined || body[key] === null) return bad(key, 'missing');
    }
    const present = (key) => body[key] !== undefined;
    if (present('vpnId') && (typeof body.vpnId !== 'string' || body.vpnId === '')) return bad('vpnId', 'type');
    if (present('secretKey')) {
      const key = body.secretKey;
      if (typeof key !== 'string') return bad('secretKey', 'type');
      const max = D('key-17-refused') ? 16 : D('key-18-accepted') ? 18 : 17;
      if (key.length < (D('key-7-accepted') ? 7 : 8) || key.length > max) return bad('secretKey', 'length');
      if (!D('key-other-symbol') && !/^[A-Za-z0-9!@#$%^*()_]+$/.test(key)) return bad('secretKey', 'characters');
      if (D('key-parenthesis-refused') && /[()]/.test(key)) return bad('secretKey', 'characters');
      if (!D('key-without-letter') && !/[A-Za-z]/.test(key)) return bad('secretKey', 'letter');
      if (!D('key-without-digit') && !/[0-9]/.test(key)) return bad('secretKey', 'digit');
      if (!D('key-without-symbol') && !D('key-other-symbol') && !/[!@#$%^*()_]/.test(key))
        return bad('secretKey', 'symbol');
    }
    for (const key of ['localSubnets', 'remoteSubnets']) {
      if (!present(key)) continue;
      let list = body[key];
      if (key === 'localSubnets' && typeof list === 'string' && D('local-as-text-accepted')) list = list.split(',');
      if (D('crash-on-wrong-type') && !Array.isArray(list)) throw new Error('map is not a function');
      if (!Array.isArray(list)) return bad(key, 'type');
      if (list.length === 0 && !v.emptyList) return bad(key, 'empty');
      if (key === 'remoteSubnets' && D('remote-unchecked')) {
        if (!list.every((x) => typeof x === 'string')) return bad(key, 'type');
        continue;
      }
      const looked = key === 'localSubnets' && D('local-first-item-only') ? list.slice(0, 1) : list;
      for (const item of looked) {
        if (key === 'remoteSubnets' && D('remote-items-coerced') && typeof item !== 'string') continue;
        if (!cidr(item)) return bad(key, 'format');
      }
    }
    if (present('remoteIp')) {
      const ip = body.remoteIp;
      if (typeof ip !== 'string') return bad('remoteIp', 'type');
      const fine = D('peer-octet-unchecked')
        ? /^\d{1,3}(\.\d{1,3}){3}$/.test(ip)
        : D('peer-with-mask-accepted')
          ? IPV4.test(ip.split('/')[0])
          : IPV4.test(ip);
      if (!fine) return bad('remoteIp', 'format');
      if (
        v.publicOnly &&
        /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|127\.|0\.|22[4-9]\.|2[3-5]\d\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
          ip,
        )
      )
        return bad('remoteIp', 'not public');
    }
    if (body.description !== undefined && !(body.description === null && v.nullAbsent)) {
      if (
        typeof body.description !== 'string' &&
        !(D('description-number-accepted') && typeof body.description !== 'object')
      )
        return bad('description', 'type');
    }
    if (present('vpnConnName')) {
      const name = body.vpnConnName;
      if (typeof name !== 'string') return bad('vpnConnName', 'type');
      const length = [...name].length;
      if (length > (D('name-65-refused') ? 64 : D('name-66-accepted') ? 66 : 65)) return bad('vpnConnName', 'length');
      if (!(length === 0 && D('name-empty-accepted'))) {
        if (
          !(v.names === 'ascii' ? /^[A-Za-z]/ : /^[\p{Lu}\p{Ll}]/u).test(name) &&
          !(D('name-digit-first-accepted') && /^[0-9]/.test(name))
        )
          return bad('vpnConnName', 'first');
        const set = {
          ascii: /^[A-Za-z0-9_/.-]*$/,
          unicode: /^[\p{Lu}\p{Ll}\p{N}_/.-]*$/u,
          open: /^[\p{Lu}\p{Ll}\p{N}!-~]*$/u,
        }[v.names];
        if (!D('name-unanchored') && !set.test(name)) return bad('vpnConnName', 'characters');
        if (D('name-slash-refused') && name.includes('/')) return bad('vpnConnName', 'characters');
      }
    }
    for (const key of ['ikeConfig', 'ipsecConfig']) {
      if (!present(key)) continue;
      const config = body[key];
      if (typeof config === 'string' && key === 'ipsecConfig' && D('ipsec-text-accepted')) continue;
      if (typeof config !== 'object' || config === null || Array.isArray(config)) return bad(key, 'type');
      if (v.ike === 'open') continue;
      const enc = ['aes', 'aes192', 'aes256', '3des'],
        auth = ['sha1', 'md5', 'sha2_256', 'sha2_384', 'sha2_512'],
        pfs = ['group2', 'group5', 'group14', 'group24'];
      const sets =
        key === 'ikeConfig'
          ? {
              ikeVersion: ['v1', 'v2'],
              ikeMode: ['main', 'aggressive'],
              ikeEncAlg: enc,
              ikeAuthAlg: auth,
              ikePfs: pfs,
              ikeLifeTime: null,
            }
          : { ipsecEncAlg: enc, ipsecAuthAlg: auth, ipsecPfs: [...pfs, 'disabled'], ipsecLifetime: null };
      for (const [name, set] of Object.entries(sets)) {
        if (config[name] === undefined) return bad(`${key}.${name}`, 'missing');
        if (set === null ? !Number.isInteger(config[name]) || config[name] < 1 : !set.includes(config[name]))
          return bad(`${key}.${name}`, 'value');
      }
      for (const name of Object.keys(config))
        if (!v.unknown && !(name in sets)) return bad(`${key}.${name}`, 'unknown');
    }
    return undefined;
  }

  function view(tunnel) {
    const unit = (n) => (v.lifetime === 'text' && n !== undefined ? `${n}s` : n);
    const ike = tunnel.ikeConfig ?? {},
      ipsec = tunnel.ipsecConfig ?? {};
    return {
      ...tunnel,
      secretKey: v.mask ? '********' : tunnel.secretKey,
      status: tunnel.until > Date.now() ? 'configuring' : tunnel.status,
      until: undefined,
      ikeConfig: { ...ike, ikeLifeTime: unit(ike.ikeLifeTime) },
      ipsecConfig: typeof ipsec === 'string' ? ipsec : { ...ipsec, ipsecLifetime: unit(ipsec.ipsecLifetime) },
    };
  }

  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const requestId = randomUUID();
      const send = (status, body, type = 'application/json;charset=UTF-8') => {
        const headers = {
          ...(status < 300 && D('no-request-id') ? {} : { 'x-bce-request-id': requestId }),
          Server: 'BWS',
        };
        if (body !== undefined || v.body === 'empty') headers['Content-Type'] = type;
        response.writeHead(status, headers);
        response.end(body);
      };
      const refuse = (status, code, message) =>
        send(
          status,
          JSON.stringify(
            v.extraError ? { requestId, code, message, hint: 'see the manual' } : { code, message, requestId },
          ),
        );
      try {
        const url = new URL(request.url, 'http://x');
        const [, one, vpn, conn, id] = url.pathname.split('/');
        if (one !== 'v1' || vpn !== 'vpn' || conn !== 'vpnconn' || !id)
          return refuse(400, 'InvalidURI', 'Could not parse the specified URI.');
        if (request.method === 'GET') {
          const list = [...tunnels.values()].filter((t) => t.vpnId === id);
          return list.length === 0
            ? refuse(404, 'NoSuchObject', 'no such VPN')
            : send(200, JSON.stringify({ vpnConns: list.map(view) }));
        }
        if (request.method !== 'PUT') return refuse(400, 'InvalidHTTPRequest', 'method');
        const tunnel = tunnels.get(id);
        if (!tunnel) return refuse(404, 'NoSuchObject', 'The specified object is not found or resource do not exist.');
        const token = url.searchParams.get('clientToken');
        if (token !== null && D('token-refused')) return refuse(400, 'InvalidHTTPRequest', 'clientToken');
        if (token !== null && !(v.token === 'strict' ? /^[\x21-\x7e]{1,64}$/ : /^[\x00-\x7f]{0,64}$/).test(token))
          return refuse(400, 'InvalidHTTPRequest', 'clientToken');
        const text = Buffer.concat(chunks).toString();
        let body;
        try {
          body = JSON.parse(text);
        } catch {
          return refuse(400, 'MalformedJSON', 'The JSON you provided was not well-formed.');
        }
        if (token !== null && v.token !== 'none' && !D('token-ignored')) {
          const before = seen.get(`${id} ${token}`);
          if (before !== undefined && before !== text && v.token === 'strict')
            return refuse(403, 'IdempotentParameterMismatch', 'same token, other parameters');
          if (before !== undefined) return done();
        }
        const problem = check(body);
        if (problem && D('rejected-but-applied'))
          Object.assign(
            tunnel,
            typeof body?.vpnConnName === 'string' ? { vpnConnName: body.vpnConnName } : {},
            typeof body?.description === 'string' ? { description: body.description } : {},
          );
        if (problem) return refuse(v.status ?? 400, problem.code, problem.message);
        if (v.ownership && body.vpnId !== undefined && body.vpnId !== tunnel.vpnId)
          return refuse(404, 'NoSuchObject', 'vpnId');
        if (token !== null) seen.set(`${id} ${token}`, text);
        const next = {};
        for (const key of [
          'secretKey',
          'localSubnets',
          'remoteIp',
          'remoteSubnets',
          'vpnConnName',
          'ikeConfig',
          'ipsecConfig',
        ])
          if (body[key] !== undefined) next[key] = body[key];
        if (typeof body.description === 'string') next.description = body.description;
        else if (!v.keepDescription) next.description = '';
        if (D('secret-not-updated')) delete next.secretKey;
        if (D('description-not-stored')) delete next.description;
        Object.assign(tunnel, next, { until: Date.now() + (v.settle ?? 0) });
        return done();
        function done() {
          return send(D('created-status') ? 201 : 200, v.body === 'empty-json' ? '{}' : '');
        }
      } catch (error) {
        refuse(500, 'InternalError', String(error.message));
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        close: () =>
          new Promise((done) => {
            server.closeAllConnections();
            server.close(done);
          }),
      });
    });
  });
}

export const fixtures = [
  { id: 'tunnel', traits: [], values: { version: '1', vpnConnId: 'vpnconn-ku4cxya6nisq', vpnId: 'vpn-s1bpb19cmd8n' } },
  { id: 'second', traits: [], values: { version: '1', vpnConnId: 'vpnconn-aaaabbbbcccc', vpnId: 'vpn-s1bpb19cmd8n' } },
];
