import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { startStub } from './stub-target.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const run = ['run', '--specs', toySpecs, '--clause', 'acme.update-link/mtu#range', '--seed', '1'];

/** The files of the one run in a folder. */
function filesOf(output: string): readonly string[] {
  const [own] = readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return own === undefined ? [] : readdirSync(path.join(output, own.name)).sort();
}

it('writes what --reporter names, and the report itself', async () => {
  const output = path.join(folder, 'named');
  const { code, stdout } = await runCli([...run, '--output', output, '--reporter', 'ctrf, sarif,badge'], {
    cwd: folder,
  });
  expect(code).toBe(0);
  expect(filesOf(output)).toEqual(['badge.json', 'ctrf.json', 'journal.jsonl', 'report.json', 'report.sarif']);
  expect(stdout).toMatch(/^written: .*report\.sarif$/m);
});

it('writes the usual ones without --reporter', async () => {
  const output = path.join(folder, 'usual');
  await runCli([...run, '--output', output], { cwd: folder });
  expect(filesOf(output)).toEqual(['journal.jsonl', 'junit.xml', 'report.html', 'report.json']);
});

it('refuses a reporter that is none, and names the nearest', async () => {
  const { code, stderr } = await runCli([...run, '--reporter', 'juint'], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toContain("unknown reporter 'juint'; did you mean 'junit'?");
});

it('checks nothing more once --max-failures clauses have failed, and says so', async () => {
  const stub = await startStub((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  );
  try {
    const output = path.join(folder, 'few');
    const args = ['run', '--specs', toySpecs, '--url', stub.url, '--output', output, '--seed', '1'];
    const { code, stdout } = await runCli([...args, '--max-failures', '2'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toMatch(/stopped at [2-9] failed clauses \(--max-failures 2\)/);
    expect(stdout).toMatch(/acme\.update-link .*[1-9]\d* inconclusive/);
  } finally {
    await stub.close();
  }
});

it('refuses a number of failures that is none', async () => {
  const { code, stderr } = await runCli([...run, '--max-failures', '0'], { cwd: folder });
  expect([code, stderr]).toEqual([2, expect.stringContaining('--max-failures takes a whole number from 1')]);
});
