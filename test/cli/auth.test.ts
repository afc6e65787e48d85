import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import type { AuthEntry } from '../../generated/target-file.js';
import { authEntries, testEnvironment } from '../targets/auth/test-signers.js';
import { readReport } from './read-output.js';
import { type RunningCli, runCli, startCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { startStub } from './stub-target.js';

const folder = scratchFolder();
const catalogue = loadCatalogue();
const secrets = Object.values(testEnvironment);
/** Operations with the credentials that their requests are signed with. */
type Signed = readonly { readonly operation: string; readonly entry: AuthEntry }[];

function signed(...rows: readonly (readonly [name: string, operation: string])[]): Signed {
  return rows.map(([name, operation]) => {
    const [, entry] = authEntries.find(([candidate]) => candidate === name) ?? [];
    if (entry === undefined) throw new Error(`there are no credentials for ${name}`);
    return { operation, entry };
  });
}

// Runs take several schemes at once, each on an operation of its own: every further combination is tried without the
// command line in between.
const runs: readonly (readonly [name: string, rows: Signed])[] = [
  [
    'each scheme',
    signed(
      ['alibaba-v1', 'alibaba.update-enhanced-vpn-gateway'],
      ['alibaba-acs3', 'alibaba.modify-vpn-attachment-attribute'],
      ['sdk-hmac-sha256', 'huawei.update-vpn-connection'],
      ['x-auth-token', 'otc.update-vpn-connection'],
      ['bce-auth-v1', 'baidu.update-vpn-conn'],
    ),
  ],
  [
    'session tokens',
    signed(
      ['alibaba-acs3 with a session token', 'alibaba.update-enhanced-vpn-gateway'],
      ['bce-auth-v1 with a session token', 'baidu.update-vpn-conn'],
    ),
  ],
];

/**
 * Writes a target file that holds the fixtures of the reference, each operation below its own address; gives its name.
 * The first credentials are those of the whole file.
 */
function targetFile(
  name: string,
  url: string,
  rows: readonly { readonly operation: string; readonly entry: unknown }[],
): string {
  const [common] = rows;
  const entries = catalogue.flatMap(({ id, fixtures }) =>
    rows
      .filter(({ operation }) => operation === id)

      .map((row) => [
        id,
        {
          baseUrl: `${url}/${id}`,
          ...(row === common ? {} : { auth: row.entry }),
          fixtures: fixtures.map(({ id: fixture, traits, values }) => ({ id: fixture, traits, values })),
        },
      ]),
  );
  writeFileSync(
    path.join(folder, name),
    JSON.stringify({ baseUrl: url, auth: common?.entry, operations: Object.fromEntries(entries) }),
  );
  return name;
}

function everythingIn(name: string): string {
  const files = readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(2);
  return files.map((file) => readFileSync(path.join(file.parentPath, file.name), 'utf8')).join('\n');
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
    const { code } = await runCli(
      ['run', '--url', url, '--operation', 'baidu.update-vpn-conn', '--output', 'unsigned'],
      { cwd: folder },
    );
    expect(code).not.toBe(0);
  });

  it.each(runs)(
    'lets a run with %s through, secrets from the environment; wrong credentials are refused',
    async (name, rows) => {
      const output = name.replaceAll(' ', '-');
      const target = targetFile(`${output}.json`, url, rows);
      const flags = [
        ...rows.flatMap(({ operation }) => ['--operation', operation]),
        '--level',
        'should',
        '--auth-probes',
        '--strict',
        '--output',
        output,
      ];
      const { code, stdout, stderr } = await runCli(['run', '--target', target, ...flags], {
        cwd: folder,
        environment: testEnvironment,
      });
      const { operations } = readReport(path.join(folder, output));
      for (const { operation, entry } of rows) {
        const clauses = operations.find((candidate) => candidate.operation === operation)?.clauses ?? [];
        const probes = clauses.filter(({ id }) => id.includes('/refuses-')).map(({ verdict }) => verdict);
        expect([operation, probes]).toEqual([
          operation,
          ['pass', 'pass', entry.scheme === 'x-auth-token' ? 'skipped' : 'pass'],
        ]);
      }
      expect(code).toBe(0);
      const shown = `${stdout}${stderr}${everythingIn(output)}`;
      expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
    },
  );
});

describe('a target that repeats what it is sent', () => {
  it.each(runs)('gets no secret into any output with %s', async (name, rows) => {
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
      response
        .writeHead(400, { 'content-type': 'application/json', 'x-echo': `${authorization} ${signature}` })
        .end(JSON.stringify(body));
    });
    try {
      const output = `echo-${name.replaceAll(' ', '-')}`;
      const target = targetFile(`${output}.json`, stub.url, rows);
      const clauses = rows.flatMap(({ operation }) => ['--clause', `${operation}/exchange/success-status`]);
      const { stdout, stderr } = await runCli(
        ['run', '--target', target, ...clauses, '--cases', '0', '--output', output],
        {
          cwd: folder,
          environment: testEnvironment,
        },
      );
      const shown = `${stdout}${stderr}${everythingIn(output)}`;
      expect(stub.requests).toBeGreaterThan(rows.length);
      for (const secret of [...secrets, ...seen.filter((text) => text !== '')]) expect(shown).not.toContain(secret);
      for (const part of rows.flatMap(({ entry }) => Object.values(entry)))
        if (typeof part === 'object' && 'env' in part) expect(shown).toContain(String(part.env));
    } finally {
      await stub.close();
    }
  });
});

describe('a target file whose credentials', () => {
  it.each<[string, AuthEntry | { readonly scheme: string; readonly token: string }, RegExp]>([
    [
      'are written into it',
      { scheme: 'x-auth-token', token: 'hunter2hunter2' },
      /auth\.token must not stand in the file/,
    ],
    [
      'are not set',
      { scheme: 'x-auth-token', token: { env: 'NOBODY_SETS_THIS' } },
      /the environment variable NOBODY_SETS_THIS is not set/,
    ],
  ])('%s is refused in one line that does not show them, and nothing is written', async (_, auth, message) => {
    const target = targetFile('wrong.json', 'http://127.0.0.1:9', [
      { operation: 'otc.update-vpn-connection', entry: auth },
    ]);
    const { code, stderr } = await runCli(['run', '--target', target, '--output', 'nothing'], { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr).toMatch(/^vpn-conformance: [^\n]+\n$/);
    expect(stderr).not.toContain('hunter2');
    expect(existsSync(path.join(folder, 'nothing'))).toBe(false);
  });
});
