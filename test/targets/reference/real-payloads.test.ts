import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { createReference, type Reference } from '../../../targets/reference/reference.js';

const contracts = loadCatalogue();
const standIn = createReference({ contracts, settleMs: 0, permissive: true });
const strict = createReference({ contracts, settleMs: 0 });

async function asked(
  request: { readonly method: string; readonly path: string; readonly body?: string },
  reference: Reference = standIn,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const { status, body } = await reference({ headers: { 'content-type': 'application/json' }, ...request });
  return { status, body };
}

type Parameters = Readonly<Record<string, string>>;

function alibaba(action: string, parameters: Parameters): { readonly method: string; readonly path: string } {
  return {
    method: 'POST',
    path: `/?${new URLSearchParams({ Action: action, RegionId: 'cn-hangzhou', ...parameters })}`,
  };
}

const single = { VpnConnectionId: 'vco-p0w5112fgnl2ihlmf0001' };
const dual = { VpnConnectionId: 'vco-p0w5112fgnl2ihlmf0004' };
const ike = {
  Psk: 'tf-legacy-test-psk2',
  IkeVersion: 'ikev2',
  IkeMode: 'aggressive',
  IkeEncAlg: '3des',
  IkeAuthAlg: 'sha1',
  IkePfs: 'group14',
  IkeLifetime: 43200,
  LocalId: '10.10.10.1',
  RemoteId: '10.10.10.2',
};
const tunnel = (index: number, psk: string, more: Parameters = {}): Parameters =>
  Object.fromEntries(
    Object.entries({
      TunnelIndex: String(index),
      'TunnelIkeConfig.Psk': psk,
      'TunnelIkeConfig.IkeAuthAlg': 'md5',
      'TunnelIkeConfig.IkeEncAlg': 'des',
      'TunnelIkeConfig.IkePfs': 'group1',
      'TunnelIkeConfig.IkeMode': 'aggressive',
      'TunnelIkeConfig.IkeVersion': 'ikev1',
      'TunnelIkeConfig.IkeLifetime': '43200',
      'TunnelIkeConfig.LocalId': 'testbob2',
      'TunnelIkeConfig.RemoteId': 'testalice2',
      'TunnelIpsecConfig.IpsecPfs': 'group5',
      ...more,
    }).map(([name, value]) => [`TunnelOptionsSpecification.${index}.${name}`, value]),
  );

/** Parameters as clients of the vendor send them: its Terraform provider's tests, its SDKs. */
const ofAlibaba: readonly (readonly [string, string, Parameters])[] = [
  [
    'the Python SDK, a boolean',
    'UpdateEnhancedVpnGateway',
    { VpnGatewayId: 'vpn-bp1q8bgx4xnkm2ogjvc01', AutoPropagate: 'True' },
  ],
  [
    'the older PHP helper, a boolean',
    'UpdateEnhancedVpnGateway',
    { VpnGatewayId: 'vpn-bp1q8bgx4xnkm2ogjvc01', AutoPropagate: '1' },
  ],
  [
    'Terraform, enhanced gateway',
    'UpdateEnhancedVpnGateway',
    { VpnGatewayId: 'vpn-bp1q8bgx4xnkm2ogjvc01', Name: 'new', Description: 'new', AutoPropagate: 'true' },
  ],
  [
    'the Python SDK, an attachment',
    'ModifyVpnAttachmentAttribute',
    { ...single, EnableDpd: 'True', EnableNatTraversal: 'False' },
  ],
  [
    'Terraform basic1',
    'ModifyVpnAttachmentAttribute',
    { ...single, LocalSubnet: '192.168.1.0/24', RemoteSubnet: '192.168.2.0/24', EffectImmediately: 'true' },
  ],
  [
    'Terraform basic5358',
    'ModifyVpnAttachmentAttribute',
    { ...single, LocalSubnet: '192.168.0.0/25', RemoteSubnet: '0.0.0.0/1' },
  ],
  [
    'Terraform legacyFields, phase 1 with a hyphen in the key',
    'ModifyVpnAttachmentAttribute',
    { ...single, IkeConfig: JSON.stringify(ike) },
  ],
  [
    'Terraform, BGP in JSON types, switched on',
    'ModifyVpnAttachmentAttribute',
    {
      ...single,
      BgpConfig: JSON.stringify({
        EnableBgp: true,
        LocalAsn: 65531,
        TunnelCidr: '169.254.31.0/30',
        LocalBgpIp: '169.254.31.1',
      }),
    },
  ],
  [
    'Terraform legacyFields, BGP in JSON types, switched off',
    'ModifyVpnAttachmentAttribute',
    {
      ...single,
      BgpConfig: JSON.stringify({
        EnableBgp: false,
        LocalAsn: 65531,
        TunnelCidr: '169.254.31.0/30',
        LocalBgpIp: '169.254.31.1',
      }),
    },
  ],
  [
    'Terraform basic0, both tunnels, keys with a hyphen',
    'ModifyVpnAttachmentAttribute',
    { ...dual, ...tunnel(1, 'tf-testvpn2-1'), ...tunnel(2, 'tf-testvpn2-2') },
  ],
  [
    'the Python SDK, booleans of tunnels',
    'ModifyVpnAttachmentAttribute',
    { ...dual, ...tunnel(1, 'a1', { EnableDpd: 'True', EnableNatTraversal: 'False' }), ...tunnel(2, 'a2') },
  ],
];

