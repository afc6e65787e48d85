import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import type { LogicalRequest, WireRequest } from '../../../contract/target.js';
import { alibabaAcs3 } from '../../../targets/drivers/alibaba/acs3-signature.js';
import { rpcParameters } from '../../../targets/drivers/alibaba/rpc-signature.js';
import { bceAuth } from '../../../targets/drivers/baidu/bce-signature.js';
import { sdkHmac } from '../../../targets/drivers/huawei/sdk-hmac-signature.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { AlibabaConfig, alibabaVpc, BaiduAuth, BaiduClient, huaweiSigner } from './vendor-sdks.js';

const logical: LogicalRequest = {
  RegionId: 'cn-hangzhou',
  VpnConnectionId: 'vco-1',
  Name: "it's (a) *name*~",
  EffectImmediately: true,
  IkeConfig: '{"Psk": "a b+c", "IkeLifetime": 86400}',
  TunnelOptionsSpecification: [
    {
      TunnelIndex: 1,
      EnableDpd: true,
      TunnelIkeConfig: { Psk: 'a&b=c', IkeLifetime: 3600 },
      TunnelBgpConfig: { LocalAsn: 65530, TunnelCidr: '169.254.11.0/30' },
    },
    { TunnelIndex: 2, EnableDpd: false, TunnelIpsecConfig: { IpsecPfs: 'group14' } },
  ],
};

function sdkRequest(): InstanceType<typeof alibabaVpc.ModifyVpnAttachmentAttributeRequest> {
  return new alibabaVpc.ModifyVpnAttachmentAttributeRequest({
    regionId: 'cn-hangzhou',
    vpnConnectionId: 'vco-1',
    name: "it's (a) *name*~",
    effectImmediately: true,
    ikeConfig: '{"Psk": "a b+c", "IkeLifetime": 86400}',
    tunnelOptionsSpecification: [
      new alibabaVpc.ModifyVpnAttachmentAttributeRequestTunnelOptionsSpecification({
        tunnelIndex: 1,
        enableDpd: true,
        tunnelIkeConfig: new alibabaVpc.ModifyVpnAttachmentAttributeRequestTunnelOptionsSpecificationTunnelIkeConfig({
          psk: 'a&b=c',
          ikeLifetime: 3600,
        }),
        tunnelBgpConfig: new alibabaVpc.ModifyVpnAttachmentAttributeRequestTunnelOptionsSpecificationTunnelBgpConfig({
          localAsn: 65530,
          tunnelCidr: '169.254.11.0/30',
        }),
      }),
      new alibabaVpc.ModifyVpnAttachmentAttributeRequestTunnelOptionsSpecification({
        tunnelIndex: 2,
        enableDpd: false,
        tunnelIpsecConfig:
          new alibabaVpc.ModifyVpnAttachmentAttributeRequestTunnelOptionsSpecificationTunnelIpsecConfig({
            ipsecPfs: 'group14',
          }),
      }),
    ],
  });
}

let server: http.Server;
let seen: WireRequest;
beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    );
    seen = { method: request.method ?? '', path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() };
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
});
afterAll(() => server.close());

