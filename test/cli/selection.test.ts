import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConformanceReport } from '../../generated/report.js';
import { startReference } from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { readEntries, readReport } from './read-output.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { changedSpecs, toySpecs } from './toy-specs.js';

const folder = scratchFolder();
let runs = 0;

async function report(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly report: ConformanceReport; readonly output: string }> {
  runs += 1;
  const output = path.join(folder, String(runs));
  const { code } = await runCli(['run', '--seed', '1', '--output', output, ...args], { cwd: folder });
  return { code, report: readReport(output), output };
}

function clauseIds({ operations }: ConformanceReport): readonly string[] {
  return operations.flatMap(({ clauses }) => clauses.map(({ id }) => id));
}

const toy = ['--specs', toySpecs];

describe('the selection of a run', () => {
  it('runs the operations that --operation names, and no other', async () => {
    const { code, report: got } = await report(
      '--cases',
      '0',
      '--operation',
      'baidu.update-vpn-conn',
      '--operation',
      'alibaba.update-enhanced-vpn-gateway',
    );
    expect(code).toBe(0);
    expect(got.operations.map(({ operation }) => operation)).toEqual([
      'alibaba.update-enhanced-vpn-gateway',
      'baidu.update-vpn-conn',
    ]);
    expect(got.selection).toBe('operation baidu.update-vpn-conn, operation alibaba.update-enhanced-vpn-gateway');
  });
  it('speaks of one clause when --clause names one, and sends only what that needs', async () => {
    const id = 'huawei.update-vpn-connection/vpn_connection/psk#length';
    const { code, report: got } = await report('--clause', id);
    expect([code, clauseIds(got)]).toEqual([0, [id]]);
    expect(got.operations[0]?.clauses[0]).toMatchObject({
      verdict: 'pass',
      sides: [{ side: 'accept' }, { side: 'refuse' }],
    });
    expect(got.requests).toBeLessThan(100);
  });
  it('takes a trailing * for all clauses that start so', async () => {
    const { code, report: got } = await report(...toy, '--clause', 'acme.update-link/name#*');
    const wanted = toyContract().clauses.flatMap(({ id }) => (id.startsWith('acme.update-link/name#') ? [id] : []));
    expect([code, [...clauseIds(got)].sort()]).toEqual([0, [...wanted].sort()]);
    expect(wanted.length).toBeGreaterThan(2);
  });
  it.each([
    ['must', toy],
    ['may', ['--operation', 'baidu.update-vpn-conn']],
  ])('speaks of clauses of one level with --level %s', async (level, what) => {
    const { code, report: got } = await report(...what, '--cases', '0', '--level', level);
    expect(code).toBe(0);
    const clauses = got.operations.flatMap((operation) => operation.clauses);
    expect(clauses.length).toBeGreaterThan(0);
    expect(clauses.filter((clause) => clause.level !== level)).toEqual([]);
  });
  it('still verifies every clause but that of sequences without random cases', async () => {
    const [none, some] = [await report(...toy, '--cases', '0'), await report(...toy, '--cases', '5')];
    const { pass, skipped } = some.report.totals;
    expect([none.code, none.report.totals]).toEqual([
      0,
      { ...some.report.totals, pass: pass - 1, skipped: skipped + 1 },
    ]);
    const left = none.report.operations.flatMap(({ clauses }) =>
      clauses.filter(({ verdict }) => verdict === 'skipped'),
    );
    expect(left.map(({ id, reason }) => [id, reason])).toEqual([
      ['acme.update-link/exchange/sequences', expect.stringContaining('--cases 0')],
    ]);
    expect(none.report.cases).toBe(0);
    expect(none.report.requests).toBeLessThan(some.report.requests);
  });
});

describe('the seed of a run', () => {
  /**
   * What a report says beside when, where and how long; how often an asynchronous update is polled is a matter of time.
   */
  const timeless = (given: ConformanceReport): unknown =>
    JSON.parse(JSON.stringify(given), (key, value) =>
      ['startedAt', 'finishedAt', 'runId', 'milliseconds', 'requests', 'url'].includes(key) ? undefined : value,
    );
  const sent = (output: string): readonly string[] =>
    readEntries(output)
      .flatMap((entry) =>
        entry.type === 'result'
          ? [JSON.stringify([entry.operation, entry.check, entry.subject, entry.fixture, entry.tally, entry.findings])]
          : [],
      )
      .sort();

  it('makes two runs the same', async () => {
    const [first, second] = [await report(...toy), await report(...toy)];
    expect(timeless(second.report)).toEqual(timeless(first.report));
    expect(sent(second.output)).toEqual(sent(first.output));
  });
  it('makes two other runs with another one, and another when none is given', async () => {
    const given = await report(...toy, '--seed', '2');
    const output = path.join(folder, 'unseeded');
    const seeds = [];
    for (let run = 0; run < 2; run += 1) {
      await runCli(['run', ...toy, '--output', output], { cwd: folder });
      seeds.push(readReport(output).seed);
    }
    expect(new Set([given.report.seed, ...seeds]).size).toBe(3);
  });
});

describe('--strict', () => {
  // The document ranks 423 as an alternative to 409 for a locked link, and the target answers so.
  const specs = changedSpecs(path.join(folder, 'ranked'), 'clauses.yaml', (text) =>
    text.replace(
      'provoke: { trait: locked }',
      'alsoAllowed: [{ status: 423, code: Locked }], provoke: { trait: locked }',
    ),
  );
  let url: string;
  beforeAll(async () => {
    const reference = await startReference({
      contracts: [toyContract()],
      settleMs: 1,
      intercept: (answer) => (answer.status === 409 ? { ...answer, status: 423 } : answer),
    });
    url = reference.url;
    return () => reference.close();
  });
  it.each([
    { flags: [], code: 0, totals: { 'non-strict': 1, fail: 0 } },
    { flags: ['--strict'], code: 1, totals: { 'non-strict': 0, fail: 1 } },
  ])('decides what a ranked alternative counts: $flags', async ({ flags, code, totals }) => {
    const got = await report('--specs', specs, '--url', url, ...flags);
    expect([got.code, got.report.strict]).toEqual([code, flags.length > 0]);
    expect(got.report.totals).toMatchObject(totals);
    expect(got.report.causes.map(({ clauses }) => clauses.map(({ id }) => id))).toEqual([
      ['acme.update-link/errors/409/Locked'],
    ]);
  });
  it('changes nothing about a clean run', async () => {
    expect((await report(...toy, '--strict')).code).toBe(0);
  });
});
