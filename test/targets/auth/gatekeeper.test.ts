import { describe, expect, it } from 'vitest';
import type { WireRequest } from '../../../contract/target.js';
import type { AuthEntry } from '../../../generated/target-file.js';
import { createSigner } from '../../../targets/auth/create-signer.js';
import { Gatekeeper } from '../../../targets/reference/gatekeeper.js';
import { testCredentials } from '../../../targets/reference/test-credentials.js';
import { testEnvironment } from './test-signers.js';

const now = Date.UTC(2026, 0, 31, 8);
const minute = 60_000;
const host = '127.0.0.1:18080';
const key = { accessKeyId: { env: 'TEST_KEY' }, accessKeySecret: { env: 'TEST_SECRET' } };
const session = {
  accessKeyId: { env: 'TEMPORARY_KEY' },
  accessKeySecret: { env: 'TEMPORARY_SECRET' },
  securityToken: { env: 'SESSION_TOKEN' },
};
const v1: AuthEntry = { scheme: 'alibaba-v1', ...key };
const acs3: AuthEntry = { scheme: 'alibaba-acs3', ...key };
const hmac: AuthEntry = { scheme: 'sdk-hmac-sha256', ...key };
const bce: AuthEntry = { scheme: 'bce-auth-v1', ...key };
const rpc: WireRequest = {
  method: 'POST',
  path: '/?Action=DoIt&Version=1&RegionId=cn-hangzhou',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Tunnels.1.Name=a',
};
const rest: WireRequest = {
  method: 'PUT',
  path: '/v1/links/a?clientToken=b',
  headers: { 'content-type': 'application/json' },
  body: '{"a":1}',
};

interface Situation {
  readonly shift?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nonce?: string;
}

/** The request as it arrives: signed, with the host header that every client sends. */
function arriving(
  entry: AuthEntry,
  request: WireRequest,
  { shift = 0, environment = {}, nonce = 'nonce' }: Situation = {},
): WireRequest {
  const signer = createSigner(
    entry,
    { ...testEnvironment, ...environment },
    { now: () => now + shift, nonce: () => nonce },
  );
  const signed = signer?.sign(request, `http://${host}`) ?? request;
  return { ...signed, headers: { ...signed.headers, host } };
}

function answer(vendor: string, request: WireRequest): string {
  const refusal = new Gatekeeper({ credentials: testCredentials, now: () => now }).refusal(vendor, request);
  return refusal === undefined ? 'let in' : `${refusal.status} ${refusal.code}`;
}

function without(request: WireRequest, name: string): WireRequest {
  const { [name]: _, ...headers } = request.headers;
  return { ...request, headers };
}

function withHeader(request: WireRequest, name: string, value: string): WireRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

const strange = { TEST_KEY: 'nobody' };
const wrong = { TEST_SECRET: 'wrong' };
const foreign = { SESSION_TOKEN: 'of another session' };

