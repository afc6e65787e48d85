import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { echoingApp, leaksIn } from '../kit/echoing-app.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';

const folder = scratchFolder();
const token = 'Canary/Token+0%"x"=&<7>';
const storedPsk = 'Stored~Psk_42-{canary}';
const secretKey = 'Canary-Secret-Key/of+the=account';

describe('a target that echoes everything it is told', () => {
  const { contract, listener, sent } = echoingApp(token);
  let outputs: readonly (readonly [string, string])[] = [];
  beforeAll(async () => {
    const server = http.createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const [fixture] = contract.fixtures;
    const fixtures = fixture === undefined ? [] : [{ id: fixture.id, traits: fixture.traits, values: fixture.values }];
    const target = {
      baseUrl: url,
      settleMs: 50,
      headers: { 'X-Secret-Token': { env: 'CANARY_TOKEN' }, 'X-Own-Key': { env: 'CANARY_KEY' } },
      operations: { [contract.id]: { fixtures } },
    };
    writeFileSync(path.join(folder, 'target.json'), JSON.stringify(target));
    const place = { cwd: folder, environment: { CANARY_TOKEN: token, CANARY_KEY: secretKey, PSK: storedPsk } };
    const flags = [
      '--target',
      'target.json',
      '--seed',
      '1',
      '--restore',
      '--clause',
      `${contract.id}/vpn_connection/psk#*`,
    ];
    const run = await runCli(['run', ...flags], place);
    const plan = await runCli(['run', ...flags, '--plan=full'], place);
    const doctor = await runCli(['doctor', '--target', 'target.json'], place);
    const report = JSON.parse(readFileSync(path.join(folder, 'conformance-report/latest/report.json'), 'utf8'));
    const replay = await runCli(
      [
        'replay',
        'conformance-report/latest/report.json',
        report.causes[0].minimal.case,
        '--target',
        'target.json',
        '--restore',
      ],
      place,
    );
    await new Promise((resolve) => server.close(resolve));
    const printed = Object.entries({ run, plan, doctor, replay }).flatMap(
      ([name, { stdout, stderr }]) =>
        [
          [`stdout of ${name}`, stdout],
          [`stderr of ${name}`, stderr],
        ] as const,
    );
    const written = path.join(folder, 'conformance-report/latest');
    const files = readdirSync(written).map((name) => [name, readFileSync(path.join(written, name), 'utf8')] as const);
    outputs = [...printed, ...files];
  }, 180_000);

  it('was told secrets: the token, the stored key, and keys that the kit made', () => {
    expect(sent.size).toBeGreaterThan(5);
    expect(sent).toContain(storedPsk);
    const text = (wanted: string): string => outputs.find(([name]) => name === wanted)?.[1] ?? '';
    for (const name of [
      'stdout of run',
      'stderr of run',
      'journal.jsonl',
      'report.json',
      'report.html',
      'junit.xml',
      'snapshots.jsonl',
      'restorations.json',
    ])
      expect(text(name)).not.toBe('');
    // They would stand in these, were they not taken out.
    for (const name of [
      'report.json',
      'report.html',
      'journal.jsonl',
      'snapshots.jsonl',
      'restorations.json',
      'stdout of replay',
    ])
      expect([name, text(name)]).toEqual([name, expect.stringContaining('[redacted]')]);
  });
  it('gets none of them into any output, in no form', () => {
    expect(leaksIn(outputs, [token, secretKey, storedPsk, ...sent])).toEqual([]);
  });
});