describe('what the real service of Alibaba Cloud took, the stand-in takes:', () => {
  it.each(ofAlibaba)('%s', async (_, action, parameters) => {
    const answer = await asked(alibaba(action, parameters));
    expect([answer.status, answer.status === 200 ? '' : answer.body]).toEqual([200, '']);
  });

  it.each([
    ['True', true],
    ['False', false],
    ['0', false],
  ])('a boolean written %s is stored as one', async (text, expected) => {
    const answer = await asked(
      alibaba('UpdateEnhancedVpnGateway', { VpnGatewayId: 'vpn-bp1q8bgx4xnkm2ogjvc01', AutoPropagate: text }),
    );
    expect(answer.body).toMatchObject({ AutoPropagate: expected });
  });

  it('health checks with capital member names are stored, not passed over', async () => {
    const check = {
      Enable: true,
      Dip: '10.0.0.3',
      Sip: '192.168.1.2',
      Retry: 5,
      Interval: 15,
      Policy: 'reserve_route',
    };
    const answer = await asked(
      alibaba('ModifyVpnAttachmentAttribute', { ...single, HealthCheckConfig: JSON.stringify(check) }),
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { VcoHealthCheck: { Dip: '10.0.0.3', Sip: '192.168.1.2', Retry: 5, Interval: 15 } },
    });
  });
});

