import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthEntry } from '../../generated/target-file.js';
import { loadCatalogue } from '../../specs/catalogue.js';
import { authEntries, testEnvironment } from '../targets/auth/test-signers.js';
import { readReport } from './read-output.js';
import { type RunningCli, runCli, startCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { startStub } from './stub-target.js';

const folder = scratchFolder();
const catalogue = loadCatalogue();
const secrets = Object.values(testEnvironment);
// One row for each scheme; every other is tried without the command line in between.
const rows = authEntries
  .filter(([name, { scheme }]) => name === scheme || scheme === 'alibaba-acs3')
  .map(([name, entry, operations]) => ({ name, entry, operation: operations.at(-1) ?? '' }));

interface TargetParts {
  readonly auth?: unknown;
  readonly operation?: AuthEntry;
}

/** Writes a target file that holds the fixtures of the reference; gives its name. */
function targetFile(name: string, url: string, operations: readonly string[], { auth, operation }: TargetParts): string {
  const entries = catalogue
    .filter(({ id }) => operations.includes(id))
    .map(({ id, fixtures }) => [
      id,
      {
        baseUrl: `${url}/${id}`,
        fixtures: fixtures.map(({ id: fixture, traits, values }) => ({ id: fixture, traits, values })),
        ...(operation === undefined ? {} : { auth: operation }),
      },
    ]);
  writeFileSync(path.join(folder, name), JSON.stringify({ baseUrl: url, ...(auth === undefined ? {} : { auth }), operations: Object.fromEntries(entries) }));
  return name;
}

function everythingIn(name: string): string {
  const root = path.join(folder, name);
  return readdirSync(root)
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .join('\n');
}

describe('serve --require-auth', () => {
  let serving: RunningCli;
  let url: string;
  beforeAll(async () => {
    serving = startCli(['serve', '--port', '0', '--settle-ms', '1', '--require-auth'], { cwd: folder });
    [, url = ''] = await serving.printed(/^listening on (http:\S+)$/m);
  });
  afterAll(() => serving.process.kill('SIGKILL'));

  it('prints the credentials it takes', async () => {
    for (const secret of secrets) await expect(serving.printed(new RegExp(secret))).resolves.toBeDefined();
  });

  it('refuses a run without credentials', async () => {
    const { code } = await runCli(['run', '--url', url, '--operation', 'baidu.update-vpn-conn', '--output', 'unsigned'], { cwd: folder });
    expect(code).not.toBe(0);
  });

  it.each(rows)('lets a run with $name through, secrets from the environment; wrong credentials are refused', async ({ name, entry, operation }) => {
    const output = name.replaceAll(' ', '-');
    const target = targetFile(`${output}.json`, url, [operation], { operation: entry });
    const flags = ['--operation', operation, '--level', 'should', '--auth-probes', '--strict', '--output', output];
    const { code, stdout, stderr } = await runCli(['run', '--target', target, ...flags], { cwd: folder, environment: testEnvironment });
    const report = readReport(path.join(folder, output));
    const probes = report.operations.flatMap(({ clauses }) => clauses.filter(({ id }) => id.includes('/refuses-'))).map(({ verdict }) => verdict);
    expect(probes).toEqual(entry.scheme === 'x-auth-token' ? ['pass', 'pass', 'skipped'] : ['pass', 'pass', 'pass']);
    expect(code).toBe(0);
    const shown = `${stdout}${stderr}${everythingIn(output)}`;
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  });
});

describe('a target that repeats what it is sent', () => {
  it.each(rows)('gets no secret into any output with $name', async ({ name, entry, operation }) => {
    const seen: string[] = [];
    const stub = await startStub((request, response) => {
      const { authorization = '', ...headers } = request.headers;
      seen.push(authorization);
      const signatures = `${authorization} ${new URL(request.url ?? '/', 'http://a').searchParams.get('Signature') ?? ''}`;
      const [signature = ''] = signatures.match(/[0-9a-f]{64}|[\w+/]{27}=/) ?? [];
      if (signature !== '') seen.push(signature);
      const body = {
        Code: 'X',
        Message: `${signatures} ${signature}`,
        error_code: authorization,
        error_msg: JSON.stringify(headers),
        code: request.url,
        message: signature,
      };
      response.writeHead(400, { 'content-type': 'application/json', 'x-echo': `${authorization} ${signature}` }).end(JSON.stringify(body));
    });
    try {
      const output = `echo-${name.replaceAll(' ', '-')}`;
      const target = targetFile(`${output}.json`, stub.url, [operation], { auth: entry });
      const { stdout, stderr } = await runCli(
        ['run', '--target', target, '--clause', `${operation}/exchange/success-status`, '--cases', '0', '--output', output],
        {
          cwd: folder,
          environment: testEnvironment,
        },
      );
      const shown = `${stdout}${stderr}${everythingIn(output)}`;
      expect(stub.requests).toBeGreaterThan(1);
      for (const secret of [...secrets, ...seen.filter((text) => text !== '')]) expect(shown).not.toContain(secret);
      for (const [, part] of Object.entries(entry)) if (typeof part === 'object' && 'env' in part) expect(shown).toContain(String(part.env));
    } finally {
      await stub.close();
    }
  });
});

describe('a target file whose credentials', () => {
  it.each<[string, AuthEntry | { readonly scheme: string; readonly token: string }, RegExp]>([
    ['are written into it', { scheme: 'x-auth-token', token: 'hunter2hunter2' }, /auth\.token must not stand in the file/],
    ['are not set', { scheme: 'x-auth-token', token: { env: 'NOBODY_SETS_THIS' } }, /the environment variable NOBODY_SETS_THIS is not set/],
  ])('%s is refused in one line that does not show them, and nothing is written', async (_, auth, message) => {
    const target = targetFile('wrong.json', 'http://127.0.0.1:9', ['otc.update-vpn-connection'], { auth });
    const { code, stderr } = await runCli(['run', '--target', target, '--output', 'nothing'], { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr).toMatch(/^vpn-conformance: [^\n]+\n$/);
    expect(stderr).not.toContain('hunter2');
    expect(existsSync(path.join(folder, 'nothing'))).toBe(false);
  });
});
