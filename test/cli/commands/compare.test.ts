import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { startReference } from '../../../targets/reference/start-reference.js';
import { toyContract } from '../../targets/toy-contract.js';
import { lastRun } from '../read-output.js';
import { runCli } from '../run-cli.js';
import { scratchFolder } from '../scratch-folder.js';
import { changedSpecs, toySpecs } from '../toy-specs.js';

const folder = scratchFolder();
const [good, bad] = [path.join(folder, 'good'), path.join(folder, 'bad')];

beforeAll(async () => {
  const served = changedSpecs(path.join(folder, 'served'), 'openapi.yaml', (text) =>
    text.replace('maxLength: 16', 'maxLength: 17'),
  );
  for (const [output, contract] of [
    [good, toyContract()],
    [bad, loadOperation('acme.update-link', served)],
  ] as const) {
    const reference = await startReference({ contracts: [contract], settleMs: 1 });
    const clauses = ['name#length', 'mtu#range'].flatMap((local) => ['--clause', `acme.update-link/${local}`]);
    const flags = ['--specs', toySpecs, '--url', reference.url, '--seed', '1', '--cases', '0', '--output', output];
    await runCli(['run', ...flags, ...clauses], { cwd: folder });
    await reference.close();
  }
});

describe('compare', () => {
  const compare = (...args: readonly string[]): ReturnType<typeof runCli> =>
    runCli(['compare', ...args], { cwd: folder });
  it('ends with exit code 1 for a regression, and names the clause', async () => {
    const { code, stdout } = await compare(good, bad);
    expect(code).toBe(1);
    expect(stdout).toContain('1 regression\n  acme.update-link/name#length: pass → fail');
    expect(stdout).toContain('1 regression, 1 as before; exit code 1');
  });
  it('ends with exit code 0 for a fix', async () => {
    const { code, stdout } = await compare(bad, good);
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 fix, 1 as before; exit code 0')]);
  });
  it('ends with exit code 0 where nothing changed', async () => {
    const { code, stdout } = await compare(good, path.join(lastRun(good), 'journal.jsonl'));
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing changed, 2 as before')]);
  });
  it('takes a report.json, and tells with exit code 3 that it is of another kit', async () => {
    const file = path.join(folder, 'other.json');
    const report = JSON.parse(readFileSync(path.join(lastRun(good), 'report.json'), 'utf8'));
    writeFileSync(file, JSON.stringify({ ...report, kit: '7.0.0' }));
    const { code, stdout } = await compare(file, good);
    expect([code, stdout]).toEqual([3, expect.stringContaining('DO NOT FIT  kit: 7.0.0 before')]);
  });
  it.each([
    ['markdown', '### vpn-conformance: 1 regression, 1 as before'],
    ['html', '<h1>1 regression, 1 as before</h1>'],
  ])('writes %s into a file', async (format, told) => {
    const file = path.join(folder, `comparison.${format}`);
    const { code, stdout } = await compare(good, bad, '--format', format, '--output', file);
    expect([code, stdout]).toEqual([1, '']);
    expect(readFileSync(file, 'utf8')).toContain(told);
  });
  it.each([
    [['good', 'nowhere'], 'nowhere cannot be read'],
    [['good', 'served'], 'holds neither journal.jsonl nor report.json'],
    [['good', 'good', '--format', 'pdf'], "not 'pdf'"],
    [['good', 'broken.json'], 'is no report that this kit can read'],
    [['good', 'torn.json'], 'is no JSON'],
  ])('refuses %o with exit code 2', async (args, told) => {
    writeFileSync(path.join(folder, 'broken.json'), '{"format":1}');
    writeFileSync(path.join(folder, 'torn.json'), '{');
    const { code, stderr } = await compare(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
  });
});
