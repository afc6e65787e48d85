import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { packageRoot } from '../../../contract/load/package-root.js';
import { findTargetFile } from '../../../targets/target-file/find-target-file.js';
import { loadTargetFile } from '../../../targets/target-file/load-target-file.js';
import { scratchFolder } from '../../cli/scratch-folder.js';
import { toyContract } from '../toy-contract.js';
import { goodTarget } from './good-target.js';

const contracts = [toyContract()];
const folder = scratchFolder();

function written(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

// What the package exports as `defineTarget`: all of the kit would be compiled with it.
const entry = path.join(packageRoot, 'targets/target-file/define-target.ts');

// A fixture that does not say that it is locked is not.
const withKnownTraits = {
  ...goodTarget,
  operations: {
    'acme.update-link': {
      ...goodTarget.operations['acme.update-link'],
      fixtures: goodTarget.operations['acme.update-link'].fixtures.map((fixture) => ({
        ...fixture,
        traits: fixture.id === 'plain' ? [...fixture.traits, '!locked'] : fixture.traits,
      })),
    },
  },
};

describe('loading a target file', () => {
  it.each([
    ['good.yaml', stringify(goodTarget)],
    ['good.yml', stringify(goodTarget)],
    ['good.json', JSON.stringify(goodTarget)],
    ['good.mjs', `export default ${JSON.stringify(goodTarget)};`],
    ['package/good.js', `export default ${JSON.stringify(goodTarget)};`],
    [
      'good.ts',
      `import { defineTarget } from ${JSON.stringify(entry)};\ninterface Port { readonly port: number }\nconst own: Port = { port: 8080 };\nexport default defineTarget({ ...${JSON.stringify(goodTarget)}, baseUrl: \`http://127.0.0.1:\${own.port}/api\` });`,
    ],
  ])('reads the same from %s', async (name, text) => {
    written('package/package.json', '{ "type": "module" }');
    expect(await loadTargetFile(written(name, text), contracts)).toEqual(withKnownTraits);
  });
  it('needs no more than a base URL and a fixture', async () => {
    const least = {
      baseUrl: goodTarget.baseUrl,
      operations: {
        'acme.update-link': { fixtures: [{ id: 'only', traits: ['!locked'], values: { link_id: 'link-1' } }] },
      },
    };
    expect(await loadTargetFile(written('least.json', JSON.stringify(least)), contracts)).toEqual(least);
  });
});

describe('a target file that cannot be used is refused in one line that names the remedy', () => {
  const operation = goodTarget.operations['acme.update-link'];
  const [plain, locked] = operation.fixtures;
  const withFixtures = (...fixtures: readonly object[]): object => ({
    ...goodTarget,
    operations: { 'acme.update-link': { fixtures } },
  });
  it.each<[string, unknown, RegExp]>([
    ['an unknown key', { ...goodTarget, baseURL: 'x' }, /unknown key 'baseURL' at the top; did you mean 'baseUrl'\?/],
    ['a key like no other', { ...goodTarget, zzz: [] }, /unknown key 'zzz' at the top; known: .*operations/],
    [
      'an unknown key of the identity',
      { ...goodTarget, implementation: { organisation: 'Acme' } },
      /unknown key 'organisation' at \/implementation; did you mean 'organization'\?/,
    ],
    [
      'an unknown key of a fixture',
      withFixtures({ ...plain, trait: [] }),
      /unknown key 'trait' at \/operations\/acme.update-link\/fixtures\/0; did you mean 'traits'\?/,
    ],
    ['a missing base URL', { operations: goodTarget.operations }, /must have required property 'baseUrl'/],
    ['a base URL without a scheme', { ...goodTarget, baseUrl: '127.0.0.1:8080' }, /at \/baseUrl: must match pattern/],
    ['a base URL that is none', { ...goodTarget, baseUrl: 'http://' }, /baseUrl: 'http:\/\/' is not a URL/],
    [
      'credentials in a URL',
      { ...goodTarget, baseUrl: 'http://me:s3cret@127.0.0.1' },
      /baseUrl: a URL must not hold credentials; refer to environment variables/,
    ],
    ['a query in a URL', { ...goodTarget, baseUrl: 'http://127.0.0.1/?a=b' }, /baseUrl: .* has a query or fragment/],
    [
      'a wrong URL of an operation',
      { ...goodTarget, operations: { 'acme.update-link': { ...operation, baseUrl: 'http://[' } } },
      /operations\.acme\.update-link\.baseUrl: 'http:\/\/\[' is not a URL/,
    ],
    ['no operation', { ...goodTarget, operations: {} }, /at \/operations: must NOT have fewer than 1 properties/],
    [
      'an unknown operation',
      { ...goodTarget, operations: { 'acme.update-lnik': operation } },
      /unknown operation 'acme.update-lnik'; did you mean 'acme.update-link'\?/,
    ],
    ['no fixture', withFixtures(), /must NOT have fewer than 1 items/],
    [
      'a fixture id twice',
      withFixtures(plain, { ...locked, id: 'plain' }),
      /fixtures\[1\] \(plain\): the id is used twice/,
    ],
    ['an unknown trait', withFixtures({ ...plain, traits: ['plan'] }), /unknown trait 'plan'; did you mean 'plain'\?/],
    [
      'a trait that is given and denied',
      withFixtures({ ...plain, traits: ['plain', '!plain'] }),
      /'plain' is given and denied; take 'plain' or '!plain' away/,
    ],
    [
      'an unknown trait denied',
      withFixtures({ ...plain, traits: ['!plan'] }),
      /unknown trait '!plan'; did you mean 'plain'\?/,
    ],
    [
      'a trait that every object has',
      withFixtures({ ...plain, traits: ['constructor'] }),
      /unknown trait 'constructor'/,
    ],
    [
      'an unknown value',
      withFixtures({ ...plain, values: { link_id: 'a', linkid: 'b' } }),
      /values has the unknown member 'linkid'; did you mean 'link_id'\?/,
    ],
    [
      'a missing value',
      withFixtures({ ...plain, values: {} }),
      /fixtures\[0\] \(plain\): values has no link_id, which every request needs/,
    ],
    [
      'a value that is a number',
      withFixtures({ ...plain, values: { link_id: 7 } }),
      /link_id: must be string, not 7|link_id: must be array, not 7/,
    ],
    [
      'a claim of an unknown operation',
      { ...goodTarget, features: ['acme.update-lin'] },
      /features\[0\] .* did you mean 'acme.update-link'\?/,
    ],
    [
      'a claim that fits no clause',
      { ...goodTarget, features: ['acme.update-link/nmae*'] },
      /features\[0\] .*names no operation and no clause/,
    ],
    ['a header value that breaks the line', { ...goodTarget, headers: { 'X-A': 'a\r\nX-B: b' } }, /at \/headers\/X-A/],
    ['a header name with a space', { ...goodTarget, headers: { 'X A': 'a' } }, /at \/headers: must match pattern/],
    ['an inline credential object', { ...goodTarget, headers: { 'X-A': { value: 's3cret' } } }, /at \/headers\/X-A/],
    ['a rate of nothing', { ...goodTarget, requestsPerSecond: 0 }, /at \/requestsPerSecond: must be > 0, not 0/],
    ['a list', [], /at the top: must be object/],
    ['nothing', null, /at the top: must be object/],
  ])('%s', async (_, value, message) => {
    const failed = expect(loadTargetFile(written('bad.json', JSON.stringify(value)), contracts)).rejects;
    await failed.toMatchObject({ name: 'ConfigurationError', message: expect.stringMatching(message) });
    await failed.toMatchObject({ message: expect.stringMatching(/^[^\n]*bad\.json[^\n]*$/) });
  });
  it.each([
    [
      'a module that throws',
      'throws.mjs',
      "throw new Error('first\\nsecond');",
      /throws\.mjs cannot be loaded: Error: first second$/,
    ],
    [
      'a module without a default export',
      'named.mjs',
      'export const target = {};',
      /has no default export; write 'export default defineTarget/,
    ],
    ['TypeScript that does not parse', 'wrong.ts', 'export default {{{', /wrong\.ts cannot be loaded/],
    ['a circular object', 'circle.mjs', 'const a = {}; a.a = a; export default a;', / holds itself/],
    ['YAML with a tab', 'tab.yaml', 'baseUrl:\n\t- a', /tab\.yaml is not YAML/],
    [
      'a file of two megabytes',
      'huge.yaml',
      `a: ${'b'.repeat(2 << 20)}`,
      /huge\.yaml has \d+ bytes; a target file has at most 1048576/,
    ],
    ['aliases beyond measure', 'bomb.yaml', bomb(), /bomb\.yaml is not YAML: .*alias/i],
    ['brackets beyond measure', 'deep.json', '['.repeat(100_000), /deep\.json is not YAML/],
  ])('%s', async (_, name, text, message) => {
    const error: unknown = await loadTargetFile(written(name, text), contracts).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ConfigurationError', message: expect.stringMatching(message) });
    expect(error).toMatchObject({ message: expect.not.stringMatching(/\n/) });
  });
  it.each(['missing.yaml', 'missing.json', 'missing.ts', 'missing.mjs', '.'])(
    'a file that is not there or is a folder: %s',
    async (name) => {
      await expect(loadTargetFile(path.join(folder, name), contracts)).rejects.toMatchObject({
        name: 'ConfigurationError',
        message: expect.stringMatching(/^[^\n]+$/),
      });
    },
  );
});

/** Ten lists that each name the one before ten times. */
function bomb(): string {
  const levels = Array.from(
    { length: 10 },
    (_, level) =>
      `l${level}: &l${level} [${Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*l${level - 1}`)).join(', ')}]`,
  );
  return levels.join('\n');
}

describe('the target file of a folder', () => {
  it.each(['ts', 'js', 'mjs', 'json', 'yaml', 'yml'])('is found by its name, conformance.config.%s', (extension) => {
    const place = path.dirname(written(`found-${extension}/conformance.config.${extension}`, ''));
    expect(findTargetFile(place)).toBe(`conformance.config.${extension}`);
  });
  it('is not guessed where there are two', () => {
    written('two/conformance.config.yaml', '');
    expect(() => findTargetFile(path.dirname(written('two/conformance.config.ts', '')))).toThrow(
      'both conformance.config.ts and conformance.config.yaml are here; name one with --target',
    );
  });
  it('is not there in an empty folder', () => {
    expect(findTargetFile(path.dirname(written('empty/other.yaml', '')))).toBeUndefined();
  });
});
