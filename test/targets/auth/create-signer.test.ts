import { describe, expect, it } from 'vitest';
import type { WireRequest } from '../../../contract/target.js';
import type { AuthEntry } from '../../../generated/target-file.js';
import { createSigner, secretsOf } from '../../../targets/auth/create-signer.js';
import { authEntries, testEnvironment, testSigner } from './test-signers.js';

const request: WireRequest = {
  method: 'PUT',
  path: '/v1/a?b=c',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};
const baseUrl = 'http://127.0.0.1:1';
const now = Date.UTC(2026, 0, 31);
const world = { now: () => now, nonce: () => 'n' };
const token: AuthEntry = { scheme: 'x-auth-token', token: { env: 'AUTH_TOKEN' } };

describe('a signer', () => {
  it.each(authEntries)('of %s leaves method and body alone, and never signs twice alike what differs', (_, entry) => {
    const signer = createSigner(entry, testEnvironment, world);
    const signed = signer?.sign(request, baseUrl);
    expect(signed).toMatchObject({
      method: request.method,
      body: request.body,
      headers: { 'content-type': 'application/json' },
    });
    expect(signer?.sign(request, baseUrl)).toEqual(signed);
    expect(signer?.sign({ ...request, flaw: 'missing-credentials' }, baseUrl)).toEqual(request);
    expect(signer?.sign({ ...request, flaw: 'wrong-secret' }, baseUrl)).not.toEqual(signed);
    expect(JSON.stringify(signed)).not.toContain(testEnvironment['TEST_SECRET']);
  });

  it.each(authEntries.filter(([, { scheme }]) => scheme !== 'x-auth-token'))(
    'of %s dates an outdated request a day back',
    (_, entry) => {
      const text = JSON.stringify(
        createSigner(entry, testEnvironment, world)?.sign({ ...request, flaw: 'expired-date' }, baseUrl),
      );
      expect(text.replaceAll('-', '')).toContain('20260130T00');
      expect(text.replaceAll('-', '')).not.toContain('20260131T00');
    },
  );

  it('of fixed headers adds them, and says which variables they come from', () => {
    const entry: AuthEntry = { scheme: 'headers', headers: { Authorization: { env: 'API_KEY' } } };
    const signer = createSigner(entry, { API_KEY: 'Bearer a b' }, world);
    expect(signer).toMatchObject({ scheme: 'headers', variables: ['API_KEY'], headers: { authorization: 'API_KEY' } });
    expect(signer?.sign(request, baseUrl).headers).toEqual({ ...request.headers, authorization: 'Bearer a b' });
  });

  it.each<[string, AuthEntry | undefined]>([
    ['no entry', undefined],
    ['the scheme none', { scheme: 'none' }],
  ])('is not there for %s', (_, entry) => {
    expect(createSigner(entry, {}, world)).toBeUndefined();
  });

  it.each<[string, string | undefined, string]>([
    ['not set', undefined, 'credential-missing'],
    ['empty', '', 'credential-missing'],
    ['ends in a line break', 'secret\n', 'credential-malformed'],
    ['is not ASCII', 'sécret', 'credential-malformed'],
  ])('is refused when its variable is %s, naming it and not its value', (_, value, code) => {
    let caught: unknown;
    try {
      createSigner(token, { AUTH_TOKEN: value }, world);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ name: 'ConfigurationError', code, message: expect.stringContaining('AUTH_TOKEN') });
    expect(String(caught)).not.toMatch(/s.cret/);
  });
});

describe('the secrets of an auth entry', () => {
  it.each(authEntries)('of %s are the values of all its variables', (_, entry) => {
    const values = testSigner(entry)?.variables.map((name) => testEnvironment[name]);
    expect(values?.length).toBeGreaterThan(0);
    expect(secretsOf(entry, testEnvironment)).toEqual(values);
  });
  it('are none where variables are not set', () => {
    expect([secretsOf(token, {}), secretsOf(undefined, {})]).toEqual([[], []]);
  });
});

describe('what a user sets and a signature covers', () => {
  const keys = { accessKeyId: { env: 'KEY' }, accessKeySecret: { env: 'KEY' } };
  const signedWith = (entry: AuthEntry, headers: Readonly<Record<string, string>>): string => {
    const signer = createSigner(entry, { KEY: 'sk' }, world);
    const { authorization = '' } = signer?.sign({ ...request, headers }, baseUrl).headers ?? {};
    return authorization;
  };

  it.each<[AuthEntry['scheme'], string]>([
    ['sdk-hmac-sha256', 'x-sdk-content-sha256'],
    ['sdk-hmac-sha256', 'x-project-id'],
    ['alibaba-acs3', 'x-acs-own'],
    ['bce-auth-v1', 'x-bce-own'],
    ['bce-auth-v1', 'content-md5'],
  ])('is signed: by %s, %s', (scheme, name) => {
    const [one, other] = ['a', 'b'].map((value) => signedWith({ scheme, ...keys }, { [name]: value }));
    expect(one).toContain(name);
    expect(one).not.toBe(other);
  });
});
