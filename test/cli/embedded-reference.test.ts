import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import type { JournalEntry } from '../../generated/journal.js';
import type { ConformanceReport } from '../../generated/report.js';
import { lastRun, readEntries, readReport } from './read-output.js';
import { readXml } from './read-xml.js';
import { type CliResult, runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';

describe('a run without a target', () => {
  const folder = scratchFolder();
  const output = path.join(folder, 'conformance-report');
  const catalogue = loadCatalogue();
  let result: CliResult;
  let report: ConformanceReport;
  let entries: readonly JournalEntry[];
  beforeAll(async () => {
    result = await runCli(['run', '--seed', '1'], { cwd: folder });
    report = readReport(output);
    entries = readEntries(output);
  }, 180_000);

  it('ends with exit code 0, in the report too', () => {
    expect([result.code, report.exitCode]).toEqual([0, 0]);
  });
  it('finds nothing but passed and excluded clauses', () => {
    const { pass, excluded, ...rest } = report.totals;
    // What is newer than the last requirement set is not scored, and passes all the same.
    expect(
      report.operations.flatMap(({ clauses }) =>
        clauses.filter(({ wouldBe }) => wouldBe !== undefined && wouldBe !== 'pass'),
      ),
    ).toEqual([]);
    expect({ ...rest, 'not-scored': 0 }).toEqual({
      'non-strict': 0,
      fail: 0,
      'failed-known': 0,
      inconclusive: 0,
      skipped: 0,
      unsupported: 0,
      'not-scored': 0,
    });
    expect({ causes: report.causes, defects: report.defects, state: report.completion.state }).toEqual({
      causes: [],
      defects: [],
      state: 'complete',
    });
    expect(pass).toBeGreaterThan(excluded);
  });
  it.each(catalogue.map((contract) => ({ id: contract.id, contract })))(
    'speaks of every clause of $id exactly once',
    ({ id, contract }) => {
      const told = report.operations.find(({ operation }) => operation === id)?.clauses ?? [];
      expect(told.map((clause) => clause.id).sort()).toEqual(contract.clauses.map((clause) => clause.id).sort());
      expect(new Set(told.map((clause) => clause.id)).size).toBe(told.length);
    },
  );
  it('leaves no clause unseen: each was observed from every side or is excluded with a reason', () => {
    const clauses = report.operations.flatMap((operation) => operation.clauses);
    const orphans = clauses.filter(({ verdict, sides, reason }) =>
      verdict === 'excluded'
        ? (reason ?? '').length < 10
        : sides.length === 0 || sides.some(({ count }) => count === 0),
    );
    expect(orphans).toEqual([]);
    expect(clauses.length).toBe(report.totals.pass + report.totals.excluded);
  });
  it('writes a journal that begins with the run, and ends with its end', () => {
    expect([entries[0]?.type, entries.at(-1)?.type]).toEqual(['run', 'end']);
    expect(entries.filter(({ type }) => type === 'result').length).toBeGreaterThan(100);
  });
  it('counts the same requests in the journal, the operations and the end', () => {
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    expect(sum(report.operations.map(({ requests }) => requests))).toBe(report.requests);
    expect(sum(entries.flatMap((entry) => (entry.type === 'result' ? entry.requests : [])))).toBe(report.requests);
  });
  it('writes well-formed JUnit XML with one suite for each operation and one case for each clause', () => {
    const suites = readXml(readFileSync(path.join(lastRun(output), 'junit.xml'), 'utf8'));
    expect(suites.children.map(({ attributes }) => attributes['name'])).toEqual(
      report.operations.map(({ operation }) => operation),
    );
    for (const [index, { clauses }] of report.operations.entries()) {
      const cases = suites.children[index]?.children.filter(({ name }) => name === 'testcase') ?? [];
      expect(cases.map(({ attributes }) => attributes['name']?.split(' ')[0]).sort()).toEqual(
        clauses.map(({ id }) => id).sort(),
      );
    }
  });
  it('prints counts, seed and files, without colours where nobody looks', () => {
    expect(result.stdout).toContain(
      `Total  ${report.totals.pass} passed, 0 failed, ${report.totals.excluded} excluded`,
    );
    expect(result.stdout).toContain('seed 1; exit code 0: nothing unexpected');
    for (const file of ['report.json', 'junit.xml', 'journal.jsonl']) {
      const { written = '' } = new RegExp(`^written: (?<written>.*${file})$`, 'm').exec(result.stdout)?.groups ?? {};
      expect(realpathSync(path.join(folder, written))).toBe(realpathSync(path.join(lastRun(output), file)));
    }
    expect(result.stdout).not.toContain('\u001b');
  });
  it('tells a line for each operation that is through, on standard error', () => {
    // Beside them, every few seconds, how far the run is.
    const lines = result.stderr.split('\n').filter((line) => line !== '' && !/^\[[#.]+\] \d+\/\d+, /.test(line));
    expect(lines.map((line) => line.replace(/ (\d+)\/\1$/, '')).sort()).toEqual(catalogue.map(({ id }) => id));
  });
});
