import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { type CliResult, runBuilt, runCli, startCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';

const folder = scratchFolder();
/** Operations with two fixtures that take ordinary updates. */
const fixtures = {
  'baidu.update-vpn-conn': ['first', 'second'],
  'alibaba.update-enhanced-vpn-gateway': ['plain', 'propagating'],
} as const;
const operations = Object.keys(fixtures).flatMap((id) => ['--operation', id]);
/** What is judged by what is stored: there two runs can be taken for one another. The matrix tries all, in memory. */
const ofState = ['success-status', 'left-out-stays', 'refusal-without-effect', 'others-stay'];
const clauses = Object.keys(fixtures).flatMap((id) => ofState.map((name) => `${id}/exchange/${name}`));
const run = ['run', '--cases', '1', ...clauses.flatMap((clause) => ['--clause', clause])];

function codeAndProblems({ code, stdout, stderr }: CliResult): readonly unknown[] {
  return code === 0 ? [0] : [code, stderr, stdout.slice(0, 2000)];
}

/** A target file that names the nth of the fixtures of each operation. */
function targetOf(nth: 0 | 1, baseUrl: string): string {
  const named = Object.entries(fixtures).map(([operation, ids]) => {
    const { id, traits, values } = loadOperation(operation).fixtures.find((fixture) => fixture.id === ids[nth]) ?? {};
    return [operation, { fixtures: [{ id, traits, values }] }] as const;
  });
  const file = path.join(folder, `fixtures-${nth}.json`);
  const implementation = {
    organization: 'Test',
    project: 'serve',
    version: '1',
    url: 'https://test.example',
    contact: 'test@test.example',
  };
  writeFileSync(file, JSON.stringify({ implementation, baseUrl, operations: Object.fromEntries(named) }));
  return file;
}

describe('a serve that keeps its state', () => {
  const serving = startCli(['serve', '--port', '0', ...operations], { cwd: folder });
  let url = '';
  beforeAll(async () => {
    [url = ''] = await serving.printed(/http:\/\/127\.0\.0\.1:\d+/);
  });
  afterAll(() => serving.process.kill());

  it.each([
    ['first', ['--seed', '1']],
    ['without changes', ['--seed', '1', '--no-mutate']],
    ['with another seed and restoring', ['--seed', '2', '--restore']],
  ])('is accused of nothing by a run %s', async (_, flags) => {
    const result = await runCli([...run, ...operations, '--url', url, ...flags], { cwd: folder });
    expect(codeAndProblems(result)).toEqual([0]);
  });

  it('is accused of nothing by two processes side by side, each with fixtures of its own', async () => {
    const results = await Promise.all(
      ([0, 1] as const).map((nth) =>
        runBuilt([...run, '--target', targetOf(nth, url), '--seed', '1'], { cwd: folder }),
      ),
    );
    expect(results.map(codeAndProblems)).toEqual([[0], [0]]);
  });

  it('is accused of nothing by two processes that share their fixtures', async () => {
    const shared = [...run, ...operations, '--url', url, '--seed', '1'];
    for (const { code, stdout } of await Promise.all([
      runBuilt(shared, { cwd: folder }),
      runBuilt(shared, { cwd: folder }),
    ]))
      expect([0, 3], stdout).toContain(code);
  });
});
