// An independent implementation of Alibaba UpdateEnhancedVpnGateway, written from the document only.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

export const variants = {
  strict: {
    region: true,
    unknown: false,
    booleans: /^(true|false)$/,
    names: 'ascii',
    token: true,
    settle: 0,
    answer: 'new',
    status: 'active',
    optional: true,
    found: 404,
    missing: 'MissingParameter',
  },
  lenient: {
    region: false,
    unknown: true,
    booleans: /^(true|false)$/i,
    names: 'unicode',
    token: false,
    settle: 0,
    answer: 'old',
    status: 'active',
    optional: false,
    found: 400,
    missing: 'MissingRegionId',
    extra: true,
  },
  slow: {
    region: true,
    unknown: true,
    booleans: /^(true|false)$/,
    names: 'ascii',
    token: true,
    settle: 300,
    answer: 'new',
    status: 'updating',
    optional: true,
    found: 400,
    missing: 'MissingParameter',
    terse: true,
  },
  slowold: {
    region: false,
    unknown: true,
    booleans: /^(true|false)$/i,
    names: 'unicode',
    token: false,
    settle: 300,
    answer: 'old',
    status: 'active',
    optional: false,
    found: 404,
    missing: 'InvalidParameter',
    noop: true,
  },
  noop: {
    region: false,
    unknown: false,
    booleans: /^(true|false)$/,
    names: 'ascii',
    token: false,
    settle: 100,
    answer: 'new',
    status: 'updating',
    optional: true,
    found: 404,
    missing: 'MissingParameter',
    noop: true,
    blocked: 'change',
    extra: true,
    emptyUpdate: false,
  },
};

export const defects = {
  'name-1-accepted': '/Name#length',
  'name-2-refused': '/Name#length',
  'name-100-refused': '/Name#length',
  'name-101-accepted': '/Name#length',
  'name-digit-first': '/Name#first-character',
  'name-underscore-refused': '/Name#characters',
  'name-unanchored': '/Name#characters',
  'name-space-accepted': '/Name#characters',
  'name-mandatory': '/Name#presence',
  'name-code': '/errors/400/InvalidName',
  'name-status-422': '/Name#length',
  'description-empty': '/Description#length',
  'description-101': '/Description#length',
  'description-99-max': '/Description#length',
  'description-code': '/errors/400/InvalidDescription',
  'propagate-coerced': '/AutoPropagate#type',
  'propagate-numbers-only': '/AutoPropagate#type',
  'region-optional': '/RegionId#presence',
  'gateway-id-missing-500': '/VpnGatewayId#presence',
  'configuring-accepted': '/errors/400/VpnGateway.Configuring',
  'configuring-409': '/errors/400/VpnGateway.Configuring',
  'concurrent-accepted': 'slow:/one-update-at-a-time',
  'unknown-gateway-code': '/errors/404/InvalidVpnGatewayInstanceId.NotFound',
  'unknown-gateway-200': '/errors/404/InvalidVpnGatewayInstanceId.NotFound',
  'bgp-connections-ignored': '/errors/400/OperationFailed.VpnConnectionExist',
  'stale-routes-code': '/errors/400/OperationFailed.StaleBGPRoutes',
  'cen-ignored': '/errors/400/OperationFailed.CenLevelNotSupport',
  'bonding-ignored': '/errors/400/OperationFailed.BondingVpnNotSupportBGP',
  'ecr-and-tr-swapped': '/errors/400/OperationFailed.VpcRoutePublishEnabledInECR',
  'forbidden-401': '/errors/403/Forbidden',
  'answer-without-gateway-id': '/200/VpnGatewayId#presence',
  'answer-create-time-text': '/200/CreateTime#type',
  'answer-propagate-text': '/200/AutoPropagate#type',
  'answer-tags-array': '/200/Tags#type',
  'answer-tag-object': '/200/Tag#type',
  'answer-status-word': '/200/Status#enum',
  'answer-gateway-type': '/200/GatewayType#enum',
  'answer-eni-list': '/200/EniInstanceIds#type',
  'answer-request-id-lower': '/200/RequestId#presence',
  'rejected-but-applied': '/exchange/refusal-without-effect',
  'error-in-xml': 'non-strict:/exchange/refusal-envelope',
  'success-202': 'lawful:/exchange/success-status',
  'error-without-request-id': null,
  'description-clobbered': '/exchange/left-out-stays', // partial update: a took-effect check
  'never-active': null, // stays updating
  'describe-never-updating': null, // instant settling is faithful
};

