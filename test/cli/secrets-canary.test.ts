import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadOperation } from '../../specs/catalogue.js';
import { isObject, valueAt } from '../../specs/pointer.js';
import { secretForms } from '../../specs/secret-forms.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';

const folder = scratchFolder();
const token = 'Canary/Token+0%"x"=&<7>';
const storedPsk = 'Stored~Psk_42-{canary}';
const contract = loadOperation('huawei.update-vpn-connection');
const stored = valueAt(contract.fixtures[0]?.state, '/vpn_connection');

function percent(text: string): string {
  return encodeURIComponent(text);
}

/** Everything a request told, in every form a careless server might write it. */
function echoes(request: http.IncomingMessage, body: string): string {
  const told = [...request.rawHeaders, request.url ?? '', body];
  const forms = told.flatMap((text) => [
    text,
    JSON.stringify(text),
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64url'),
    percent(text),
  ]);
  return [
    ...forms,
    ...secrets(body).flatMap((psk) => [psk, Buffer.from(psk).toString('base64'), percent(psk), Buffer.from(`key:${psk};`).toString('base64')]),
  ].join(' | ');
}

/** The pre-shared keys of a request. */
function secrets(body: string): readonly string[] {
  try {
    const psk: unknown = JSON.parse(body)?.vpn_connection?.psk;
    return typeof psk === 'string' ? [psk] : [];
  } catch {
    return [];
  }
}

describe('a target that echoes everything it is told', () => {
  const sent = new Set<string>();
  let updates = 0;
  let outputs: readonly (readonly [string, string])[] = [];
  beforeAll(async () => {
    let previous = '';
    const server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.once('end', () => {
        const body = Buffer.concat(chunks).toString();
        for (const psk of secrets(body)) sent.add(psk);
        updates += request.method === 'PUT' ? 1 : 0;
        const told = echoes(request, body);
        const [latest = ''] = secrets(body);
        // Every third update is refused for no reason, every seventh in a text that is no JSON; what came before is told, too.
        const status = request.method === 'GET' || updates % 3 !== 0 ? 200 : 400;
        const text =
          updates % 7 === 0 && request.method === 'PUT'
            ? `<html>${told} ${previous}</html>`
            : JSON.stringify({
                error_code: latest === '' ? told : `VPN.${latest}`,
                error_msg: told,
                request_id: token,
                vpn_connection: {
                  ...(isObject(stored) ? stored : {}),
                  ...(request.method === 'GET' ? {} : { id: told, name: `${previous} ${Buffer.from(previous).toString('base64')}` }),
                  psk: latest,
                  psk_hint: `${latest} ${previous}`,
                  status: 'ACTIVE',
                },
                [`seen ${latest}`]: token,
              });
        response.writeHead(status, { 'content-type': `application/json; echo=${percent(latest || token)}`, 'x-echo': percent(told).slice(0, 4000) }).end(text);
        previous = latest || previous;
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const [fixture] = contract.fixtures;
    const fixtures = fixture === undefined ? [] : [{ id: fixture.id, traits: fixture.traits, values: fixture.values }];
    const target = { baseUrl: url, settleMs: 50, headers: { 'X-Secret-Token': { env: 'CANARY_TOKEN' } }, operations: { [contract.id]: { fixtures } } };
    writeFileSync(path.join(folder, 'target.json'), JSON.stringify(target));
    const environment = { CANARY_TOKEN: token, PSK: storedPsk };
    const flags = ['--target', 'target.json', '--seed', '1', '--restore', '--clause', `${contract.id}/vpn_connection/psk#*`];
    const place = { cwd: folder, environment };
    const run = await runCli(['run', ...flags], place);
    const plan = await runCli(['run', ...flags, '--plan=full'], place);
    const report = JSON.parse(readFileSync(path.join(folder, 'conformance-report/report.json'), 'utf8'));
    const replay = await runCli(['replay', 'conformance-report/report.json', report.causes[0].minimal.case, '--target', 'target.json'], place);
    await new Promise((resolve) => server.close(resolve));
    const printed = Object.entries({ run, plan, replay }).flatMap(
      ([name, { stdout, stderr }]) =>
        [
          [`stdout of ${name}`, stdout],
          [`stderr of ${name}`, stderr],
        ] as const,
    );
    const files = readdirSync(path.join(folder, 'conformance-report')).map(
      (name) => [name, readFileSync(path.join(folder, 'conformance-report', name), 'utf8')] as const,
    );
    outputs = [...printed, ...files];
  }, 180_000);

  it('was told secrets: the token, the stored key, and keys that the kit made', () => {
    expect(sent.size).toBeGreaterThan(5);
    expect(sent).toContain(storedPsk);
    expect(outputs.map(([name]) => name)).toEqual(
      expect.arrayContaining(['stdout of run', 'stderr of run', 'journal.jsonl', 'report.json', 'junit.xml', 'snapshots.jsonl', 'restorations.json']),
    );
    expect(outputs.find(([name]) => name === 'report.json')?.[1]).toContain('[redacted]');
  });
  it('gets none of them into any output, in no form', () => {
    // Keys of a few characters are words like any other.
    const canaries = [token, storedPsk, ...[...sent].filter((psk) => psk.length >= 8)];
    const leaks = outputs.flatMap(([name, text]) =>
      canaries.flatMap((secret) =>
        secretForms(secret)
          .filter((form) => form.length >= 8 && text.includes(form))
          .map((form) => `${name}: ${form} in ${text.slice(Math.max(0, text.indexOf(form) - 100), text.indexOf(form) + 40)}`),
      ),
    );
    expect(leaks).toEqual([]);
  });
});
