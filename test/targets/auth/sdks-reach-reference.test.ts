import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { requestModel } from '../../../properties/request-model.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { type ReferenceTarget, startReference } from '../../../targets/reference/start-reference.js';
import { testCredentials } from '../../../targets/reference/test-credentials.js';
import { AlibabaConfig, alibabaVpc, BaiduClient, huaweiSigner } from './vendor-sdks.js';

const operations = [
  'alibaba.modify-vpn-attachment-attribute',
  'alibaba.update-enhanced-vpn-gateway',
  'baidu.update-vpn-conn',
  'huawei.update-vpn-connection',
  'otc.update-vpn-connection',
];
const contracts = operations.map((id) => loadOperation(id));
let reference: ReferenceTarget;
beforeAll(async () => {
  reference = await startReference({ contracts, settleMs: 0, auth: { credentials: testCredentials } });
});
afterAll(() => reference.close());

const keys = testCredentials.keys.map(
  (key) => [key.securityToken === undefined ? 'a permanent key' : 'a temporary key', key] as const,
);

function valuesOf(id: string): Readonly<Record<string, string>> {
  const [fixture] = contracts.find((contract) => contract.id === id)?.fixtures ?? [];
  return Object.fromEntries(
    Object.entries(fixture?.values ?? {}).map(([name, value]) => [name, [value].flat()[0] ?? '']),
  );
}

/** The body of a small valid update. */
function plainBody(id: string): string {
  const contract = loadOperation(id);
  const [fixture] = contract.fixtures;
  if (fixture === undefined) throw new Error(`${id} has no fixture`);
  const model = requestModel(contract, fixture);
  return driverNamed(contract.driver.name).encode(contract, 'update', model.logical(model.base())).body ?? '';
}

describe.each(keys)('with %s, the SDK of', (_, key) => {
  const { accessKeyId, accessKeySecret, securityToken } = key;

  it.each([
    ['ACS3-HMAC-SHA256', undefined],
    ['version 1', 'v2'],
  ])('Alibaba Cloud gets through to both operations, signed with %s', async (_name, signatureAlgorithm) => {
    const { host } = new URL(reference.url);
    const config = new AlibabaConfig({
      accessKeyId,
      accessKeySecret,
      securityToken,
      signatureAlgorithm,
      endpoint: host,
      protocol: 'http',
      regionId: 'cn-hangzhou',
    });
    const client = new alibabaVpc.default(config);
    const gateway = valuesOf('alibaba.update-enhanced-vpn-gateway');
    const updated = await client.updateEnhancedVpnGateway(
      new alibabaVpc.UpdateEnhancedVpnGatewayRequest({
        regionId: gateway['RegionId'],
        vpnGatewayId: gateway['VpnGatewayId'],
        description: "it's (a) *text*~+ü",
      }),
    );
    expect(updated.statusCode).toBe(200);
    const attachment = valuesOf('alibaba.modify-vpn-attachment-attribute');
    const modified = await client.modifyVpnAttachmentAttribute(
      new alibabaVpc.ModifyVpnAttachmentAttributeRequest({
        regionId: attachment['RegionId'],
        vpnConnectionId: attachment['VpnConnectionId'],
        name: 'nicename',
      }),
    );
    expect(modified.body).toMatchObject({ vpnConnectionId: attachment['VpnConnectionId'], name: 'nicename' });
  });

  it.each(['huawei', 'otc'])(
    "Huawei Cloud gets through to %s, its signer's headers sent as they are",
    async (vendor) => {
      const id = `${vendor}.update-vpn-connection`;
      const values = valuesOf(id);
      const endpoint = `${reference.urlOf(id)}/v5/${values['project_id']}/vpn-connection/${values['vpn_connection_id']}`;
      const data: unknown = JSON.parse(plainBody(id));
      const headers = {
        'content-type': 'application/json',
        'X-Project-Id': values['project_id'] ?? '',
        ...(securityToken === undefined ? {} : { 'X-Security-Token': securityToken }),
      };
      const signed = huaweiSigner.sign(
        { endpoint, method: 'PUT', queryParams: {}, headers, data },
        { getAk: () => accessKeyId, getSk: () => accessKeySecret },
      );
      const answer = await fetch(endpoint, { method: 'PUT', headers: signed, body: JSON.stringify(data) });
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('request_id')]);
    },
  );

  it('Baidu AI Cloud gets through', async () => {
    const values = valuesOf('baidu.update-vpn-conn');
    const client = new BaiduClient(
      {
        endpoint: reference.url,
        credentials: { ak: accessKeyId, sk: accessKeySecret },
        ...(securityToken === undefined ? {} : { sessionToken: securityToken }),
      },
      'vpn',
      false,
    );
    const sent = client.sendRequest('PUT', `/v${values['version']}/vpn/vpnconn/${values['vpnConnId']}`, {
      params: { clientToken: `a token+of ~${accessKeyId}` },
      body: plainBody('baidu.update-vpn-conn'),
    });
    await expect(sent).resolves.toMatchObject({ http_headers: { 'x-bce-request-id': expect.any(String) } });
  });
});

