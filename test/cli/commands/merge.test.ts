import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import type { ConformanceReport } from '../../../generated/report.js';
import { startReference } from '../../../targets/reference/start-reference.js';
import { readReport } from '../read-output.js';
import { type CliResult, runCli } from '../run-cli.js';
import { scratchFolder } from '../scratch-folder.js';
import { changedSpecs } from '../toy-specs.js';

const folder = scratchFolder();
/** The toy contract with resources enough for two parts. */
const toySpecs = changedSpecs(path.join(folder, 'specs'), 'fixtures.yaml', (text) =>
  ['link-3', 'link-4'].reduce(
    (all, id) =>
      `${all.trimEnd()}\n  - id: ${id}\n    traits: [plain]\n    values: { link_id: ${id} }\n    state: { id: ${id}, name: ${id}, mtu: 1400, mode: fast, state: ready }\n`,
    text,
  ),
);

function part(shard: string, output: string, ...flags: readonly string[]): Promise<CliResult> {
  return runCli(
    ['run', '--specs', toySpecs, '--seed', '1', '--cases', '1', '--shard', shard, '--output', output, ...flags],
    { cwd: folder },
  );
}

function merge(...args: readonly string[]): Promise<CliResult> {
  return runCli(['merge', ...args], { cwd: folder });
}

/** What a report says of the clauses, without how often each was seen. */
function told({ totals, operations, causes, exitCode, completion }: ConformanceReport): unknown {
  const clauses = operations.flatMap((operation) =>
    operation.clauses.map(({ id, verdict, sides }) => [id, verdict, sides.map(({ side, count }) => [side, count > 0])]),
  );
  const found = causes.map(({ verdict, clauses: own, reply }) => [verdict, own.map(({ id }) => id), reply]);
  return { totals, clauses, found, exitCode, state: completion.state };
}

describe('a run that two machines share', () => {
  const [one, two, whole] = ['one', 'two', 'whole'].map((name) => path.join(folder, name)) as [string, string, string];
  let parts: readonly CliResult[] = [];
  beforeAll(async () => {
    parts = [await part('1/2', one), await part('2/2', two)];
    await runCli(['run', '--specs', toySpecs, '--seed', '1', '--cases', '1', '--output', whole], { cwd: folder });
  });

  it('ends with exit code 0 on each: what it does not see is left to the other', () => {
    expect(parts.map(({ code }) => code)).toEqual([0, 0]);
    const left = [one, two].map((output) => readReport(output));
    expect(left.map(({ scope }) => scope?.shard)).toEqual([
      { index: 1, of: 2 },
      { index: 2, of: 2 },
    ]);
    expect(left.every(({ totals }) => totals.skipped > 0 && totals.pass > 0)).toBe(true);
  });
  it('is merged into what one machine would have told, whatever the order', async () => {
    const [there, back] = [path.join(folder, 'there'), path.join(folder, 'back')];
    const results = [await merge(one, two, '--output', there), await merge(two, one, one, '--output', back)];
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    expect(told(readReport(there))).toEqual(told(readReport(whole)));
    expect({ ...readReport(back) }).toEqual({ ...readReport(there) });
    expect(readReport(there).shards).toEqual({ of: 2, present: [1, 2] });
  });
  it('is found where jobs have put their results into one place, and rendered like any run', async () => {
    const place = path.join(folder, 'artifacts');
    for (const output of [one, two])
      for (const name of readdirSync(output).filter((entry) => entry !== 'latest'))
        cpSync(path.join(output, name), path.join(place, name), { recursive: true });
    // A job that was tried again leaves two runs of its part: the later counts.
    const [last = ''] = readdirSync(one).filter((entry) => entry !== 'latest');
    cpSync(path.join(one, last), path.join(place, `1999-01-01${last.slice(10)}`), { recursive: true });
    const output = path.join(folder, 'from-artifacts');
    expect((await merge(place, '--output', output)).code).toBe(0);
    const { code, stdout } = await runCli(['report', output, '--format', 'json'], { cwd: folder });
    expect([code, JSON.parse(stdout)]).toEqual([0, readReport(output)]);
  });
  it('is told to lack a part, with exit code 3', async () => {
    const { code, stdout } = await merge(two, '--output', path.join(folder, 'half'));
    expect(code).toBe(3);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('INTERRUPTED: of 2 parts of the run 1 is missing');
  });
  it('is not merged with a run of another seed, nor with one that is whole, nor with another run of a part', async () => {
    const [other, again] = [path.join(folder, 'other'), path.join(folder, 'again')];
    await part('1/2', other, '--clause', 'acme.update-link/mtu#range');
    await part('1/2', again);
    for (const [places, message] of [
      [[two, other], 'selection is everything in one and clause acme.update-link/mtu#range in another'],
      [[two, whole], 'what it is is one of 2 parts in one and whole in another'],
      [[one, again], 'part 1 of 2 is there twice'],
      [[path.join(folder, 'nowhere')], 'holds no journal.jsonl'],
    ] as const) {
      const { code, stderr } = await merge(...places, '--output', path.join(folder, 'refused'));
      expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
  });
});

describe('a part of a shared run', () => {
  it('that nothing falls to says nothing and ends with exit code 0', async () => {
    const output = path.join(folder, 'idle');
    expect((await part('9/9', output)).code).toBe(0);
    expect(readReport(output)).toMatchObject({ requests: 0, completion: { state: 'complete' } });
  });
  it('needs a seed, which all parts have', async () => {
    const { code, stderr } = await runCli(['run', '--specs', toySpecs, '--shard', '1/2'], { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--shard needs --seed')]);
  });
  it('is numbered by the environment with auto', async () => {
    const output = path.join(folder, 'numbered');
    const args = ['run', '--specs', toySpecs, '--seed', '1', '--shard', 'auto', '--output', output];
    const clause = ['--clause', 'acme.update-link/mtu#range'];
    const environment = { JOB_COMPLETION_INDEX: '1', VPN_CONFORMANCE_JOB_TOTAL: '3' };
    expect((await runCli([...args, ...clause], { cwd: folder, environment })).code).toBe(0);
    expect(readReport(output).scope?.shard).toEqual({ index: 2, of: 3 });
    const { code, stderr } = await runCli(args, { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringContaining('finds no job number in the environment')]);
  });
  it('that finds a failure ends with exit code 1, and so does the whole', async () => {
    const served = changedSpecs(path.join(folder, 'served'), 'openapi.yaml', (text) =>
      text.replace('maxLength: 16', 'maxLength: 17'),
    );
    const reference = await startReference({ contracts: [loadOperation('acme.update-link', served)], settleMs: 1 });
    try {
      const outputs = ['bad-1', 'bad-2'].map((name) => path.join(folder, name));
      const flags = [
        '--url',
        reference.url,
        '--clause',
        'acme.update-link/name#length',
        '--clause',
        'acme.update-link/mtu#range',
        '--cases',
        '0',
      ];
      const codes: (number | null)[] = [];
      for (const [at, output] of outputs.entries()) codes.push((await part(`${at + 1}/2`, output, ...flags)).code);
      const { code, stdout } = await merge(...outputs, '--output', path.join(folder, 'bad'));
      expect([[...codes].sort(), code]).toEqual([[0, 1], 1]);
      expect(stdout).toContain('FAIL accepted name');
    } finally {
      await reference.close();
    }
  });
});
