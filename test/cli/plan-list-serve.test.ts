import { existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { readReport } from './read-output.js';
import { type RunningCli, runCli, startCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { type StubTarget, startStub } from './stub-target.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const catalogue = loadCatalogue();

describe('run --plan', () => {
  let stub: StubTarget;
  beforeAll(async () => {
    stub = await startStub((_, response) => response.end());
    return () => stub.close();
  });
  it('prints what would be sent, sends nothing and writes nothing', async () => {
    const { code, stdout, stderr } = await runCli(['run', '--plan', '--url', stub.url], { cwd: folder });
    expect([code, stderr, stub.requests, existsSync(path.join(folder, 'conformance-report'))]).toEqual([
      0,
      '',
      0,
      false,
    ]);
    for (const { id, clauses } of catalogue)
      expect(stdout).toMatch(
        new RegExp(`^${id}: ${clauses.length} clauses, [1-9]\\d* to check, 0 skipped, \\d+ excluded$`, 'm'),
      );
    const [, accept, refuse] =
      /^In all at most (\d+) updates .* and (\d+) that .* Nothing was sent\.$/m.exec(stdout) ?? [];
    const sum = (pattern: RegExp): number =>
      [...stdout.matchAll(pattern)].reduce((all, [, count]) => all + Number(count), 0);
    const sums = [sum(/subjects, (\d+) updates/g), sum(/change state, (\d+) that a/g)];
    expect([Number(accept), Number(refuse)]).toEqual(sums);
    expect(Math.min(...sums)).toBeGreaterThan(1000);
  });
  it('follows the selection', async () => {
    const { code, stdout } = await runCli(
      ['run', '--plan', '--clause', 'baidu.update-vpn-conn/vpnConnName#length', '--url', stub.url],
      { cwd: folder },
    );
    expect([code, stub.requests]).toEqual([0, 0]);
    expect(stdout).toMatch(/^baidu\.update-vpn-conn: 1 clauses, 1 to check, 0 skipped, 0 excluded$/m);
  });
});

describe('list', () => {
  it('prints a line for each operation', async () => {
    const { code, stdout, stderr } = await runCli(['list'], { cwd: folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(catalogue.map(({ id }) => id));
  });
  it('prints traits and every clause of an operation', async () => {
    const [contract] = loadCatalogue(toySpecs);
    const { code, stdout } = await runCli(['list', '--specs', toySpecs, '--operation', 'acme.update-link'], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(stdout).toContain('  locked: a link that refuses every update\n');
    for (const { id, level, basis, statement } of contract?.clauses ?? []) {
      expect(stdout).toContain(`  ${id} (${level}, ${basis}; `);
      expect(stdout).toContain(statement);
    }
  });
});

describe('serve', () => {
  let serving: RunningCli;
  let url: string;
  beforeAll(async () => {
    serving = startCli(['serve', '--port', '0', '--specs', toySpecs, '--settle-ms', '1'], { cwd: folder });
    [, url = ''] = await serving.printed(/^listening on (http:\S+)$/m);
  });
  afterAll(() => serving.process.kill('SIGKILL'));

  it('prints the operations with their fixtures', async () => {
    await expect(serving.printed(/^ {2}locked \(locked, !plain\) link_id=link-2$/m)).resolves.toBeDefined();
  });
  it('answers, and passes a run against it with the same contracts', async () => {
    const { code } = await runCli(['run', '--specs', toySpecs, '--url', url, '--output', 'served'], { cwd: folder });
    expect(code).toBe(0);
    expect(readReport(path.join(folder, 'served'))).toMatchObject({
      exitCode: 0,
      target: { url },
      totals: { fail: 0, inconclusive: 0, skipped: 0 },
    });
  });
  it('answers under a path for each operation too', async () => {
    const { code } = await runCli(
      ['run', '--specs', toySpecs, '--url', `${url}/acme.update-link`, '--output', 'own-path'],
      { cwd: folder },
    );
    expect(code).toBe(0);
  });
  it('prints a fixture on one line, though its certificate has many', async () => {
    const other = startCli(['serve', '--port', '0', '--operation', 'alibaba.modify-vpn-attachment-attribute'], {
      cwd: folder,
    });
    await expect(
      other.printed(/^ {2}single-sm .*RemoteCaCert=-----BEGIN CERTIFICATE-----\\n.+-----END CERTIFICATE-----/m),
    ).resolves.toBeDefined();
    other.process.kill('SIGKILL');
  });
  it('refuses a port in use in one line', async () => {
    const { code, stdout, stderr } = await runCli(['serve', '--port', new URL(url).port, '--specs', toySpecs], {
      cwd: folder,
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^vpn-conformance: cannot listen on 127\.0\.0\.1:\d+: stop what listens there[^\n]*\n$/);
  });
  it('ends with exit code 0 when it is told to stop, and lets the port go', async () => {
    serving.process.kill('SIGTERM');
    expect((await serving.result).code).toBe(0);
    const left = await new Promise((resolve) =>
      http.get(url, () => resolve('answered')).once('error', () => resolve('gone')),
    );
    expect(left).toBe('gone');
  });
});

describe('serve with the contracts of the kit', () => {
  it('passes a run against it, though two vendors share their paths', async () => {
    const serving = startCli(['serve', '--port', '0', '--settle-ms', '1'], { cwd: folder });
    try {
      const [, url = ''] = await serving.printed(/^listening on (http:\S+)$/m);
      const flags = ['otc', 'huawei'].flatMap((vendor) => [
        '--clause',
        `${vendor}.update-vpn-connection/vpn_connection/psk#*`,
      ]);
      const { code } = await runCli(['run', ...flags, '--url', url, '--output', 'shared'], { cwd: folder });
      expect(code).toBe(0);
    } finally {
      serving.process.kill('SIGTERM');
      await serving.result;
    }
  });
});