const words = {
  configuring: 'any',
  'bgp-connections-exist': 'disable',
  'stale-bgp-routes': 'disable',
  'bgp-unsupported': 'enable',
  'full-mode-cen': 'enable',
  'route-propagation-disabled': 'enable',
  'route-publish-in-transit-router': 'enable',
  'route-publish-in-ecr': 'enable',
  bonding: 'enable',
  forbidden: 'any',
  'forbidden-sub-user': 'any',
};
const codes = {
  configuring: [400, 'VpnGateway.Configuring', 'The specified service is configuring.'],
  'bgp-connections-exist': [
    400,
    'OperationFailed.VpnConnectionExist',
    'Auto propagate cannot be closed when VPN connections with BGP enabled exist.',
  ],
  'stale-bgp-routes': [
    400,
    'OperationFailed.StaleBGPRoutes',
    'BGP routes are still there and automatic route propagation cannot be disabled.',
  ],
  'bgp-unsupported': [400, 'OperationUnsupported.EnableBgp', 'Current version of the VPN does not support enable BGP.'],
  'full-mode-cen': [400, 'OperationFailed.CenLevelNotSupport', 'the VPN gateway cannot enable BGP.'],
  'route-propagation-disabled': [
    400,
    'OperationFailed.VpcRoutePropagationDisable',
    'The VPC system routing table does not enable the acceptance of propagated routes.',
  ],
  'route-publish-in-transit-router': [
    400,
    'OperationFailed.VpcRoutePublishEnabledInTR',
    'A VPC supports at most one dynamic route learning source.',
  ],
  'route-publish-in-ecr': [400, 'OperationFailed.VpcRoutePublishEnabledInECR', 'Please remove the VPC from ECR.'],
  bonding: [400, 'OperationFailed.BondingVpnNotSupportBGP', 'The architecture does not support BGP capabilities.'],
  forbidden: [403, 'Forbidden', 'User not authorized to operate on the specified resource.'],
  'forbidden-sub-user': [
    403,
    'Forbidden.SubUser',
    'User not authorized to operate on the specified resource as your account is created by another user.',
  ],
};
const idOf = (trait, n = 0) => `vpn-${(trait ?? 'plain').replaceAll('-', '').slice(-14)}${n}`;
const fixture = (id, trait, n) => ({
  id,
  traits: trait ? [trait] : [],
  values: { RegionId: 'cn-hangzhou', VpnGatewayId: idOf(trait, n) },
});
export const fixtures = [
  fixture('plain', undefined, 0),
  fixture('plain2', undefined, 1),
  ...Object.keys(words).map((trait) => fixture(trait, trait, 0)),
];

