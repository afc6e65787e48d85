import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../contract/load/package-root.js';
import { readReport } from './read-output.js';
import { scratchFolder } from './scratch-folder.js';
import { changedSpecs } from './toy-specs.js';

const folder = scratchFolder();
const home = path.join(folder, 'home');
const run = promisify(execFile);

/** Runs a program as a user would: nothing that npm or vitest set for this process is passed on. */
async function asUser(program: string, args: readonly string[], cwd: string = home): Promise<string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:npm_(?!config_(?:cache|registry))|VITEST|NODE_ENV|INIT_CWD)/.test(name),
    ),
  );
  return (await run(program, args, { cwd, env, maxBuffer: 16 * 1024 * 1024 })).stdout;
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

describe('the package', () => {
  let packed: Packed | undefined;
  beforeAll(async () => {
    mkdirSync(home);
    const told: readonly Packed[] = JSON.parse(
      await asUser('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], packageRoot),
    );
    packed = told[0];
    writeFileSync(path.join(home, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
    await asUser('npm', [
      'install',
      path.join(folder, packed?.filename ?? ''),
      '--prefer-offline',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ]);
  });

  it('holds what a run needs and nothing of the workshop', () => {
    const files = (packed?.files ?? []).map((file) => file.path);
    expect(files).toEqual(
      expect.arrayContaining([
        'README.md',
        'LICENSE',
        'dist/cli/main.js',
        'dist/index.d.ts',
        'reports/report.schema.json',
        'targets/target-file.schema.json',
      ]),
    );
    expect(
      files.filter((file) => /\.tsbuildinfo$|node_modules|^(?:test|bench|scripts)\/|(?<!\.d)\.ts$/.test(file)),
    ).toEqual([]);
  });
  it('runs from an empty folder as `npx vpn-conformance run`: exit code 0 and a report of all operations', async () => {
    const stdout = await asUser('npx', ['vpn-conformance', 'run', '--seed', '1']);
    expect(stdout).toContain('exit code 0: nothing unexpected');
    const report = readReport(path.join(home, 'conformance-report'));
    expect([report.exitCode, report.operations.length, report.totals.fail, report.totals.inconclusive]).toEqual([
      0, 5, 0, 0,
    ]);
  });
  it('runs contracts of the user', async () => {
    changedSpecs(path.join(home, 'contracts'), 'openapi.yaml', (text) => text);
    await asUser('npx', ['vpn-conformance', 'run', '--specs', 'contracts', '--output', 'own']);
    expect(readReport(path.join(home, 'own')).operations.map(({ operation }) => operation)).toEqual([
      'acme.update-link',
    ]);
  });
  it('leaves nothing behind in its own folder', () => {
    expect(existsSync(path.join(home, 'node_modules/vpn-conformance/dist/cli/node_modules'))).toBe(false);
  });
  it('can be imported', async () => {
    const program = `
      import { loadCatalogue, startReference } from 'vpn-conformance';
      import schema from 'vpn-conformance/schemas/clauses.schema.json' with { type: 'json' };
      const contracts = loadCatalogue();
      const reference = await startReference({ contracts });
      await reference.close();
      console.log(contracts.length, schema.type);
    `;
    expect(await asUser('node', ['--no-warnings', '--input-type=module', '--eval', program])).toBe('5 object\n');
  });
});
