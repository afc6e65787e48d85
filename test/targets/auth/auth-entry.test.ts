import { describe, expect, it } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { checkTarget } from '../../../targets/target-file/check-target.js';

const contract = loadOperation('baidu.update-vpn-conn');
const fixtures = contract.fixtures.slice(0, 1).map(({ id, traits, values }) => ({ id, traits, values }));
const key = { env: 'KEY' };

function problemOf(auth: unknown, place: 'target' | 'operation' = 'target'): string {
  const own = place === 'operation' ? { auth } : {};
  try {
    checkTarget(
      {
        baseUrl: 'http://127.0.0.1:1',
        ...(place === 'target' ? { auth } : {}),
        operations: { [contract.id]: { fixtures, ...own } },
      },
      'file',
      [contract],
    );
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('the auth of a target file', () => {
  it.each<[string, unknown]>([
    ['no authentication', { scheme: 'none' }],
    ['fixed headers', { scheme: 'headers', headers: { 'X-Api-Key': key } }],
    ['an access key', { scheme: 'bce-auth-v1', accessKeyId: key, accessKeySecret: key }],
    [
      'a temporary key with a project',
      { scheme: 'sdk-hmac-sha256', accessKeyId: key, accessKeySecret: key, securityToken: key, projectId: 'p1' },
    ],
    ['a token', { scheme: 'x-auth-token', token: key }],
    ['a key in files', { scheme: 'alibaba-v1', accessKeyId: { file: 'id' }, accessKeySecret: { file: 'secret' } }],
    ['a header that a command prints', { scheme: 'headers', headers: { 'X-Key': { command: 'key' } } }],
    ['credentials that come together', { scheme: 'alibaba-acs3', credentials: { command: ['sts', 'assume'] } }],
    ['a function', { scheme: 'own', sign: { module: '/a.mjs', function: ['auth', 'sign'] } }],
  ])('may be %s', (_, auth) => {
    expect([problemOf(auth), problemOf(auth, 'operation')]).toEqual(['none', 'none']);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'a secret in it',
      { scheme: 'alibaba-v1', accessKeyId: key, accessKeySecret: 'hunter2hunter2' },
      /auth\.accessKeySecret must not stand in the file; name the env/,
    ],
    [
      'a number in it',
      { scheme: 'alibaba-v1', accessKeyId: key, accessKeySecret: 4711471147 },
      /auth\.accessKeySecret must not stand in the file/,
    ],
    [
      'a secret for the name of a variable',
      { scheme: 'x-auth-token', token: { env: 'hunter2/hunter2' } },
      /auth\.token must not stand in the file/,
    ],
    [
      'more than the name of a variable',
      { scheme: 'x-auth-token', token: { env: 'KEY', default: 'hunter2' } },
      /auth\.token must not stand in the file/,
    ],
    [
      'a header in it',
      { scheme: 'headers', headers: { Authorization: 'Bearer hunter2' } },
      /auth\.headers\.Authorization must not stand in the file/,
    ],
    ['a secret in its place', 'hunter2hunter2', /auth must be an object/],
    [
      'a secret under a misspelt name',
      { scheme: 'alibaba-v1', accesKeySecret: 'hunter2' },
      /auth\.accesKeySecret must not stand in the file/,
    ],
    [
      'a misspelt name',
      { scheme: 'alibaba-v1', accessKeyId: key, accesKeySecret: key },
      /did you mean 'accessKeySecret'/,
    ],
    [
      'too few credentials',
      { scheme: 'bce-auth-v1', accessKeyId: key },
      /auth: scheme bce-auth-v1 needs accessKeySecret/,
    ],
    [
      'credentials of another scheme',
      { scheme: 'x-auth-token', token: key, accessKeyId: key },
      /scheme x-auth-token has no use for accessKeyId; it takes token/,
    ],
    ['credentials for nothing', { scheme: 'none', token: key }, /scheme none has no use for token; it takes nothing/],
    ['an unknown scheme', { scheme: 'alibaba-v4' }, /alibaba-v1, alibaba-acs3/],
    ['no scheme', { token: key }, /scheme/],
    [
      'a variable for credentials that come together',
      { scheme: 'alibaba-v1', credentials: key },
      /auth\.credentials comes from no/,
    ],
    [
      'credentials of no use',
      { scheme: 'headers', headers: { a: key }, credentials: { file: 'a' } },
      /no use for credentials/,
    ],
    ['no function for an own signature', { scheme: 'own' }, /scheme own needs sign/],
  ])('with %s is refused without showing it', (_, auth, message) => {
    for (const place of ['target', 'operation'] as const) {
      const problem = problemOf(auth, place);
      expect(problem).toMatch(message);
      expect(problem).not.toMatch(/hunter2|4711|\n/);
    }
  });
});
