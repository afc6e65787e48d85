import { describe, expect, it } from 'vitest';
import { schemaProblem } from '../../../contract/load/read-yaml.js';
import type { ClauseEntry, DeclaredDeviation, JournalEntry } from '../../../generated/journal.js';
import type { ConformanceReport } from '../../../generated/report.js';
import { badgeOf } from '../../../reports/render/badge.js';
import { renderHtml } from '../../../reports/render/html/html.js';
import { renderJunit } from '../../../reports/render/junit.js';
import { renderMarkdown } from '../../../reports/render/markdown.js';
import { renderSummary } from '../../../reports/render/summary.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import { clause, end, finding, operation, operationEntry, result, run, seen } from '../sample-journal.js';

/** The samples run on 2025-01-01. */
const yesterday = '2024-12-31';
const today = '2025-01-01';

function deviation(local: string, more: Partial<DeclaredDeviation> = {}): DeclaredDeviation {
  return { clause: `${operation}${local}`, reason: 'mended in 2.0', matches: 1, ...more };
}

const failing = result({ findings: [finding('/name#length')], tally: seen('/mtu#range', 'accept', 'refuse') });
const passing = result({
  tally: [...seen('/name#length', 'accept', 'refuse'), ...seen('/mtu#range', 'accept', 'refuse')],
});

function declared(
  deviations: DeclaredDeviation[],
  entries: readonly JournalEntry[] = [failing, end],
  name: Partial<ClauseEntry> = {},
): ConformanceReport {
  return buildReport([
    { ...run, deviations },
    operationEntry([clause('/name#length', name), clause('/mtu#range')]),
    ...entries,
  ]);
}

describe('a declared deviation', () => {
  const tolerated = result({ findings: [finding('/name#length', { outcome: 'tolerated' })] });
  const table: readonly (readonly [string, string, 0 | 1 | 3, string, ConformanceReport])[] = [
    ['fails', 'holds', 0, 'failed-known', declared([deviation('/name#length')])],
    ['fails under a prefix', 'holds', 0, 'failed-known', declared([deviation('/na*', { matches: 1 })])],
    ['fails on its last day', 'holds', 0, 'failed-known', declared([deviation('/name#length', { expires: today })])],
    ['passes', 'passes', 1, 'pass', declared([deviation('/name#length')], [passing, end])],
    ['fails and has expired', 'expired', 1, 'fail', declared([deviation('/name#length', { expires: yesterday })])],
    [
      'passes and has expired',
      'passes',
      1,
      'pass',
      declared([deviation('/name#length', { expires: yesterday })], [passing, end]),
    ],
    ['is of no clause', 'unmatched', 1, 'fail', declared([deviation('/nonsense', { matches: 0 })])],
    [
      'fails and nobody has said why',
      'unreasoned',
      1,
      'failed-known',
      declared([deviation('/name#length', { reason: 'TODO: say why this is accepted' })]),
    ],
    [
      'is answered by an alternative',
      'undecided',
      0,
      'non-strict',
      declared([deviation('/name#length')], [passing, tolerated, end]),
    ],
    ['is undecided', 'undecided', 3, 'inconclusive', declared([deviation('/name#length')], [end])],
    ['passes until the run is cut off', 'undecided', 3, 'pass', declared([deviation('/name#length')], [passing])],
    [
      'passes where the rest of what it names was not selected',
      'undecided',
      0,
      'pass',
      declared([deviation('/na*', { matches: 2 })], [passing, end]),
    ],
    [
      'is skipped',
      'undecided',
      0,
      'skipped',
      declared([deviation('/name#length')], [passing, end], { sides: [], skipped: 'no fixture' }),
    ],
  ];
  it.each(table)('that %s: %s, exit code %i, verdict %s', (_, outcome, exitCode, verdict, report) => {
    expect(report.deviations?.[0]?.outcome).toBe(outcome);
    expect(report.exitCode).toBe(exitCode);
    expect(report.operations[0]?.clauses[0]?.verdict).toBe(verdict);
    expect(schemaProblem('reports/report.schema.json', report)).toBeUndefined();
  });
  it('holds under a prefix as long as one of its clauses fails', () => {
    expect(declared([deviation('/*', { matches: 2 })]).deviations).toMatchObject([
      { outcome: 'holds', clauses: [`${operation}/name#length`] },
    ]);
  });
  it('changes nothing for a failure that it does not name', () => {
    const both = result({ findings: [finding('/name#length'), finding('/mtu#range')] });
    const report = declared([deviation('/name#length')], [both, end]);
    expect([report.exitCode, report.totals.fail, report.totals['failed-known']]).toEqual([1, 1, 1]);
    expect(report.causes.map(({ verdict, clauses }) => [verdict, clauses[0]?.id])).toEqual([
      ['fail', `${operation}/mtu#range`],
      ['failed-known', `${operation}/name#length`],
    ]);
  });
  it('is a failure of the profile all the same', () => {
    const report = declared([deviation('/name#length')], [failing, end], { profile: 'core' });
    expect(report.operations[0]?.profiles.core.result).toBe('failure');
  });
});