function host(): string {
  const address = server.address();
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

type AlibabaClient = InstanceType<typeof alibabaVpc.default>;

/** An update, as our drivers are given it and as the SDK is. */
interface AlibabaCase {
  readonly operation: string;
  readonly logical: LogicalRequest;
  readonly send: (client: AlibabaClient) => Promise<unknown>;
  /** Parameters beyond those of signing, at least. */
  readonly parameters: number;
}

const alibabaCases: readonly AlibabaCase[] = [
  {
    operation: 'alibaba.modify-vpn-attachment-attribute',
    logical,
    send: (client) => client.modifyVpnAttachmentAttribute(sdkRequest()),
    parameters: 15,
  },
  {
    operation: 'alibaba.update-enhanced-vpn-gateway',
    logical: {
      RegionId: 'cn-hangzhou',
      VpnGatewayId: 'vpn-1',
      Name: "it's (a) *name*~",
      Description: 'ü/+ %20&=',
      AutoPropagate: false,
      ClientToken: 'a b',
    },
    send: (client) =>
      client.updateEnhancedVpnGateway(
        new alibabaVpc.UpdateEnhancedVpnGatewayRequest({
          regionId: 'cn-hangzhou',
          vpnGatewayId: 'vpn-1',
          name: "it's (a) *name*~",
          description: 'ü/+ %20&=',
          autoPropagate: false,
          clientToken: 'a b',
        }),
      ),
    parameters: 8,
  },
];

async function sentBySdk({ send }: AlibabaCase, signatureAlgorithm: string | undefined): Promise<WireRequest> {
  const endpoint = host();
  const config = new AlibabaConfig({
    accessKeyId: 'ak',
    accessKeySecret: 'sk',
    endpoint,
    protocol: 'http',
    regionId: 'cn-hangzhou',
    signatureAlgorithm,
  });
  await send(new alibabaVpc.default(config));
  return seen;
}

function parametersOf(request: WireRequest): Readonly<Record<string, string>> {
  const ofSignature = [
    'AccessKeyId',
    'Signature',
    'SignatureMethod',
    'SignatureNonce',
    'SignatureVersion',
    'Timestamp',
    'Format',
  ];
  return Object.fromEntries(rpcParameters(request).filter(([name]) => !ofSignature.includes(name)));
}

describe.each(alibabaCases.map((given) => [given.operation, given] as const))(
  'for the same input, driver and SDK of %s send',
  (operation, given) => {
    const ours = driverNamed('alibaba-rpc').encode(loadOperation(operation), 'update', given.logical);

    it('the same parameters with version 1', async () => {
      const theirs = await sentBySdk(given, 'v2');
      expect(parametersOf(theirs)).toEqual(parametersOf(ours));
      expect(Object.keys(parametersOf(ours)).length).toBeGreaterThanOrEqual(given.parameters);
    });

    it('the same parameters, body and headers with ACS3', async () => {
      const theirs = await sentBySdk(given, undefined);
      const signed = alibabaAcs3.sign(
        ours,
        'http://127.0.0.1',
        { accessKeyId: 'ak', accessKeySecret: 'sk' },
        { now: Date.now, nonce: () => 'n' },
      );
      expect(parametersOf(theirs)).toEqual(parametersOf(signed));
      expect([...new URLSearchParams(theirs.body)].sort()).toEqual([...new URLSearchParams(signed.body)].sort());
      for (const name of ['x-acs-action', 'x-acs-version', 'content-type'])
        expect(theirs.headers[name]).toBe(signed.headers[name]);
      const signedHeaders = (request: WireRequest): readonly string[] =>
        (/SignedHeaders=([^,]*)/.exec(request.headers['authorization'] ?? '')?.[1] ?? '').split(';');
      expect(signedHeaders(theirs).filter((name) => name !== 'x-acs-credentials-provider')).toEqual(
        signedHeaders(signed),
      );
    });
  },
);

const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };

describe.each(['huawei', 'otc'])('for the same input, driver and SDK of %s', (vendor) => {
  const connection = {
    name: 'büro-1',
    psk: 'Test~@123 {}',
    peer_subnets: ['192.168.55.0/24'],
    ikepolicy: { ike_version: 'v2', lifetime_seconds: 86400, dpd: { timeout: 15 } },
    ipsecpolicy: { pfs: 'group14', lifetime_seconds: 7200 },
  };
  const values = {
    project_id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    vpn_connection_id: '0b599c89-7d5c-2179-1b3f-05ad158b2b1f',
  };
  const ours = driverNamed('json').encode(loadOperation(`${vendor}.update-vpn-connection`), 'update', {
    ...values,
    vpn_connection: connection,
  });

  it('send the same body to the same place', () => {
    expect([ours.method, ours.path]).toEqual([
      'PUT',
      `/v5/${values.project_id}/vpn-connection/${values.vpn_connection_id}`,
    ]);
    expect(ours.body).toBe(JSON.stringify({ vpn_connection: connection }));
    expect(ours.headers['content-type']).toBe('application/json');
  });

  it.each([
    ['a project', { 'X-Project-Id': values.project_id }, { projectId: values.project_id }],
    ['a session token', { 'X-Security-Token': 'token/+=' }, { securityToken: 'token/+=' }],
    ['nothing else', {}, {}],
  ])('sign it alike, with %s in the headers', (_, headers, more) => {
    const endpoint = `http://${host()}${ours.path}`;
    const data = { vpn_connection: connection };
    const theirs = huaweiSigner.sign(
      { endpoint, method: 'PUT', queryParams: {}, headers: { 'content-type': 'application/json', ...headers }, data },
      { getAk: () => 'ak', getSk: () => 'sk' },
    );
    const sent = Object.fromEntries(Object.entries(theirs).map(([name, value]) => [name.toLowerCase(), value]));
    const [, year, month, day, hour, minute, second] =
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(sent['x-sdk-date'] ?? '') ?? [];
    const now = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    const signed = sdkHmac.sign(
      ours,
      `http://${host()}`,
      { ...credentials, ...more },
      { now: () => now, nonce: () => 'n' },
    );
    for (const [name, value] of Object.entries(sent)) expect([name, signed.headers[name]]).toEqual([name, value]);
    expect(sent['authorization']).toMatch(/^SDK-HMAC-SHA256 Access=ak, SignedHeaders=[a-z;-]*content-type;host;/);
  });
});

