import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOperation } from '../../../specs/catalogue.js';
import type { LogicalRequest, WireRequest } from '../../../specs/target.js';
import { alibabaAcs3 } from '../../../targets/drivers/alibaba/acs3-signature.js';
import { rpcParameters } from '../../../targets/drivers/alibaba/rpc-signature.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { AlibabaConfig, alibabaVpc } from './vendor-sdks.js';

const contract = loadOperation('alibaba.modify-vpn-attachment-attribute');
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
        tunnelIkeConfig: new alibabaVpc.ModifyVpnAttachmentAttributeRequestTunnelOptionsSpecificationTunnelIkeConfig({ psk: 'a&b=c', ikeLifetime: 3600 }),
        tunnelBgpConfig: new alibabaVpc.ModifyVpnAttachmentAttributeRequestTunnelOptionsSpecificationTunnelBgpConfig({
          localAsn: 65530,
          tunnelCidr: '169.254.11.0/30',
        }),
      }),
      new alibabaVpc.ModifyVpnAttachmentAttributeRequestTunnelOptionsSpecification({
        tunnelIndex: 2,
        enableDpd: false,
        tunnelIpsecConfig: new alibabaVpc.ModifyVpnAttachmentAttributeRequestTunnelOptionsSpecificationTunnelIpsecConfig({ ipsecPfs: 'group14' }),
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
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]));
    seen = { method: request.method ?? '', path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() };
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
});
afterAll(() => server.close());

async function sentBySdk(signatureAlgorithm: string | undefined): Promise<WireRequest> {
  const address = server.address();
  const endpoint = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const config = new AlibabaConfig({ accessKeyId: 'ak', accessKeySecret: 'sk', endpoint, protocol: 'http', regionId: 'cn-hangzhou', signatureAlgorithm });
  await new alibabaVpc.default(config).modifyVpnAttachmentAttribute(sdkRequest());
  return seen;
}

function parametersOf(request: WireRequest): Readonly<Record<string, string>> {
  const ofSignature = ['AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureNonce', 'SignatureVersion', 'Timestamp', 'Format'];
  return Object.fromEntries(rpcParameters(request).filter(([name]) => !ofSignature.includes(name)));
}

describe('for the same input, the driver and the SDK of Alibaba Cloud send', () => {
  const ours = driverNamed('alibaba-rpc').encode(contract, 'update', logical);

  it('the same parameters with version 1', async () => {
    const theirs = await sentBySdk('v2');
    expect(parametersOf(theirs)).toEqual(parametersOf(ours));
    expect(Object.keys(parametersOf(ours)).length).toBeGreaterThan(10);
  });

  it('the same parameters, body and headers with ACS3', async () => {
    const theirs = await sentBySdk(undefined);
    const signed = alibabaAcs3.sign(ours, 'http://127.0.0.1', { accessKeyId: 'ak', accessKeySecret: 'sk' }, { now: Date.now, nonce: () => 'n' });
    expect(parametersOf(theirs)).toEqual(parametersOf(signed));
    expect([...new URLSearchParams(theirs.body)].sort()).toEqual([...new URLSearchParams(signed.body)].sort());
    for (const name of ['x-acs-action', 'x-acs-version', 'content-type']) expect(theirs.headers[name]).toBe(signed.headers[name]);
    const signedHeaders = (request: WireRequest): readonly string[] =>
      (/SignedHeaders=([^,]*)/.exec(request.headers['authorization'] ?? '')?.[1] ?? '').split(';');
    expect(signedHeaders(theirs).filter((name) => name !== 'x-acs-credentials-provider')).toEqual(signedHeaders(signed));
  });
});
