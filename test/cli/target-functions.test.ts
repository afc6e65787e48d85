import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type http from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReferenceTarget, startReference } from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { runBuilt, runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { type StubTarget, startStub } from './stub-target.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const place = { cwd: folder };
let reference: ReferenceTarget;
let front: StubTarget;
const seen: http.IncomingHttpHeaders[] = [];
beforeAll(async () => {
  reference = await startReference({ contracts: [toyContract()], settleMs: 1 });
  front = await startStub((request, response) => {
    seen.push(request.headers);
    fetch(new URL(request.url ?? '/', reference.url), { method: request.method ?? 'GET' }).then(
      async (answer) =>
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text()),
      () => response.destroy(),
    );
  });
});
afterAll(async () => {
  await front.close();
  await reference.close();
});

const fixtures = `{ 'acme.update-link': { fixtures: [{ id: 'plain', traits: ['plain'], values: { link_id: { env: 'LINK' } } }] } }`;

function written(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return name;
}

function module(name: string, more: string): string {
  return written(
    name,
    `import { appendFileSync } from 'node:fs';
     const note = (text) => appendFileSync(${JSON.stringify(path.join(folder, `${name}.log`))}, text + '\\n');
     export default { baseUrl: ${JSON.stringify(front.url)}, operations: ${fixtures},
       setup: async () => { note('setup'); return { LINK: 'link-1' }; },
       teardown: () => note('teardown of ' + process.env.LINK), ${more} };`,
  );
}

const noted = (name: string): readonly string[] =>
  readFileSync(path.join(folder, `${name}.log`), 'utf8')
    .trim()
    .split('\n');

describe('a target file with functions', () => {
  it('creates what the run needs, and clears up; own headers and own signatures are sent', async () => {
    const name = module(
      'whole.mjs',
      `headers: { 'X-Tenant': () => 'blue-secret' },
       auth: { scheme: 'own', sign: ({ method, headers, baseUrl }) => ({ headers: { 'X-Mark': [method, headers['x-tenant'], baseUrl].join(' ') } }) }`,
    );
    seen.length = 0;
    const { stdout } = await runCli(['doctor', '--specs', toySpecs, '--target', name], place);
    expect(stdout).toContain('fixture plain is there');
    expect(new Set(seen.map((headers) => headers['x-mark']))).toEqual(
      new Set([`GET blue-secret ${front.url}`, `PUT blue-secret ${front.url}`]),
    );
    expect(noted('whole.mjs')).toEqual(['setup', 'teardown of link-1']);
  });

  it('are called in the threads of a run, too, and what they give stands in no output', async () => {
    const name = module('token.mjs', `auth: { scheme: 'x-auth-token', token: () => 'geheimer-token-1' }`);
    seen.length = 0;
    const run = ['run', '--specs', toySpecs, '--target', name, '--cases', '0', '--output', 'out', '--quiet'];
    const { stdout, stderr } = await runBuilt(run, place);
    expect(new Set(seen.map((headers) => headers['x-auth-token']))).toEqual(new Set(['geheimer-token-1']));
    const report = readFileSync(path.join(folder, 'out/latest/journal.jsonl'), 'utf8');
    expect(`${stdout}${stderr}${report}`).not.toContain('geheimer');
    expect(noted('token.mjs')).toEqual(['setup', 'teardown of link-1']);
  });

  it('is cleared up after a run that fails, which says so where clearing up fails, too', async () => {
    const name = module('fails.mjs', `auth: { scheme: 'x-auth-token', token: () => { throw new Error('geheim'); } }`);
    const { code, stderr } = await runCli(['doctor', '--specs', toySpecs, '--target', name], place);
    expect([code, stderr]).toEqual([2, expect.stringContaining('the function auth.token failed (Error)')]);
    expect(noted('fails.mjs')).toEqual(['setup', 'teardown of link-1']);
  });
});

describe('setup and teardown as commands', () => {
  const yaml = (setup: string, teardown: string): string =>
    written(
      'commands.yaml',
      `baseUrl: { env: TARGET_URL }\nsetup: { command: [${JSON.stringify(process.execPath)}, -e, ${JSON.stringify(setup)}] }\nteardown: { command: [${JSON.stringify(process.execPath)}, -e, ${JSON.stringify(teardown)}] }\noperations:\n  acme.update-link:\n    fixtures: [{ id: plain, traits: [plain], values: { link_id: { env: LINK } } }]\n`,
    );
  const give = `console.log(JSON.stringify({ LINK: 'link-1' }))`;

  it('give their values to the file, addresses come from the environment', async () => {
    const name = yaml(give, `process.exit(process.env.LINK === 'link-1' ? 0 : 1)`);
    const { stdout, stderr } = await runCli(['doctor', '--specs', toySpecs, '--target', name], {
      ...place,
      environment: { TARGET_URL: reference.url },
    });
    expect(stdout).toContain('The target is ready for a run.');
    expect(stderr).toBe('');
  });

  it.each<[string, string, string, number, RegExp]>([
    [
      'a setup that fails',
      'process.exit(7)',
      '0',
      2,
      /setup of the target file ended with exit code 7; run it by hand/,
    ],
    [
      'a setup that prints a sentence',
      'console.log("done")',
      '0',
      2,
      /setup of the target file printed no JSON object/,
    ],
    ['a setup that gives no text', 'console.log(\'{"LINK":{}}\')', '0', 2, /setup of the target file gave "LINK"/],
    [
      'a teardown that fails',
      give,
      'process.exit(7)',
      3,
      /teardown of the target file ended.*what setup created may be left/,
    ],
  ])('tell of %s', async (_, setup, teardown, exit, told) => {
    const { code, stderr } = await runCli(['doctor', '--specs', toySpecs, '--target', yaml(setup, teardown)], {
      ...place,
      environment: { TARGET_URL: reference.url },
    });
    expect([code, stderr]).toEqual([exit, expect.stringMatching(told)]);
  });

  it('are not run of a file that is refused', async () => {
    const mark = path.join(folder, 'was-run');
    const name = written(
      'refused.yaml',
      `baseURL: http://127.0.0.1\nsetup: { command: [${JSON.stringify(process.execPath)}, -e, ${JSON.stringify(`require('fs').writeFileSync(${JSON.stringify(mark)}, '')`)}] }\noperations: {}\n`,
    );
    const { code } = await runCli(['doctor', '--specs', toySpecs, '--target', name], place);
    expect([code, existsSync(mark)]).toEqual([2, false]);
  });

  it('are not run for a plan, which says what is missing', async () => {
    const { code, stderr } = await runCli(
      ['run', '--plan', '--specs', toySpecs, '--target', yaml('process.exit(7)', '0')],
      {
        ...place,
        environment: { TARGET_URL: reference.url },
      },
    );
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/values\.link_id: the environment variable LINK is not set.*setup may give it/),
    ]);
  });
});