describe('for the same input, driver and SDK of Baidu AI Cloud', () => {
  it.each([undefined, 'token/+='])('send the same request, with the session token %s', async (securityToken) => {
    const body = {
      vpnId: 'vpn-shr6dtz1jjbk',
      vpnConnName: 'büro',
      secretKey: '!sdse154d',
      localSubnets: ['192.168.0.0/20'],
      remoteIp: '3.4.5.6',
      remoteSubnets: ['192.168.100.0/24'],
      ikeConfig: { ikeVersion: 'v1', ikeLifeTime: 25500 },
      ipsecConfig: { ipsecEncAlg: 'aes', ipsecLifetime: 25500 },
    };
    const clientToken = 'a token+of ~me';
    const ours = driverNamed('json').encode(loadOperation('baidu.update-vpn-conn'), 'update', {
      version: '1',
      vpnConnId: 'vpnconn-mpfwkca8zsuv',
      clientToken,
      ...body,
    });
    const client = new BaiduClient(
      {
        endpoint: `http://${host()}`,
        credentials: { ak: 'ak', sk: 'sk' },
        ...(securityToken === undefined ? {} : { sessionToken: securityToken }),
      },
      'vpn',
      false,
    );
    await client.sendRequest('PUT', '/v1/vpn/vpnconn/vpnconn-mpfwkca8zsuv', {
      params: { clientToken },
      body: JSON.stringify(body),
    });
    const now = Date.parse(seen.headers['x-bce-date'] ?? '');
    const signed = bceAuth.sign(
      ours,
      `http://${host()}`,
      { ...credentials, ...(securityToken === undefined ? {} : { securityToken }) },
      { now: () => now, nonce: () => 'n' },
    );
    const place = ({ method, path }: WireRequest): readonly unknown[] => {
      const { pathname, searchParams } = new URL(path, 'http://a');
      return [method, pathname, [...searchParams]];
    };
    expect(place(seen)).toEqual(place(signed));
    expect(JSON.parse(seen.body ?? '')).toEqual(JSON.parse(signed.body ?? ''));
    for (const name of ['host', 'x-bce-date', 'x-bce-security-token'])
      expect([name, seen.headers[name]]).toEqual([name, signed.headers[name]]);
    // The SDK may sign more headers; who signs and until when is the same.
    const prefix = ({ headers }: WireRequest): readonly string[] =>
      (headers['authorization'] ?? '').split('/').slice(0, 4);
    expect(prefix(seen)).toEqual(prefix(signed));
    const signer = new BaiduAuth('ak', 'sk');
    const names = (signed.headers['authorization'] ?? '').split('/')[4]?.split(';') ?? [];
    const { pathname } = new URL(signed.path, 'http://a');
    expect(
      signer.generateAuthorization('PUT', pathname, { clientToken }, signed.headers, now / 1000, 1800, names),
    ).toBe(signed.headers['authorization']);
  });
});