describe('what is declared shows', () => {
  const known = declared([deviation('/name#length', { issue: 'https://acme.example/7', expires: '2025-06-30' })]);
  const stale = declared([deviation('/name#length')], [passing, end]);
  const formats: readonly (readonly [string, (report: ConformanceReport) => string])[] = [
    ['text', (report) => renderSummary(report, { width: 400 })],
    ['HTML', (report) => renderHtml(report)],
    ['JSON', (report) => JSON.stringify(report)],
    ['JUnit', (report) => renderJunit(report)],
    ['Markdown', (report) => renderMarkdown(report)],
  ];
  it.each(formats)('as failed in %s, and as known', (_, render) => {
    const shown = render(known);
    expect(shown).toMatch(/failed-known|failed as declared/);
    expect(shown).toContain('name#length');
  });
  it.each(formats)('in %s where it no longer holds', (_, render) => {
    expect(render(stale)).toMatch(/PASSES now|"outcome":"passes"/);
  });
  it('as skipped in JUnit, so that nothing that reads it calls the run failed', () => {
    expect(renderJunit(known)).toContain('failures="0"');
    expect(renderJunit(stale)).toContain('failures="1"');
  });
  it('with its follow-up in the text', () => {
    expect(renderSummary(known, { width: 400 })).toContain(
      '1 clause failed as declared; mended in 2.0 (https://acme.example/7, until 2025-06-30)',
    );
  });
  it('on a badge, which calls nothing conformant that fails', () => {
    expect(badgeOf(known)).toMatchObject({ color: 'yellow', message: expect.stringContaining('deviates as declared') });
  });
  it('in the exit code told in words', () => {
    expect(renderSummary(known)).toContain('exit code 0: nothing unexpected; 1 clause failed as declared');
    expect(renderSummary(stale)).toContain('exit code 1: 1 declared deviation does not hold');
  });
});

describe('a clause that is not scored', () => {
  const newer = (entries: readonly JournalEntry[]): ConformanceReport => declared([], entries, { unscored: true });
  it.each([
    ['fail', [failing, end]],
    ['pass', [passing, end]],
    ['inconclusive', [result({ tally: seen('/mtu#range', 'accept', 'refuse') }), end]],
  ] as const)('is shown as %s and has no effect on the exit code', (wouldBe, entries) => {
    const report = newer(entries);
    expect(report.operations[0]?.clauses[0]).toMatchObject({ verdict: 'not-scored', wouldBe });
    expect([report.exitCode, report.totals['not-scored'], report.totals.pass]).toEqual([0, 1, 1]);
  });
  it('has its causes, apart from those that count', () => {
    const both = result({ findings: [finding('/name#length'), finding('/mtu#range')] });
    expect(newer([both, end]).causes.map(({ verdict }) => verdict)).toEqual(['fail', 'not-scored']);
    expect(renderJunit(newer([failing, end]))).toContain('failures="0"');
  });
});
