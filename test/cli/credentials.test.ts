import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import type { Transport } from '../../contract/target.js';
import { createReferenceTransport } from '../../targets/reference/reference-transport.js';
import { toyContract } from '../targets/toy-contract.js';
import { readReport } from './read-output.js';
import { type CliResult, runBuilt, runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const catalogue = loadCatalogue();
const toy = toyContract();
const environment = { VPN_AK: 'AKIDforTests', VPN_SK: 'not-the-secret-key', VPN_TOKEN: 'token-of-yesterday' };
const keys = { accessKeyId: { env: 'VPN_AK' }, accessKeySecret: { env: 'VPN_SK' } };

/** A front that asks for credentials: what it refuses with, or nothing for a request that it lets through. */
type Front = (request: {
  readonly number: number;
  readonly method: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly path: string;
}) => { readonly status: number; readonly body: string; readonly type?: string } | undefined;

interface Served {
  readonly url: string;
  readonly requests: () => number;
  readonly refused: () => number;
}

/** Serves a contract's reference over HTTP behind a front, while `work` is under way. */
async function behind<Value>(
  contract: Contract,
  front: Front,
  work: (served: Served) => Promise<Value>,
): Promise<Value> {
  const reference: Transport = createReferenceTransport({ contracts: [contract], settleMs: 1 });
  let requests = 0;
  let refused = 0;
  const server = http.createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.once('end', async () => {
      requests += 1;
      const { method = '', url = '', headers } = request;
      const own = front({ number: requests, method, headers, path: url });
      if (own !== undefined) {
        refused += 1;
        response.writeHead(own.status, { 'content-type': own.type ?? 'application/json' }).end(own.body);
        return;
      }
      const lines = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const reply = await reference.send({ method, path: url, headers: lines, ...(text === '' ? {} : { body: text }) });
      if (reply.kind === 'answer') response.writeHead(reply.status, { ...reply.headers }).end(reply.text);
      else response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    return await work({
      url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
      requests: () => requests,
      refused: () => refused,
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function operationsOf(
  contracts: readonly Contract[],
  urlOf: (contract: Contract) => string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    contracts.map((contract) => [
      contract.id,
      {
        baseUrl: urlOf(contract),
        fixtures: contract.fixtures.map(({ id, traits, values }) => ({ id, traits, values })),
      },
    ]),
  );
}

let files = 0;

function targetFile(target: Readonly<Record<string, unknown>>): string {
  files += 1;
  const name = `target-${files}.json`;
  writeFileSync(path.join(folder, name), JSON.stringify(target));
  return name;
}

function run(args: readonly string[]): Promise<CliResult> {
  return runCli(args, { cwd: folder, environment });
}

function everythingIn(output: string): string {
  const root = path.join(folder, output);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

const denied = { status: 401, body: JSON.stringify({ code: 'Unauthorized', message: 'no' }) };

describe('a target that refuses the credentials of five operations', () => {
  it.each<[string, readonly string[]]>([
    ['run', ['--output', 'five', '--workers', '5']],
    ['run', ['--output', 'careful', '--no-mutate']],
    ['doctor', []],
  ])(
    'gets two requests at most from %s %j, which says which credentials and ends with exit code 3',
    async (command, flags) => {
      await behind(
        toy,
        () => denied,
        async ({ url, requests }) => {
          const auth = { scheme: 'sdk-hmac-sha256', ...keys };
          const target = targetFile({
            baseUrl: url,
            auth,
            operations: operationsOf(catalogue, ({ id }) => `${url}/${id}`),
          });
          // What a run of several operations knows of credentials is shared by its threads.
          const { code, stdout, stderr } = await runBuilt([command, '--target', target, ...flags], {
            cwd: folder,
            environment,
          });
          expect([code, requests() >= 1, requests() <= 2]).toEqual([3, true, true]);
          const told = `${stdout}${stderr}`.replaceAll(/\s+/g, ' ');
          expect(told).toContain(
            'refuses the credentials in the environment variables VPN_AK, VPN_SK (scheme sdk-hmac-sha256)',
          );
          expect(told).toContain('check that the key exists and is active');
          expect(told).not.toContain(environment.VPN_SK);
          if (command !== 'run') return;
          expect(readReport(path.join(folder, flags[1] ?? '')).totals).toMatchObject({
            pass: 0,
            fail: 0,
            'non-strict': 0,
          });
        },
      );
    },
  );
});

describe('credentials that one of two hosts refuses', () => {
  it('end its operation only', async () => {
    const [baidu, gateway] = ['baidu.update-vpn-conn', 'alibaba.update-enhanced-vpn-gateway'].map((id) =>
      catalogue.find((contract) => contract.id === id),
    );
    if (baidu === undefined || gateway === undefined) throw new Error('no contract');
    await behind(
      baidu,
      () => denied,
      async (wrong) => {
        await behind(
          gateway,
          () => undefined,
          async (right) => {
            const auth = { scheme: 'headers', headers: { 'X-Key': { env: 'VPN_AK' } } };
            const operations = operationsOf([baidu, gateway], ({ id }) => (id === baidu.id ? wrong.url : right.url));
            const target = targetFile({ baseUrl: right.url, auth, operations });
            const clauses = [baidu, gateway].flatMap(({ id }) => ['--clause', `${id}/exchange/success-status`]);
            const { code } = await run(['run', '--target', target, ...clauses, '--output', 'hosts']);
            expect([code, wrong.refused()]).toEqual([3, 1]);
            const verdicts = readReport(path.join(folder, 'hosts')).operations.flatMap((operation) =>
              operation.clauses.map(({ id, verdict }) => [id, verdict]),
            );
            expect(verdicts).toEqual([
              [`${gateway.id}/exchange/success-status`, 'pass'],
              [`${baidu.id}/exchange/success-status`, 'inconclusive'],
            ]);
          },
        );
      },
    );
  });
});

describe('a target that asks for credentials that its file does not name', () => {
  it('is said to', async () => {
    await behind(
      toy,
      () => denied,
      async ({ url, requests }) => {
        const { code, stdout } = await run(['doctor', '--url', url, '--specs', toySpecs]);
        expect([code, requests()]).toEqual([3, 1]);
        expect(stdout).toMatch(
          /refuses requests without credentials: .* name the target's credentials in its target file \(auth/,
        );
      },
    );
  });
});

describe('a token that ends in the middle of a run', () => {
  const fixtures = toy.fixtures.map(({ id, traits, values }) => ({ id, traits, values }));
  const operations = { [toy.id]: { fixtures } };
  /** Tokens that each hold for some requests; they are got under /issue. */
  const issuing = (lasts: number): { readonly front: Front; readonly issued: readonly string[] } => {
    const issued: string[] = [];
    let used = 0;
    return {
      issued,
      front: ({ path: place, headers }) => {
        if (place === '/issue') {
          issued.push(`tok${issued.length}-${'x'.repeat(8)}`);
          used = 0;
          return { status: 200, body: issued.at(-1) ?? '', type: 'text/plain' };
        }
        used += 1;
        if (headers['x-auth-token'] === issued.at(-1) && used <= lasts) return undefined;
        return { status: 401, body: JSON.stringify({ error_code: 'APIGW.0307', token: headers['x-auth-token'] }) };
      },
    };
  };
  const command = (url: string): readonly string[] => [
    process.execPath,
    '-e',
    `fetch('${url}/issue').then((r) => r.text()).then(console.log)`,
  ];

  it('is replaced by what its command gives, and stands in no output', async () => {
    const { front, issued } = issuing(60);
    await behind(toy, front, async ({ url, refused }) => {
      const auth = { scheme: 'x-auth-token', token: { command: command(url) } };
      const target = targetFile({ baseUrl: url, auth, operations });
      const { code, stdout, stderr } = await run([
        'run',
        '--specs',
        toySpecs,
        '--target',
        target,
        '--seed',
        '1',
        '--output',
        'renewed',
      ]);
      expect([code, issued.length > 3, refused() - issued.length]).toEqual([0, true, 1]);
      const shown = `${stdout}${stderr}${everythingIn('renewed')}`;
      expect(issued.filter((token) => shown.includes(token))).toEqual([]);
    });
  });

  it('ends the run where no command gives another: nothing is judged by it', async () => {
    await behind(
      toy,
      ({ number }) => (number > 30 ? { status: 401, body: '{"error_code":"APIGW.0307"}' } : undefined),
      async ({ url, refused }) => {
        const target = targetFile({
          baseUrl: url,
          auth: { scheme: 'x-auth-token', token: { env: 'VPN_TOKEN' } },
          operations,
        });
        const { code, stdout } = await run([
          'run',
          '--specs',
          toySpecs,
          '--target',
          target,
          '--seed',
          '1',
          '--output',
          'ended',
        ]);
        expect([code, refused() >= 1, refused() <= 2]).toEqual([3, true, true]);
        expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
          /VPN_TOKEN \(scheme x-auth-token\): .* may have expired: set new ones or let the run get them \(auth\.token/,
        );
        expect(readReport(path.join(folder, 'ended')).totals.fail).toBe(0);
      },
    );
  });

  it('is not even asked for a second time where its command fails: one line, exit code 2, nothing written', async () => {
    const auth = { scheme: 'x-auth-token', token: { command: 'exit 7' } };
    const target = targetFile({ baseUrl: 'http://127.0.0.1:9', auth, operations });
    for (const flags of [['run', '--output', 'never'], ['doctor']]) {
      const { code, stderr } = await run([...flags, '--specs', toySpecs, '--target', target]);
      expect([code, stderr]).toEqual([
        2,
        'vpn-conformance: the command of auth.token ended with exit code 7; run it by hand to see why: exit 7\n',
      ]);
    }
    expect(existsSync(path.join(folder, 'never'))).toBe(false);
  });
});