describe('the same SDKs are refused with a wrong secret by', () => {
  it('Alibaba Cloud', async () => {
    const { host } = new URL(reference.url);
    const config = new AlibabaConfig({
      accessKeyId: testCredentials.keys[0]?.accessKeyId,
      accessKeySecret: 'wrong',
      endpoint: host,
      protocol: 'http',
      regionId: 'cn-hangzhou',
    });
    const gateway = valuesOf('alibaba.update-enhanced-vpn-gateway');
    const request = new alibabaVpc.UpdateEnhancedVpnGatewayRequest({
      regionId: gateway['RegionId'],
      vpnGatewayId: gateway['VpnGatewayId'],
    });
    await expect(new alibabaVpc.default(config).updateEnhancedVpnGateway(request)).rejects.toMatchObject({
      statusCode: 400,
      code: 'SignatureDoesNotMatch',
    });
  });
  it('Baidu AI Cloud', async () => {
    const values = valuesOf('baidu.update-vpn-conn');
    const client = new BaiduClient(
      { endpoint: reference.url, credentials: { ak: testCredentials.keys[0]?.accessKeyId ?? '', sk: 'wrong' } },
      'vpn',
      false,
    );
    await expect(
      client.sendRequest('PUT', `/v${values['version']}/vpn/vpnconn/${values['vpnConnId']}`, { body: '{}' }),
    ).rejects.toMatchObject({
      status_code: 400,
      code: 'SignatureDoesNotMatch',
    });
  });
});

describe('the same SDKs read of a refusal its code, its text and the id of the request:', () => {
  const [key] = testCredentials.keys;

  it('Alibaba Cloud, of a rule that is broken and of an action that is not served', async () => {
    const { host } = new URL(reference.url);
    const config = new AlibabaConfig({ ...key, endpoint: host, protocol: 'http', regionId: 'cn-hangzhou' });
    const client = new alibabaVpc.default(config);
    const gateway = valuesOf('alibaba.update-enhanced-vpn-gateway');
    const request = new alibabaVpc.UpdateEnhancedVpnGatewayRequest({
      regionId: gateway['RegionId'],
      vpnGatewayId: gateway['VpnGatewayId'],
      name: 'http://x',
    });
    await expect(client.updateEnhancedVpnGateway(request)).rejects.toMatchObject({
      statusCode: 400,
      code: expect.stringMatching(/^\w/),
      message: expect.stringContaining('The request breaks a rule'),
      data: { RequestId: expect.stringMatching(/^[0-9A-Fa-f-]{36}$/) },
    });
  });

  it('Baidu AI Cloud', async () => {
    const client = new BaiduClient(
      { endpoint: reference.url, credentials: { ak: key?.accessKeyId ?? '', sk: key?.accessKeySecret ?? '' } },
      'vpn',
      false,
    );
    const values = valuesOf('baidu.update-vpn-conn');
    await expect(
      client.sendRequest('PUT', `/v${values['version']}/vpn/vpnconn/${values['vpnConnId']}`, { body: '{}' }),
    ).rejects.toMatchObject({
      status_code: 400,
      code: 'InappropriateJSON',
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });
});
