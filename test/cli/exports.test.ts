import { spawn } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../contract/load/package-root.js';
import { valueAt } from '../../contract/pointer.js';
import { type ReferenceTarget, startReference } from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const contracts = [toyContract()];
let faulty: ReferenceTarget;
let sound: ReferenceTarget;

beforeAll(async () => {
  sound = await startReference({ contracts });
  faulty = await startReference({
    contracts,
    // Takes any MTU, whatever the document says.
    intercept: (answer, { request, role }) =>
      role === 'update' && answer.status === 400 && valueAt(request, '/mtu') !== undefined
        ? { status: 200, headers: answer.headers, body: {} }
        : answer,
  });
  const run = ['run', '--specs', toySpecs, '--clause', 'acme.update-link/mtu#range', '--seed', '1'];
  const { code } = await runCli([...run, '--url', faulty.url, '--output', 'out'], { cwd: folder });
  expect(code).toBe(1);
  writeFileSync(path.join(folder, 'vitest.config.mjs'), 'export default {};\n');
  symlinkSync(path.join(packageRoot, 'node_modules'), path.join(folder, 'node_modules'));
});
afterAll(async () => {
  await Promise.all([faulty.close(), sound.close()]);
});

interface Ran {
  readonly code: number | null;
  readonly printed: string;
}

function ran(command: string, args: readonly string[], base?: string): Promise<Ran> {
  const { TARGET_URL: _, ...environment } = process.env;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...environment, ...(base === undefined ? {} : { TARGET_URL: base }) },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
    child.on('close', (code) => resolve({ code, printed }));
  });
}

describe('failing cases that were written', () => {
  it('as a script of curl lines fail where they failed, and pass where the target keeps the rule', async () => {
    const { code } = await runCli(['report', 'out', '--export', 'curl'], { cwd: folder });
    expect(code).toBe(0);
    expect(await ran('bash', ['failures.sh'])).toEqual({
      code: 1,
      printed: expect.stringMatching(/^FAILED {2}\w+ acme\.update-link\/mtu#range: accepted mtu = .*\n {8}200 came\n$/),
    });
    expect(await ran('bash', ['failures.sh'], sound.url)).toEqual({ code: 0, printed: expect.stringMatching(/^ok /) });
  });

  it('as tests of vitest do so, too', async () => {
    await runCli(['report', 'out', '--export', 'vitest', '--output', 'mtu.test.ts'], { cwd: folder });
    const vitest = [path.join(packageRoot, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder];
    const [failing, passing] = [await ran(process.execPath, vitest), await ran(process.execPath, vitest, sound.url)];
    expect(failing.printed).toContain('expected 400');
    expect([failing.code, passing.code]).toEqual([1, 0]);
    expect(passing.printed).toContain('1 passed');
  });

  it('name what they cannot be, and what is no export', async () => {
    const { code, stderr } = await runCli(['report', 'out', '--export', 'postman'], { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringContaining("--export takes vitest or curl, not 'postman'")]);
  });
});
