import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../contract/load/package-root.js';
import { runCli } from '../run-cli.js';
import { scratchFolder } from '../scratch-folder.js';

const operation = 'baidu.update-vpn-conn';

test('pact write writes the file of the operation that is asked for, as it is in the package', async () => {
  const cwd = scratchFolder();
  const { code, stdout } = await runCli(['pact', 'write', '--operation', operation], { cwd });
  expect([code, stdout]).toEqual([0, `pacts/${operation}.json\n`]);
  expect(readdirSync(path.join(cwd, 'pacts'))).toEqual([`${operation}.json`]);
  expect(readFileSync(path.join(cwd, stdout.trim()), 'utf8')).toBe(
    readFileSync(path.join(packageRoot, `generated/pacts/${operation}.json`), 'utf8'),
  );
});

test('pact write ends with exit code 2, naming the file, where the folder is a file', async () => {
  const cwd = scratchFolder();
  writeFileSync(path.join(cwd, 'taken'), '');
  const { code, stderr } = await runCli(['pact', 'write', '--operation', operation, '--output', 'taken'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(`taken/${operation}.json cannot be written`);
});
