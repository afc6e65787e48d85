import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { scopedSignature } from '../../../targets/drivers/huawei/sdk-hmac-signature.js';
import { verifyHuawei } from '../../../targets/drivers/huawei/verify-huawei.js';
import { type ReferenceTarget, startReference } from '../../../targets/reference/start-reference.js';

let reference: ReferenceTarget;
beforeAll(async () => {
  reference = await startReference({ contracts: loadCatalogue(), settleMs: 1 });
});
afterAll(() => reference.close());

const huaweiPath = '/v5/0a1b2c3d4e5f60718293a4b5c6d7e8f9/vpn-connection/0b599c89-7d5c-2179-1b3f-05ad158b2b1f';
const gateway = 'RegionId=cn-hangzhou&VpnGatewayId=vpn-bp1q8bgx4xnkm2ogjvc01';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(method: string, path: string, body?: object | string): Promise<Answer> {
  const answer = await fetch(`${reference.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
}

describe('what clients read of an answer, the reference sends:', () => {
  it.each([
    ['Huawei Cloud', '', huaweiPath],
    [
      'Open Telekom Cloud',
      '/otc.update-vpn-connection',
      '/v5/0b4f6c2d9a7e4c1f8d35a1e6f07b9c42/vpn-connection/0c68ec55-41dc-477f-ba17-fea535c3212d',
    ],
  ])('the id of the request as X-Request-Id, of %s, with success and with refusals', async (_, prefix, path) => {
    const shown = await ask('GET', `${prefix}${path}`);
    const refused = await ask('PUT', `${prefix}${path}`, { vpn_connection: { psk: 'short' } });
    expect([shown.status, refused.status]).toEqual([200, 400]);
    for (const { headers, body } of [shown, refused]) expect(headers.get('x-request-id')).toBe(body['request_id']);
  });

  it.each([
    ['an invalid request', 'PUT', huaweiPath, { vpn_connection: { psk: 'short' } }, [400, 'VPN.0001']],
    ['a body that is no JSON', 'PUT', huaweiPath, '{', [400, 'VPN.0001']],
    ['an unknown connection', 'GET', `${huaweiPath.slice(0, -1)}0`, undefined, [404, 'VPN.0004']],
    ['a path that is not served', 'POST', '/v5/x/vpn-gateways', {}, [404, 'APIGW.0101']],
  ])('the known code of Huawei Cloud for %s', async (_, method, path, body, expected) => {
    const answer = await ask(method, path, body);
    expect([answer.status, answer.body['error_code']]).toEqual(expected);
    expect(answer.body).toMatchObject({ error_msg: expect.any(String), request_id: expect.any(String) });
  });

  it.each([
    ['a body that is no JSON', 'PUT', '/v1/vpn/vpnconn/vpnconn-ku4cxya6nisq', '{', [400, 'MalformedJSON']],
    ['an invalid request', 'PUT', '/v1/vpn/vpnconn/vpnconn-ku4cxya6nisq', {}, [400, 'InappropriateJSON']],
    ['a path that is not served', 'GET', '/v1/vpc/x', undefined, [404, 'NoSuchObject']],
  ])('the known code of Baidu AI Cloud for %s', async (_, method, path, body, expected) => {
    const answer = await ask(method, path, body);
    expect([answer.status, answer.body['code']]).toEqual(expected);
    expect(answer.headers.get('x-bce-request-id')).toBe(answer.body['requestId']);
  });

  it.each([
    ['an action that is not served', `Action=CreateVpnGateway`, [404, 'InvalidApi.NotFound']],
    ['a read-back without its id', 'Action=DescribeVpnGateway&RegionId=cn-hangzhou', [400, 'MissingParameter']],
  ])('the known code of Alibaba Cloud for %s, by GET and by POST', async (_, query, expected) => {
    for (const method of ['GET', 'POST']) {
      const answer = await ask(method, `/?${query}`);
      expect([answer.status, answer.body['Code']]).toEqual(expected);
      expect(answer.body).toMatchObject({ RequestId: expect.any(String), Message: expect.any(String) });
      expect(answer.body).toMatchObject({ HostId: 'vpc.aliyuncs.com', Recommend: expect.stringMatching(/^https:/) });
    }
  });

  it('an update of Alibaba Cloud by GET', async () => {
    const answer = await ask('GET', `/?Action=UpdateEnhancedVpnGateway&${gateway}&Name=by-get`);
    expect([answer.status, answer.body['Name']]).toEqual([200, 'by-get']);
  });

  it('a refusal says that a rule is broken, and which', async () => {
    const { body } = await ask('PUT', huaweiPath, { vpn_connection: { psk: 'short' } });
    expect(body['error_msg']).toMatch(/^The request breaks a rule: .*psk/);
  });
});

describe('the signature of Open Telekom Cloud’s Go client', () => {
  const hash = createHash('sha256').update('').digest('hex');
  const headers = { host: 'example.com', 'x-project-id': 'project', 'x-sdk-date': '19700101T000001Z' };
  const signed = Object.keys(headers);

  // A published test vector of that signature.
  it('is calculated with a key for its scope', () => {
    const parts = { method: 'GET', path: '/', query: [], headers, signed, bodyHash: hash };
    expect(scopedSignature(parts, '19700101T000001Z', 'sk', '19700101///sdk_request')).toBe(
      'ec385090522c25504a5b574c7195ac56bf37081d90f74fc093a2676f906cb057',
    );
  });

  it.each([
    ['right', 'sk', {}],
    ['wrong', 'other', { refusal: expect.objectContaining({ status: 401, code: 'APIGW.0301' }) }],
  ])('that is %s is found so', (_, secret, expected) => {
    const parts = { method: 'GET', path: '/v5/a', query: [], headers, signed, bodyHash: hash };
    const signature = scopedSignature(parts, '19700101T000001Z', secret, '19700101///sdk_request');
    const authorization = `SDK-HMAC-SHA256 Credential=ak/19700101///sdk_request, SignedHeaders=${signed.join(';')}, Signature=${signature}`;
    const request = { method: 'GET', path: '/v5/a', headers: { ...headers, authorization } };
    const known = { keys: [{ accessKeyId: 'ak', accessKeySecret: 'sk' }], tokens: [], headers: {} };
    expect(verifyHuawei(request, known, 1000)).toEqual(expected);
  });
});
