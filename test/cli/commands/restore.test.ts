import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReferenceTarget, startReference } from '../../../targets/reference/start-reference.js';
import { toyContract } from '../../targets/toy-contract.js';
import { lastRun, readReport } from '../read-output.js';
import { runCli, startCli } from '../run-cli.js';
import { scratchFolder } from '../scratch-folder.js';
import { toySpecs } from '../toy-specs.js';

const folder = scratchFolder();
const toy = ['--specs', toySpecs];

async function stateAt(url: string): Promise<string> {
  return (await fetch(`${url}/v1/links/link-1`)).text();
}

/** Starts a target and a run on it, and kills the run for good once it has changed the fixture some times. */
async function killedRun(
  output: string,
): Promise<{ readonly target: ReferenceTarget; readonly before: string; readonly run: string }> {
  let updates = 0;
  let kill = (): void => undefined;
  const target = await startReference({
    contracts: [toyContract()],
    settleMs: 1,
    intercept: (answer, { role, isAccepted }) => {
      if (role === 'update' && isAccepted) updates += 1;
      if (updates === 9) kill();
      return answer;
    },
  });
  const before = await stateAt(target.url);
  const running = startCli(['run', ...toy, '--seed', '1', '--restore', '--url', target.url, '--output', output], {
    cwd: folder,
  });
  kill = () => running.process.kill('SIGKILL');
  await running.result;
  return { target, before, run: realpathSync(lastRun(path.join(folder, output))) };
}

describe('restore, after a run that was killed for good', () => {
  let target: ReferenceTarget;
  let before = '';
  let changed = '';
  let run = '';
  beforeAll(async () => {
    ({ target, before, run } = await killedRun('killed'));
    changed = await stateAt(target.url);
  });
  afterAll(() => target.close());

  it('finds the fixture changed, and no report', () => {
    expect(changed).not.toBe(before);
    expect(readdirSync(run).sort()).toEqual(['journal.jsonl', 'snapshots.jsonl']);
  });
  it('is announced by the next run, which takes the changed fixture for no original and sends it no update', async () => {
    const { code, stderr } = await runCli(
      ['run', ...toy, '--seed', '1', '--restore', '--url', target.url, '--output', 'killed'],
      { cwd: folder },
    );
    expect([code, await stateAt(target.url)]).toEqual([3, changed]);
    expect(stderr).toMatch(
      /fixture plain: the run in killed\/\S+ has not restored it, [^\n]*'vpn-conformance restore killed\/\S+' shows/,
    );
    const [own] = JSON.parse(
      readFileSync(path.join(lastRun(path.join(folder, 'killed')), 'restorations.json'), 'utf8'),
    );
    expect(own).toMatchObject({
      fixture: 'plain',
      outcome: 'failed',
      problem: expect.stringContaining('changed it and did not restore it'),
    });
    expect(readReport(path.join(folder, 'killed')).totals.fail).toBe(0);
  });
  it('shows what it would send, sends nothing without --yes, and the line it shows runs as printed', async () => {
    const { code, stdout, stderr } = await runCli(['restore', run, ...toy], { cwd: folder });
    expect([code, stderr, await stateAt(target.url)]).toEqual([3, '', changed]);
    expect(stdout).toMatch(/^acme\.update-link, fixture plain\n {2}\/name was "edge" and is "[^"]+"\n/);
    expect(stdout).toContain('give --yes to send it');
    const [, line = ''] = /restored by {2}(curl .*)/.exec(stdout) ?? [];
    if (!existsSync('/usr/bin/curl')) return;
    await promisify(execFile)('bash', ['-c', line]);
    expect(await stateAt(target.url)).toBe(before);
    // Changed again, for what comes next.
    await fetch(`${target.url}/v1/links/link-1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"other"}',
    });
  });
  it('refuses another target, a production cloud and a folder of no run in one line', async () => {
    const refusals = await Promise.all([
      runCli(['restore', run, ...toy, '--yes', '--url', 'http://127.0.0.1:9'], { cwd: folder }),
      runCli(['restore', run, ...toy, '--yes', '--url', 'https://vpc.aliyuncs.com'], { cwd: folder }),
      runCli(['restore', folder, ...toy, '--yes'], { cwd: folder }),
    ]);
    expect(refusals.map(({ code, stderr }) => [code, stderr.split('\n').length])).toEqual([
      [2, 2],
      [2, 2],
      [2, 2],
    ]);
  });
  it('puts the fixture back with --yes, and has nothing left to do then', async () => {
    const restored = await runCli(['restore', run, ...toy, '--yes'], { cwd: folder });
    expect([restored.code, restored.stderr, await stateAt(target.url)]).toEqual([0, '', before]);
    expect(restored.stdout).toContain('acme.update-link, fixture plain: restored');
    const again = await runCli(['restore', run, ...toy], { cwd: folder });
    expect([again.code, again.stdout]).toEqual([0, `nothing is left to be restored from ${run}\n`]);
  });
});