describe('a gatekeeper answers as the vendor documents', () => {
  it.each<[string, string, WireRequest, string]>([
    ['version 1', 'alibaba', arriving(v1, rpc), 'let in'],
    ['version 1 with everything in the form', 'alibaba', inForm(arriving(v1, { ...rpc, method: 'POST' })), 'let in'],
    ['version 1, 15 minutes late', 'alibaba', arriving(v1, rpc, { shift: -15 * minute }), 'let in'],
    [
      'version 1, more than 15 minutes late',
      'alibaba',
      arriving(v1, rpc, { shift: -15 * minute - 1000 }),
      '400 InvalidTimeStamp.Expired',
    ],
    [
      'version 1, more than 15 minutes early',
      'alibaba',
      arriving(v1, rpc, { shift: 15 * minute + 1000 }),
      '400 InvalidTimeStamp.Expired',
    ],
    ['version 1 without credentials', 'alibaba', arriving({ scheme: 'none' }, rpc), '400 MissingAccessKeyId'],
    [
      'version 1 without a signature',
      'alibaba',
      { ...rpc, path: `${rpc.path}&AccessKeyId=a` },
      '400 IncompleteSignature',
    ],
    [
      'version 1 of an unknown key',
      'alibaba',
      arriving(v1, rpc, { environment: strange }),
      '404 InvalidAccessKeyId.NotFound',
    ],
    [
      'version 1 with a wrong secret',
      'alibaba',
      arriving(v1, rpc, { environment: wrong }),
      '400 SignatureDoesNotMatch',
    ],
    [
      'version 1 with a changed body',
      'alibaba',
      { ...arriving(v1, rpc), body: 'Tunnels.1.Name=b' },
      '400 SignatureDoesNotMatch',
    ],
    ['version 1 with another method', 'alibaba', { ...arriving(v1, rpc), method: 'GET' }, '400 SignatureDoesNotMatch'],
    [
      'version 1 with a foreign session',
      'alibaba',
      arriving({ ...v1, ...session }, rpc, { environment: foreign }),
      '400 InvalidSecurityToken.MismatchWithAccessKey',
    ],
    [
      'version 1 without its session',
      'alibaba',
      arriving({ ...v1, accessKeyId: { env: 'TEMPORARY_KEY' } }, rpc),
      '400 InvalidSecurityToken.MismatchWithAccessKey',
    ],
    ['version 1 with a bent timestamp', 'alibaba', bent(arriving(v1, rpc)), '400 InvalidTimeStamp.Format'],
    ['ACS3', 'alibaba', arriving(acs3, rpc), 'let in'],
    [
      'ACS3 with unsigned headers of no meaning',
      'alibaba',
      withHeader(arriving(acs3, rpc), 'user-agent', 'x'),
      'let in',
    ],
    [
      'ACS3 with an unsigned x-acs- header',
      'alibaba',
      withHeader(arriving(acs3, rpc), 'x-acs-more', 'x'),
      '400 IncompleteSignature',
    ],
    [
      'ACS3 that is cut off',
      'alibaba',
      withHeader(arriving(acs3, rpc), 'authorization', 'ACS3-HMAC-SHA256 Credential=a'),
      '400 IncompleteSignature',
    ],
    [
      'ACS3 with a changed body',
      'alibaba',
      { ...arriving(acs3, rpc), body: 'Tunnels.1.Name=b' },
      '400 SignatureDoesNotMatch',
    ],
    [
      'ACS3 with another action',
      'alibaba',
      withHeader(arriving(acs3, rpc), 'x-acs-action', 'DoMore'),
      '400 SignatureDoesNotMatch',
    ],
    [
      'ACS3 of an unknown key',
      'alibaba',
      arriving(acs3, rpc, { environment: strange }),
      '404 InvalidAccessKeyId.NotFound',
    ],
    ['ACS3 of yesterday', 'alibaba', arriving(acs3, rpc, { shift: -24 * 60 * minute }), '400 InvalidTimeStamp.Expired'],
    ['AK/SK', 'huawei', arriving(hmac, rest), 'let in'],
    ['AK/SK', 'otc', arriving(hmac, rest), 'let in'],
    ['AK/SK without credentials', 'huawei', arriving({ scheme: 'none' }, rest), '401 APIGW.0301'],
    ['AK/SK with a wrong secret', 'huawei', arriving(hmac, rest, { environment: wrong }), '401 APIGW.0301'],
    ['AK/SK of an unknown key', 'huawei', arriving(hmac, rest, { environment: strange }), '401 APIGW.0301'],
    ['AK/SK with a changed body', 'huawei', { ...arriving(hmac, rest), body: '{"a":2}' }, '401 APIGW.0301'],
    [
      'AK/SK with another path',
      'huawei',
      { ...arriving(hmac, rest), path: '/v1/links/b?clientToken=b' },
      '401 APIGW.0301',
    ],
    [
      'AK/SK with a foreign session',
      'huawei',
      arriving({ ...hmac, ...session }, rest, { environment: foreign }),
      '401 APIGW.0301',
    ],
    [
      'AK/SK more than 15 minutes late',
      'huawei',
      arriving(hmac, rest, { shift: -15 * minute - 1000 }),
      '401 APIGW.0303',
    ],
    ['AK/SK without a date', 'huawei', without(arriving(hmac, rest), 'x-sdk-date'), '401 APIGW.0303'],
    ['a token', 'otc', arriving({ scheme: 'x-auth-token', token: { env: 'AUTH_TOKEN' } }, rest), 'let in'],
    ['a wrong token', 'otc', withHeader(rest, 'x-auth-token', 'x'), '401 APIGW.0301'],
    ['bce-auth-v1', 'baidu', arriving(bce, rest), 'let in'],
    ['bce-auth-v1 without credentials', 'baidu', arriving({ scheme: 'none' }, rest), '403 AccessDenied'],
    [
      'bce-auth-v1 with a wrong secret',
      'baidu',
      arriving(bce, rest, { environment: wrong }),
      '400 SignatureDoesNotMatch',
    ],
    ['bce-auth-v1 of an unknown key', 'baidu', arriving(bce, rest, { environment: strange }), '403 InvalidAccessKeyId'],
    [
      'bce-auth-v1 with another path',
      'baidu',
      { ...arriving(bce, rest), path: '/v1/links/b?clientToken=b' },
      '400 SignatureDoesNotMatch',
    ],
    [
      'bce-auth-v1, whose body is not signed, with a changed body',
      'baidu',
      { ...arriving(bce, rest), body: '{"a":2}' },
      'let in',
    ],
    [
      'bce-auth-v1 with a foreign session',
      'baidu',
      arriving({ ...bce, ...session }, rest, { environment: foreign }),
      '403 AccessDenied',
    ],
    ['bce-auth-v1 past its expiry', 'baidu', arriving(bce, rest, { shift: -30 * minute - 1000 }), '400 RequestExpired'],
    [
      'bce-auth-v1 more than 15 minutes early',
      'baidu',
      arriving(bce, rest, { shift: 15 * minute + 1000 }),
      '403 RequestTimeTooSkewed',
    ],
    [
      'bce-auth-v1 that is cut off',
      'baidu',
      withHeader(rest, 'authorization', 'bce-auth-v1/a'),
      '400 InvalidHTTPAuthHeader',
    ],
    [
      'bce-auth-v1 without the host',
      'baidu',
      withHeader(rest, 'authorization', `bce-auth-v1/${testEnvironment['TEST_KEY']}/2026-01-31T08:00:00Z/60/x/y`),
      '400 InvalidHTTPAuthHeader',
    ],
    [
      'the fixed header',
      'acme',
      arriving({ scheme: 'headers', headers: { 'X-Api-Key': { env: 'API_KEY' } } }, rest),
      'let in',
    ],
    ['no header', 'acme', rest, '401 Unauthorized'],
  ])('%s (%s)', (_, vendor, request, expected) => {
    expect(answer(vendor, request)).toBe(expected);
  });

  it.each([
    ['version 1', v1],
    ['ACS3', acs3],
  ])('a nonce of %s that was used, until nobody could use it any more', (_, entry) => {
    let clock = now;
    const gatekeeper = new Gatekeeper({ credentials: testCredentials, now: () => clock });
    const first = arriving(entry, rpc, { nonce: 'once' });
    expect(gatekeeper.refusal('alibaba', first)).toBeUndefined();
    expect(gatekeeper.refusal('alibaba', first)).toMatchObject({ status: 400, code: 'SignatureNonceUsed' });
    expect(gatekeeper.refusal('alibaba', arriving(entry, rpc, { nonce: 'other' }))).toBeUndefined();
    clock += 30 * minute + 1;
    expect(gatekeeper.refusal('alibaba', arriving(entry, rpc, { nonce: 'once', shift: 30 * minute }))).toBeUndefined();
  });
});

/** All parameters in the form body, as older clients send them; the signature does not know the difference. */
function inForm(request: WireRequest): WireRequest {
  const query = request.path.slice(2);
  return { ...request, path: '/', body: `${request.body}&${query}` };
}

function bent(request: WireRequest): WireRequest {
  return { ...request, path: request.path.replace(/Timestamp=[^&]*/, 'Timestamp=today') };
}
