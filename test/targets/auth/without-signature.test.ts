import { expect, it } from 'vitest';
import type { WireRequest } from '../../../contract/target.js';
import { withoutSignature } from '../../../targets/transport/without-signature.js';
import { authEntries, testSigner } from './test-signers.js';

const request: WireRequest = {
  method: 'PUT',
  path: '/a?q=what%20was%20sent%20anyway',
  headers: { accept: 'application/json; charset=utf-8' },
};

it.each(authEntries)('an answer that repeats what %s added shows nothing of it, in no form', (_, entry) => {
  const signed = testSigner(entry)?.sign(request, 'http://127.0.0.1:1') ?? request;
  const { authorization = '' } = signed.headers;
  const parameters = new URLSearchParams(signed.path.split('?')[1]);
  const signatures = [
    parameters.get('Signature') ?? '',
    ...(authorization.match(/[0-9a-f]{64}/g) ?? []),
    authorization,
    signed.headers['x-auth-token'] ?? '',
  ];
  const secrets = signatures.filter((text) => text !== '');
  expect(secrets.length).toBeGreaterThan(0);
  const hide = withoutSignature(request, signed);
  for (const secret of secrets) {
    expect(hide(`got ${secret}, wanted more`)).toBe('got [redacted], wanted more');
    expect(hide(`?s=${encodeURIComponent(secret)}`)).not.toContain(encodeURIComponent(secret));
  }
});

it('an answer that repeats the request itself is left as it is', () => {
  const [, entry] = authEntries[0] ?? [];
  const signed = (entry && testSigner(entry))?.sign(request, 'http://127.0.0.1:1') ?? request;
  expect(withoutSignature(request, signed)(JSON.stringify(request))).toBe(JSON.stringify(request));
  expect(withoutSignature(request, request)('anything')).toBe('anything');
});
