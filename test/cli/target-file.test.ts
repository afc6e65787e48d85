import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../contract/load/package-root.js';
import { type ReferenceTarget, startReference } from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { readReport } from './read-output.js';
import { runBuilt, runCli, startCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { startStub } from './stub-target.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const fixtures = [
  { id: 'plain', traits: ['plain'], values: { link_id: 'link-1' } },
  { id: 'locked', traits: ['locked'], values: { link_id: 'link-2' } },
];
let reference: ReferenceTarget;
beforeAll(async () => {
  reference = await startReference({ contracts: [toyContract()], settleMs: 1 });
});
afterAll(() => reference.close());

function target(name: string, change: object = {}): string {
  const file = path.join(folder, name);
  writeFileSync(
    file,
    JSON.stringify({ baseUrl: reference.url, operations: { 'acme.update-link': { fixtures } }, ...change }),
  );
  return file;
}

const run = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd: string = folder,
): ReturnType<typeof runCli> => runCli(['run', '--specs', toySpecs, '--seed', '1', ...args], { cwd, environment });

describe('a target file', () => {
  it('of the working folder is used without being named, and named in the first line', async () => {
    const own = scratch;
    writeFileSync(path.join(own, 'conformance.config.json'), readFileSync(target('found.json')));
    const { code, stdout } = await run([], {}, own);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'target file: conformance.config.json']);
    expect(readReport(path.join(own, 'conformance-report')).target.url).toBe(reference.url);
  });
  it('tells whose implementation it is, in the report', async () => {
    const implementation = {
      organization: 'Acme',
      project: 'links',
      version: '1.2.0',
      url: 'https://links.acme.example',
      contact: 'links@acme.example',
    };
    const { code, stdout } = await run(['--target', target('whose.json', { implementation }), '--output', 'whose']);
    const { target: told } = readReport(path.join(folder, 'whose'));
    expect([code, stdout.split('\n')[1]]).toEqual([0, expect.stringContaining('links 1.2.0 at http')]);
    expect(told).toEqual({
      name: 'links',
      given: 'file',
      version: '1.2.0',
      url: reference.url,
      organization: 'Acme',
      website: 'https://links.acme.example',
      contact: 'links@acme.example',
    });
  });
  it('claims features: what it does not claim is unsupported and nothing is sent for it', async () => {
    const { code } = await run([
      '--target',
      target('claims.json', { features: ['acme.update-link/name*'] }),
      '--output',
      'claims',
    ]);
    const { operations } = readReport(path.join(folder, 'claims'));
    const verdicts = new Map(
      operations.flatMap(({ clauses }) => clauses.map(({ id, verdict }) => [id, verdict] as const)),
    );
    expect([code, verdicts.get('acme.update-link/name#length'), verdicts.get('acme.update-link/mtu#range')]).toEqual([
      0,
      'pass',
      'unsupported',
    ]);
  });
  it('leaves the operations that it does not list unsupported', async () => {
    const file = path.join(folder, 'baidu.json');
    const own = { id: 'first', traits: [], values: { version: '1', vpnConnId: 'a', vpnId: 'b' } };
    writeFileSync(
      file,
      JSON.stringify({ baseUrl: 'http://127.0.0.1:9', operations: { 'baidu.update-vpn-conn': { fixtures: [own] } } }),
    );
    const { code } = await runCli(['run', '--target', file, '--output', 'baidu'], { cwd: folder });
    const { operations, requests } = readReport(path.join(folder, 'baidu'));
    const unsupported = operations.filter(({ clauses }) =>
      clauses.every(({ verdict }) => verdict === 'unsupported' || verdict === 'excluded'),
    );
    // Twice nobody answered; what is sent in vain counts.
    expect([
      code,
      requests,
      unsupported.map(({ operation }) => operation).includes('huawei.update-vpn-connection'),
    ]).toEqual([3, 2, true]);
    expect(operations.length - unsupported.length).toBe(1);
  });
  it('sends its headers with every request, those of the environment too, and shows their values nowhere', async () => {
    const seen = new Set<string>();
    const stub = await startStub((request, response) => {
      seen.add(`${request.headers['x-tenant']} ${request.headers['x-token']}`);
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(JSON.stringify({ code: 'Invalid', message: request.headers['x-token'] }));
    });
    const headers = { 'X-Tenant': 'blue', 'X-Token': { env: 'LINKS_TOKEN' } };
    const secret = 'canary-7f3a91';
    const got = await run(['--target', target('headers.json', { baseUrl: stub.url, headers }), '--output', 'headers'], {
      LINKS_TOKEN: secret,
    });
    await stub.close();
    expect([...seen]).toEqual([`blue ${secret}`]);
    const files = ['report.json', 'junit.xml', 'journal.jsonl'].map((name) =>
      readFileSync(path.join(folder, 'headers/latest', name), 'utf8'),
    );
    for (const text of [got.stdout, got.stderr, ...files]) expect(text).not.toContain(secret);
  });
  it('with certificates that are not trusted needs a CA file, or two votes to go without', async () => {
    const pem = (name: string): string => path.join(packageRoot, 'test/targets/tls', name);
    const server = https.createServer(
      { key: readFileSync(pem('key.pem')), cert: readFileSync(pem('cert.pem')) },
      (request, response) => {
        request.resume();
        fetch(new URL(request.url ?? '/', reference.url), { method: request.method ?? 'GET' }).then(
          async (answer) => {
            response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
          },
          () => response.destroy(),
        );
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const baseUrl = `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const doctor = (name: string, tls: object, ...flags: readonly string[]): ReturnType<typeof runCli> =>
      runCli(['doctor', '--specs', toySpecs, '--target', target(name, { baseUrl, tls }), ...flags], { cwd: folder });
    cpSync(pem('cert.pem'), path.join(folder, 'ca.pem'));
    const untrusted = await doctor('untrusted.json', {});
    expect([untrusted.code, untrusted.stdout]).toEqual([
      3,
      expect.stringMatching(/the certificate of https:\S+ is not trusted: .*tls\.caFile/),
    ]);
    expect((await doctor('trusted.json', { caFile: 'ca.pem' })).stdout).toContain(`${baseUrl} answers`);
    const once = await doctor('once.json', { insecure: true });
    expect([once.code, once.stderr]).toEqual([
      2,
      expect.stringMatching(/^vpn-conformance: [^\n]*give --insecure, too, or take it out\n$/),
    ]);
    const other = await doctor('other.json', {}, '--insecure');
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringMatching(/^vpn-conformance: --insecure works only together with tls\.insecure: true[^\n]*\n$/),
    ]);
    expect((await doctor('twice.json', { insecure: true }, '--insecure')).stdout).toContain(`${baseUrl} answers`);
    server.close();
    server.closeAllConnections();
  });
  it.each<[string, string | Buffer]>([
    ['unknown-key.yaml', 'baseURL: http://127.0.0.1\noperations: {}\n'],
    ['wrong-type.json', '{"baseUrl": 7, "operations": []}'],
    ['collection-key.yaml', '? { id: a, traits: [b] }\n: c\n'],
    ['odd.yaml', '"\u202e\u0007\u2028": 1\n'],
    ['binary.yaml', Buffer.from([0, 255, 254, 10, 13, 27, 91, 50, 74])],
    ['deep.json', '['.repeat(50_000)],
    ['huge.yaml', Buffer.alloc(3 << 20, 'a')],
    ['throws.mjs', 'throw new Error("a\\nb");'],
    ['syntax.ts', 'export default {{{'],
    ['empty.yaml', ''],
  ])('that is malformed gives one line and exit code 2: %s', async (name, text) => {
    writeFileSync(path.join(folder, name), text);
    const { code, stdout, stderr } = await run(['--target', name]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^vpn-conformance: [^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{10,600}\n$/u);
    expect(stderr).not.toMatch(/\bat \S+:\d+:\d+/);
  });
});

const scratch = scratchFolder();

describe('a target of which no operation answers', () => {
  it('ends the run at once with exit code 3, though its host is there', async () => {
    const stub = await startStub((request, response) =>
      request.url?.startsWith('/v1/') ? response.destroy() : response.end(),
    );
    const { code } = await run(['--target', target('silent.json', { baseUrl: stub.url }), '--output', 'silent']);
    const { completion, totals } = readReport(path.join(folder, 'silent'));
    expect([code, stub.requests, totals.pass]).toEqual([3, 2, 0]);
    expect(completion.problem).toMatch(
      /^no answer from http:\S+: .* closed the connection without an answer; is the target running\?$/,
    );
    await stub.close();
  });
});

describe('a target file that is a program', () => {
  it.each([
    [
      'ends the process',
      'process.exit(0); export default {};',
      /something ended the process before the command was through, such as process\.exit\(\) in a target file/,
    ],
    [
      'throws behind its own back',
      "setTimeout(() => { throw new Error('late'); }, 0); await new Promise(() => {});",
      /an error that nothing caught.*: Error: late$/m,
    ],
  ])('and %s is told in one line, with exit code 2', async (name, text, message) => {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.mjs`);
    writeFileSync(file, text);
    const { code, stderr } = await runBuilt(['run', '--target', file], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr.trim()).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('the example', () => {
  it('passes doctor and run by its URL', async () => {
    const cwd = path.join(packageRoot, 'examples/internal-links');
    const child = startCli([], { cwd, environment: { PORT: '0' }, script: path.join(cwd, 'server.mjs') });
    const [, port = ''] = await child.printed(/^listening on http:\/\/127\.0\.0\.1:(\d+)$/m);
    const doctor = await runCli(['doctor', '--specs', toySpecs], { cwd, environment: { PORT: port } });
    expect([doctor.code, doctor.stdout]).toEqual([0, expect.stringContaining('The target is ready for a run.')]);
    const output = path.join(folder, 'example');
    const { code, stdout } = await run(['--output', output], { PORT: port }, cwd);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'target file: conformance.config.mjs']);
    expect(readReport(output).totals).toMatchObject({ fail: 0, inconclusive: 0, skipped: 0, 'non-strict': 0 });
    child.process.kill();
    await child.result;
  });
});
