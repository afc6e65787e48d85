import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inlineCredential } from '../../../targets/auth/auth-entry.js';
import { missingVariables, resolveHeaders } from '../../../targets/auth/environment.js';
import { readTargetFile } from '../../../targets/target-file/read-target-file.js';
import { scratchFolder } from '../../cli/scratch-folder.js';

const scratch = scratchFolder();
let files = 0;

function written(ending: string, text: string): string {
  files += 1;
  const file = path.join(scratch, `target-${files}.${ending}`);
  writeFileSync(file, text);
  return file;
}

describe('a target module', () => {
  it.each([
    ['cjs', "module.exports = { baseUrl: 'http://127.0.0.1:1' };"],
    ['mjs', "export default Promise.resolve({ baseUrl: new URL('http://127.0.0.1:1').origin });"],
    ['mts', "export default { baseUrl: 'http://127.0.0.1:1' as string };"],
  ])('is read as .%s', async (ending, text) => {
    expect(await readTargetFile(written(ending, text))).toEqual({ baseUrl: 'http://127.0.0.1:1' });
  });
  it.each([
    [
      'a function in it',
      "export default { implementation: { version: () => '1' } };",
      'implementation.version is a function',
    ],
    ['a hook that nobody calls', 'export default { before() {} };', 'before is a function'],
    ['a function as its default export', 'export default () => ({});', 'its default export is a function'],
    ['a map', 'export default { headers: new Map([[1, 2]]) };', 'headers is no plain object (Map)'],
    ['a number that is none', 'export default { timeoutMs: Number(undefined) };', 'timeoutMs is NaN'],
    ['itself in it', 'const one = {}; one.features = [one]; export default one;', 'features.0 holds itself'],
  ])('is refused with %s, which would vanish', async (_, text, told) => {
    await expect(readTargetFile(written('mjs', text))).rejects.toThrow(told);
  });
  it('may have functions where they are called: threads are told where they stand', async () => {
    const file = written(
      'mjs',
      "export default { auth: { token: () => 'a' }, setup() {}, headers: { 'X-Time': () => 'b' } };",
    );
    const at = (...names: readonly string[]): object => ({ module: file, function: names });
    expect(await readTargetFile(file)).toEqual({
      auth: { token: at('auth', 'token') },
      setup: at('setup'),
      headers: { 'X-Time': at('headers', 'X-Time') },
    });
  });
  it('is refused as .cts, which nothing here reads', async () => {
    await expect(readTargetFile(written('cts', 'module.exports = {};'))).rejects.toThrow(
      /\.cts files are not read; call it \.ts or \.mts/,
    );
  });
  it('that never finishes loading is given up', async () => {
    await expect(readTargetFile(written('mjs', 'await new Promise(() => {}); export default {};'), 20)).rejects.toThrow(
      /did not finish loading within 0\.02 s/,
    );
  });
});

describe('a header of the target file', () => {
  it.each([
    ['Authorization', 'Bearer abc'],
    ['Proxy-Authorization', 'x'],
    ['X-Auth-Token', 'x'],
    ['Cookie', 'session=1'],
    ['x-api-key', 'x'],
    ['ApiKey', 'x'],
    ['Ocp-Apim-Subscription-Key', 'x'],
    ['X-Client-Secret', 'x'],
    ['X-Custom', 'Basic dXNlcjpwYXNz'],
    ['X-Pass', 'x'],
    ['X-Vault-Key', 'x'],
    ['X-Hub-Signature', 'x'],
    ['X-Api-Sig', 'x'],
    ['X-Session', 'x'],
    ['X-Custom', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['X-Custom', 'LTAI4FakeFakeFakeFake'],
    ['X-Custom', 'q7Vb0kPz3XnT9sLw2RfYc8GhJdA1mEuK'],
  ])('%s is refused with its credential written out, and the value is not told', (name, value) => {
    const problem = inlineCredential({ headers: { [name]: value } });
    expect(problem).toMatch(new RegExp(`^headers\\.${name} looks like a credential.*\\{ env: NAME \\}$`));
    expect(problem).not.toContain(value === 'x' ? "'x'" : value);
  });
  it('may be a text that is none, and a credential by the name of its variable', () => {
    expect(
      inlineCredential({
        headers: {
          'X-Tenant': 'blue',
          'Accept-Language': 'en',
          Authorization: { env: 'AUTHORIZATION' },
          'X-Request-Source': 'nightly-conformance-run-of-the-network-team',
          'X-Project-Id': '0f8fad5b-d9cb-469f-a165-70867728950e',
          'X-Domain-Id': '0f8fad5bd9cb469fa16570867728950e',
          'X-Passenger': '1',
          'Idempotency-Key': 'run-1',
          'X-Callback': 'https://ci.example.com/jobs/4711/Artifacts?x=1',
        },
      }),
    ).toBeUndefined();
  });
  it.each(['__proto__', 'constructor', 'toString'])(
    'takes nothing from %s, which every object has and no environment',
    (name) => {
      expect(missingVariables([name], {})).toEqual([name]);
      expect(() => resolveHeaders({ 'X-Tenant': { env: name } }, {})).toThrow(
        `the environment variable ${name} is not set`,
      );
    },
  );
});

describe('an environment variable that is not set', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'with the similar name that is',
      { HUAWEI_SKEY: 'secret' },
      'HUAWEI_SK is not set (did you mean HUAWEI_SKEY, which is?); the header',
    ],
    ['alone where a similar one is empty', { HUAWEI_SKEY: '' }, 'HUAWEI_SK is not set; the header'],
    ['alone where no name is similar', { PATH: '/bin', HOME: '/' }, 'HUAWEI_SK is not set; the header'],
  ])('is told %s', (_, environment, told) => {
    expect(() => resolveHeaders({ 'X-Key': { env: 'HUAWEI_SK' } }, environment)).toThrow(told);
  });
});