const phases = {
  ikeConfig: {
    ikeVersion: 'v1',
    ikeMode: 'main',
    ikeEncAlg: 'aes',
    ikeAuthAlg: 'sha1',
    ikePfs: 'group2',
    ikeLifeTime: 25500,
  },
  ipsecConfig: { ipsecEncAlg: 'aes', ipsecAuthAlg: 'sha1', ipsecPfs: 'group2', ipsecLifetime: 25500 },
};
const tunnelOfBaidu = {
  vpnId: 'vpn-s1bpb19cmd8n',
  vpnConnName: 'vpnconn',
  secretKey: '!sdse154d',
  localSubnets: ['192.168.0.0/20'],
  remoteIp: '3.4.5.6',
  remoteSubnets: ['192.168.100.0/24'],
  ...phases,
};
const ofBaidu: readonly (readonly [string, object])[] = [
  ['the Go SDK example', { ...tunnelOfBaidu, localIp: '0.1.2.3' }],
  ['the Go SDK of 2026, with a customer gateway', { ...tunnelOfBaidu, cgwId: '' }],
  [
    'Terraform',
    {
      ...tunnelOfBaidu,
      secretKey: 'ddd22@qqq',
      remoteIp: '11.11.11.112',
      description: 'just for test new',
      ikeConfig: { ...phases.ikeConfig, ikeLifeTime: 100 },
      ipsecConfig: { ...phases.ipsecConfig, ipsecLifetime: 200 },
    },
  ],
  [
    'Terraform documentation',
    { ...tunnelOfBaidu, remoteIp: '11.11.11.133', ikeConfig: { ...phases.ikeConfig, ikeLifeTime: 300 } },
  ],
  [
    'the Java SDK example, empty configurations',
    { ...tunnelOfBaidu, secretKey: 'abc123456!', remoteIp: '180.76.121.30', ikeConfig: {}, ipsecConfig: {} },
  ],
  [
    'the Python SDK sample, lifetimes as texts',
    {
      ...tunnelOfBaidu,
      secretKey: 'qwer@12345',
      ikeConfig: { ...phases.ikeConfig, ikeLifeTime: '3600' },
      ipsecConfig: { ...phases.ipsecConfig, ipsecLifetime: '3600' },
    },
  ],
  [
    'other values of the SDKs',
    {
      ...tunnelOfBaidu,
      ikeConfig: {
        ...phases.ikeConfig,
        ikeVersion: 'v2',
        ikeMode: 'aggressive',
        ikeEncAlg: 'aes256',
        ikeAuthAlg: 'sha2_256',
        ikePfs: 'group14',
      },
    },
  ],
];

describe('what the real service of Baidu AI Cloud took, the stand-in takes:', () => {
  it.each(ofBaidu)('%s', async (_, body) => {
    const answer = await asked({
      method: 'PUT',
      path: '/v1/vpn/vpnconn/vpnconn-ku4cxya6nisq',
      body: JSON.stringify(body),
    });
    expect([answer.status, answer.status === 200 ? '' : answer.body]).toEqual([200, '']);
  });
});

const staticOfHuawei = '/v5/0a1b2c3d4e5f60718293a4b5c6d7e8f9/vpn-connection/8ac3ef75-e7cf-9fe9-fbdb-d22dd2a5a9a9';
const ofHuawei: readonly (readonly [string, object])[] = [
  ['Terraform, static', { peer_subnets: ['192.168.55.0/24'], psk: 'Test@123', enable_nqa: true }],
  [
    'Terraform, update',
    {
      name: 'test-update',
      ikepolicy: { authentication_algorithm: 'sha2-512', encryption_algorithm: 'aes-256', lifetime_seconds: 172800 },
      ipsecpolicy: { authentication_algorithm: 'sha2-512', encryption_algorithm: 'aes-256', lifetime_seconds: 7200 },
    },
  ],
  [
    'the Go client’s acceptance test',
    { psk: 'abcde1Z!', ikepolicy: { lifetime_seconds: 3600 }, ipsecpolicy: { lifetime_seconds: 3500 } },
  ],
];

describe('what the real service of Huawei Cloud took, the stand-in takes:', () => {
  it.each(ofHuawei)('%s', async (_, connection) => {
    const answer = await asked({
      method: 'PUT',
      path: staticOfHuawei,
      body: JSON.stringify({ vpn_connection: connection }),
    });
    expect([answer.status, answer.status === 200 ? '' : answer.body]).toEqual([200, '']);
  });
});

describe('a stand-in that takes what any reading admits', () => {
  it.each([
    ['a word for a boolean', { AutoPropagate: 'yes' }],
    ['a name that no reading admits', { Name: 'http://x' }],
  ])('refuses %s nevertheless', async (_, parameters) => {
    const answer = await asked(
      alibaba('UpdateEnhancedVpnGateway', { VpnGatewayId: 'vpn-bp1q8bgx4xnkm2ogjvc01', ...parameters }),
    );
    expect(answer.status).toBe(400);
  });

  it('is stricter on request', async () => {
    const request = alibaba('ModifyVpnAttachmentAttribute', { ...single, IkeConfig: JSON.stringify(ike) });
    expect([(await asked(request)).status, (await asked(request, strict)).status]).toEqual([200, 400]);
  });
});