export function start({ variant = 'strict', defect, port = 0, settleMs } = {}) {
  const v =
    settleMs === undefined || !variants[variant].settle
      ? variants[variant]
      : { ...variants[variant], settle: settleMs };
  const D = (name) => defect === name;
  const gateways = new Map();
  for (const {
    traits: [trait],
    values,
  } of fixtures) {
    gateways.set(values.VpnGatewayId, {
      trait,
      VpnGatewayId: values.VpnGatewayId,
      RegionId: 'cn-hangzhou',
      Name: 'first',
      Description: 'first description',
      AutoPropagate: words[trait] !== 'enable',
      EnableBgp: !['bgp-unsupported', 'bonding'].includes(trait),
      until: 0,
    });
  }
  const tokens = new Map();
  const statusOf = (g) =>
    g.trait === 'configuring'
      ? 'updating'
      : g.until > Date.now() || (D('never-active') && g.until > 0)
        ? 'updating'
        : 'active';
  const view = (g, requestId, status) => {
    const answer = {
      VpnType: 'Normal',
      Status: D('answer-status-word') ? 'Active' : status,
      VpcId: 'vpc-bp1ub1yt9cvakoel0000',
      CreateTime: D('answer-create-time-text') ? '1492753580000' : 1492753580000,
      AutoPropagate: D('answer-propagate-text') ? String(g.AutoPropagate) : g.AutoPropagate,
      VpnGatewayId: g.VpnGatewayId,
      Tag: D('answer-tag-object') ? { VpnEnableBgp: true } : JSON.stringify({ VpnEnableBgp: g.EnableBgp }),
      VSwitchId: 'vsw-bp1y9ovl1cu9ou4tv000',
      RequestId: requestId,
      EnableBgp: g.EnableBgp,
      Name: g.Name,
      Description: g.Description,
      NetworkType: 'public',
      GatewayType: D('answer-gateway-type') ? 'Traditional' : 'Enhanced.SiteToSite',
      ResourceGroupId: 'rg-acfmzs372yg0',
      ...(v.optional
        ? {
            Tags: D('answer-tags-array') ? [{ Key: 'key1', Value: 'val1' }] : { Tag: [{ Key: 'key1', Value: 'val1' }] },
            DisasterRecoveryVSwitchId: 'vsw-p0w95ql6tmr2ludkt000',
            EniInstanceIds: D('answer-eni-list')
              ? ['eni-uf6cwkwt0f6zuul50000']
              : { EniInstanceId: ['eni-uf6cwkwt0f6zuul50000'] },
          }
        : {}),
      ...(v.extra ? { BusinessStatus: 'Normal', Spec: '100M' } : {}),
    };
    if (D('answer-without-gateway-id')) delete answer.VpnGatewayId;
    if (D('answer-request-id-lower')) {
      delete answer.RequestId;
      answer.requestId = requestId;
    }
    return variant === 'lenient' ? Object.fromEntries(Object.entries(answer).reverse()) : answer;
  };

  function update(params, requestId) {
    const refuse = (status, code, message) => ({
      status,
      body: {
        ...(D('error-without-request-id') ? {} : { RequestId: requestId }),
        HostId: 'vpc.cn-hangzhou.aliyuncs.com',
        Code: code,
        Message: v.terse ? code : message,
        Recommend: `https://next.api.aliyun.com/troubleshoot?q=${code}`,
      },
    });
    const get = (name) => params.get(name) ?? undefined;
    if (!v.unknown)
      for (const key of params.keys())
        if (
          !/^(Action|Version|Format|RegionId|ClientToken|VpnGatewayId|Name|Description|AutoPropagate|(Resource)?Owner(Account|Id)|SignatureNonce|Timestamp|SignatureMethod|SignatureVersion|AccessKeyId|SecurityToken|Signature)$/.test(
            key,
          )
        )
          return refuse(400, 'InvalidParameter', `${key} is unknown`);
    const missing = (name) =>
      refuse(
        400,
        v.missing === 'MissingRegionId' ? `Missing${name}` : v.missing,
        `${name} is mandatory for this action.`,
      );
    if (!get('RegionId') && !D('region-optional')) return missing('RegionId');
    if (get('VpnGatewayId') === undefined && D('gateway-id-missing-500')) throw new Error('null pointer');
    if (!get('VpnGatewayId')) return missing('VpnGatewayId');
    if (v.region && get('RegionId') && !/^[a-z]{2}-[a-z0-9-]+$/.test(get('RegionId')))
      return refuse(404, 'InvalidRegionId.NotFound', 'The specified region is not found.');
    const name = get('Name'),
      description = get('Description'),
      propagate = get('AutoPropagate'),
      token = get('ClientToken');
    if (token !== undefined && /[^\x00-\x7f]/.test(token)) return refuse(400, 'InvalidClientToken', 'ASCII only');
    const badName = () =>
      refuse(
        D('name-status-422') ? 422 : 400,
        D('name-code') ? 'InvalidParameter' : 'InvalidName',
        'The name is not valid',
      );
    let problem;
    if (name === undefined && D('name-mandatory')) problem = missing('Name');
    if (name !== undefined) {
      const length = [...name].length;
      const letter = v.names === 'ascii' ? 'A-Za-z' : '\\p{L}',
        digit = v.names === 'ascii' ? '0-9' : '\\p{N}';
      const first = new RegExp(`^[${letter}${D('name-digit-first') ? digit : ''}]`, 'u');
      const set = new RegExp(
        `^[${letter}${digit}.${D('name-underscore-refused') ? '' : '_'}\\-${D('name-space-accepted') ? ' ' : ''}]${D('name-unanchored') ? '' : '*$'}`,
        'u',
      );
      if (
        length < (D('name-1-accepted') ? 1 : D('name-2-refused') ? 3 : 2) ||
        length > (D('name-100-refused') ? 99 : D('name-101-accepted') ? 101 : 100) ||
        !first.test(name) ||
        !set.test(name) ||
        /^https?:\/\//.test(name)
      )
        problem ??= badName();
    }
    if (description !== undefined) {
      const length = [...description].length;
      if (
        (length < 1 && !D('description-empty')) ||
        length > (D('description-101') ? 101 : D('description-99-max') ? 99 : 100)
      )
        problem ??= refuse(
          400,
          D('description-code') ? 'InvalidName' : 'InvalidDescription',
          'The description is not valid',
        );
    }
    if (
      propagate !== undefined &&
      !(D('propagate-numbers-only') ? /^[01]$/ : v.booleans).test(propagate) &&
      !D('propagate-coerced')
    )
      problem ??= refuse(400, 'InvalidParameter', 'AutoPropagate is not a boolean');
    const gateway = gateways.get(get('VpnGatewayId'));
    if (problem && gateway && D('rejected-but-applied') && name !== undefined) gateway.Name = name;
    if (!gateway && D('unknown-gateway-200')) return { status: 200, body: { RequestId: requestId } };
    if (!gateway && !problem)
      return refuse(
        v.found,
        D('unknown-gateway-code') ? 'ResourceNotFound' : 'InvalidVpnGatewayInstanceId.NotFound',
        'The specified vpn gateway instance id does not exist.',
      );
    if (problem) return problem;
    const deny = (trait) => {
      let [status, code, message] = codes[trait];
      if (trait === 'configuring' && D('configuring-409')) status = 409;
      if (trait === 'stale-bgp-routes' && D('stale-routes-code')) code = 'OperationFailed.VpnConnectionExist';
      if (D('ecr-and-tr-swapped') && trait.startsWith('route-publish'))
        code = codes[trait.endsWith('ecr') ? 'route-publish-in-transit-router' : 'route-publish-in-ecr'][1];
      if (trait.startsWith('forbidden') && D('forbidden-401')) status = 401;
      return refuse(status, code, message);
    };
    if (token !== undefined && tokens.has(token))
      return { status: 200, body: { ...tokens.get(token), RequestId: requestId } };
    if (gateway.trait?.startsWith('forbidden')) return deny(gateway.trait);
    if (!D('configuring-accepted') && gateway.trait === 'configuring') return deny('configuring');
    if (gateway.until > Date.now() && !D('concurrent-accepted')) return deny('configuring');
    if (propagate !== undefined) {
      const wanted = /^(true|1)$/i.test(propagate);
      const blocked =
        words[gateway.trait] === (wanted ? 'enable' : 'disable') &&
        !(v.blocked === 'change' && wanted === gateway.AutoPropagate);
      const ignored =
        (D('bgp-connections-ignored') && gateway.trait === 'bgp-connections-exist') ||
        (D('cen-ignored') && gateway.trait === 'full-mode-cen') ||
        (D('bonding-ignored') && gateway.trait === 'bonding');
      if (blocked && !ignored) return deny(gateway.trait);
    }
    const before = { ...gateway };
    if (name !== undefined) gateway.Name = name;
    if (description !== undefined || D('description-clobbered')) gateway.Description = description ?? '';
    if (propagate !== undefined) gateway.AutoPropagate = /^(true|1)$/i.test(propagate);
    const changed =
      before.Name !== gateway.Name ||
      before.Description !== gateway.Description ||
      before.AutoPropagate !== gateway.AutoPropagate;
    gateway.until = Date.now() + (v.noop && !changed ? 0 : v.settle);
    const status = v.status === 'updating' && gateway.until > Date.now() ? 'updating' : 'active';
    const body = view(v.answer === 'new' ? gateway : before, requestId, status);
    if (token !== undefined) tokens.set(token, body);
    return { status: D('success-202') ? 202 : 200, body };
  }

  return serve(port, (params) => {
    const requestId = randomUUID().toUpperCase();
    const action = params.get('Action');
    if (action === 'DescribeVpnGateway') {
      const gateway = gateways.get(params.get('VpnGatewayId'));
      if (!gateway)
        return {
          status: 404,
          body: {
            RequestId: requestId,
            HostId: 'vpc',
            Code: 'InvalidVpnGatewayInstanceId.NotFound',
            Message: 'The specified vpn gateway instance id does not exist.',
          },
        };
      const body = {
        ...view(gateway, requestId, D('describe-never-updating') ? 'active' : statusOf(gateway)),
        VpnGatewayId: gateway.VpnGatewayId,
        RequestId: requestId,
        Status: statusOf(gateway),
        BusinessStatus: 'Normal',
      };
      return { status: 200, body };
    }
    if (action !== 'UpdateEnhancedVpnGateway')
      return {
        status: 404,
        body: {
          RequestId: requestId,
          HostId: 'vpc',
          Code: 'InvalidApi.NotFound',
          Message: 'Specified api is not found.',
        },
      };
    const answer = update(params, requestId);
    if (answer.status >= 400 && D('error-in-xml'))
      return {
        status: answer.status,
        xml: `<Error><RequestId>${requestId}</RequestId><Code>${answer.body.Code}</Code></Error>`,
      };
    return answer;
  });
}

function serve(port, answer) {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const params = new URL(request.url, 'http://x').searchParams;
      for (const [key, value] of new URLSearchParams(Buffer.concat(chunks).toString())) params.append(key, value);
      let result;
      try {
        result = answer(params);
      } catch (error) {
        result = {
          status: 500,
          body: { RequestId: randomUUID(), HostId: 'vpc', Code: 'InternalError', Message: error.message },
        };
      }
      response.writeHead(result.status, { 'Content-Type': result.xml ? 'text/xml' : 'application/json;charset=utf-8' });
      response.end(result.xml ?? JSON.stringify(result.body));
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
