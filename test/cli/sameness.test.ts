import path from 'node:path';
import { expect, it } from 'vitest';
import { readReport } from './read-output.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';

const folder = scratchFolder();

/** The report of a run without what no two runs have in common. */
async function reportOf(name: string, ...flags: readonly string[]): Promise<string> {
  const output = path.join(folder, name);
  const operations = ['baidu.update-vpn-conn', 'alibaba.update-enhanced-vpn-gateway'];
  const args = ['run', '--seed', '7', '--output', output, ...operations.flatMap((id) => ['--operation', id]), ...flags];
  await runCli(args, { cwd: folder });
  const { startedAt: _, finishedAt: __, runId: ___, ...same } = readReport(output);
  return JSON.stringify(same);
}

it('a run of the same seed gives the same report, byte for byte but for dates and its own id, on one thread and on two', async () => {
  const first = await reportOf('first', '--workers', '1');
  expect(await reportOf('again', '--workers', '1')).toBe(first);
  expect(await reportOf('two', '--workers', '2')).toBe(first);
  expect(await reportOf('other', '--workers', '1', '--seed', '8')).not.toBe(first);
});
