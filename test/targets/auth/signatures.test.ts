import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireRequest } from '../../../contract/target.js';
import { alibabaAcs3 } from '../../../targets/drivers/alibaba/acs3-signature.js';
import { alibabaV1, rpcParameters } from '../../../targets/drivers/alibaba/rpc-signature.js';
import type { AuthScheme, Credentials } from '../../../targets/drivers/auth-scheme.js';
import { bceAuth } from '../../../targets/drivers/baidu/bce-signature.js';
import { sha256 } from '../../../targets/drivers/digests.js';
import { sdkHmac } from '../../../targets/drivers/huawei/sdk-hmac-signature.js';
import { encodedPairs, percentEncoded } from '../../../targets/drivers/percent-encoding.js';
import { splitQuery } from '../../../targets/drivers/wire-place.js';
import { alibabaUtil, BaiduAuth, huaweiSigner } from './vendor-sdks.js';

const now = Date.UTC(2026, 0, 31, 8, 0, 1);
const world = { now: () => now, nonce: () => '3f8c41d2-nonce' };
const baseUrl = 'http://127.0.0.1:18080';
const keys: Credentials = { accessKeyId: 'AKtest', accessKeySecret: 'SKtest/+ü' };
const temporary: Credentials = { ...keys, securityToken: 'token+/= of a session' };

interface Given {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', ' ', "a b+c*d!'()~", '%2F', 'ü/ö', '😀', '{"Psk":"a b"}'),
);
const given: fc.Arbitrary<Given> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST'),
  segments: fc.array(
    fc.stringMatching(/^[\w.~-]{1,8}$/).filter((segment) => !/^\.+$/.test(segment)),
    { minLength: 1, maxLength: 3 },
  ),
  query: fc.dictionary(fc.stringMatching(/^[A-Za-z][\w.]{0,6}$/), text, { maxKeys: 5, noNullPrototype: true }),
  body: fc.option(
    fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,5}$/), text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    { nil: undefined },
  ),
});

function wireOf({ method, segments, query, body }: Given, form: boolean): WireRequest {
  const pathname = form ? '/' : `/${segments.map(percentEncoded).join('/')}`;
  const pairs = encodedPairs(Object.entries(query));
  const content = form
    ? encodedPairs(Object.entries(body ?? {}).map(([name, value]) => [`Form.${name}`, String(value)]))
    : JSON.stringify(body);
  return {
    method,
    path: pairs === '' ? pathname : `${pathname}?${pairs}`,
    headers: {
      accept: 'application/json',
      ...(body === undefined
        ? {}
        : { 'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: content }),
  };
}

function holds(
  scheme: AuthScheme,
  form: boolean,
  same: (signed: WireRequest, input: Given, credentials: Credentials) => void,
): void {
  fc.assert(
    fc.property(given, fc.constantFrom(keys, temporary), (input, credentials) =>
      same(scheme.sign(wireOf(input, form), baseUrl, credentials, world), input, credentials),
    ),
  );
}

const secret = keys.accessKeySecret ?? '';

describe('what is signed here carries the signature that the SDK calculates from it', () => {
  it('with version 1 of Alibaba Cloud', () => {
    holds(alibabaV1, true, (signed, _, { securityToken }) => {
      const parameters = new Map(rpcParameters(signed));
      const { Signature: signature, ...rest } = Object.fromEntries(parameters);
      expect(rest).toMatchObject({
        Timestamp: '2026-01-31T08:00:01Z',
        SignatureNonce: '3f8c41d2-nonce',
        AccessKeyId: 'AKtest',
      });
      expect(rest['SecurityToken']).toBe(securityToken);
      expect(signature).toBe(alibabaUtil.getRPCSignature(rest, signed.method, secret));
    });
  });

  it('with ACS3-HMAC-SHA256 of Alibaba Cloud', () => {
    holds(alibabaAcs3, true, (signed, _, { securityToken }) => {
      const { authorization, ...headers } = signed.headers;
      const { pathname, query } = splitQuery(signed.path);
      const parameters = Object.fromEntries(new URLSearchParams(query));
      const hash = sha256(signed.body ?? '');
      expect(headers['x-acs-security-token']).toBe(securityToken);
      expect(authorization).toBe(
        alibabaUtil.getAuthorization(
          { method: signed.method, pathname, query: parameters, headers },
          'ACS3-HMAC-SHA256',
          hash,
          'AKtest',
          secret,
        ),
      );
    });
  });

  it('with SDK-HMAC-SHA256 of Huawei Cloud', () => {
    const projectId = '0123456789abcdef';
    holds(
      {
        ...sdkHmac,
        sign: (request, url, credentials, own) => sdkHmac.sign(request, url, { ...credentials, projectId }, own),
      },
      false,
      (signed, { query, body }, { securityToken }) => {
        const { pathname } = splitQuery(signed.path);
        const named: Readonly<Record<string, string>> = {
          'X-Sdk-Date': '20260131T080001Z',
          'X-Project-Id': projectId,
          ...(securityToken === undefined ? {} : { 'X-Security-Token': securityToken }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        };
        const request = {
          endpoint: `${baseUrl}${pathname}`,
          method: signed.method,
          queryParams: query,
          headers: named,
          ...(body === undefined ? {} : { data: body }),
        };
        const theirs = huaweiSigner.sign(request, { getAk: () => 'AKtest', getSk: () => secret });
        expect(signed.headers['x-sdk-date']).toBe('20260131T080001Z');
        expect(signed.headers['authorization']).toBe(theirs['Authorization']);
      },
    );
  });

  it('with bce-auth-v1 of Baidu AI Cloud', () => {
    holds(bceAuth, false, (signed, { query }, { securityToken }) => {
      const { authorization, accept: _, ...headers } = signed.headers;
      const { pathname } = splitQuery(signed.path);
      const theirs = new BaiduAuth('AKtest', secret).generateAuthorization(
        signed.method,
        pathname,
        query,
        headers,
        now / 1000,
        1800,
        Object.keys(headers),
      );
      expect(headers['x-bce-security-token']).toBe(securityToken);
      expect(authorization).toBe(theirs);
    });
  });
});

describe('a signature', () => {
  it.each<[string, AuthScheme, boolean]>([
    ['version 1', alibabaV1, true],
    ['ACS3', alibabaAcs3, true],
    ['SDK-HMAC-SHA256', sdkHmac, false],
    ['bce-auth-v1', bceAuth, false],
  ])('of %s covers the path below the base URL where one is given, byte for byte as it goes out', (_, scheme, form) => {
    const request = wireOf({ method: 'PUT', segments: ['v5', 'a'], query: { q: 'a b' }, body: { a: 'ä' } }, form);
    const below = scheme.sign(request, `${baseUrl}/prefix/`, keys, world);
    const whole = scheme.sign({ ...request, path: `/prefix${request.path}` }, baseUrl, keys, world);
    expect(below.headers).toEqual(whole.headers);
    expect([below.body, below.method]).toEqual([request.body, 'PUT']);
  });
});
