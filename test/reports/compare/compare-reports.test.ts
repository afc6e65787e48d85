import { describe, expect, it } from 'vitest';
import type { ClauseReport, ConformanceReport, Verdict } from '../../../generated/report.js';
import { compareReports, comparisonCode } from '../../../reports/compare/compare-reports.js';
import { comparisonHtml, comparisonMarkdown, comparisonText } from '../../../reports/render/comparison.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import { verdicts } from '../../../reports/verdicts/totals.js';
import { everyVerdict, operation } from '../sample-journal.js';

const sample = buildReport(everyVerdict);

function clause(verdict: Verdict, more: Partial<ClauseReport> = {}): ClauseReport {
  return {
    id: `${operation}/name#length`,
    level: 'must',
    basis: 'stated',
    statement: 'name is 1 to 16 characters long',
    source: 'Table 2, name',
    verdict,
    sides: [],
    ...more,
  };
}

function report(clauses: ClauseReport[], more: Partial<ConformanceReport> = {}): ConformanceReport {
  const [own] = sample.operations;
  if (own === undefined) throw new Error('no operation');
  return { ...sample, operations: [{ ...own, clauses, digest: 'a'.repeat(64) }], ...more };
}

describe('what changed from one report to another', () => {
  const kind = (before: ClauseReport, after: ClauseReport): string | undefined =>
    compareReports(report([before]), report([after])).changes[0]?.kind;
  const right: readonly Verdict[] = ['pass', 'non-strict'];
  const wrong: readonly Verdict[] = ['fail', 'failed-known'];
  const open: readonly Verdict[] = ['inconclusive', 'skipped', 'unsupported', 'excluded'];
  const table = verdicts
    .filter((verdict) => verdict !== 'not-scored')
    .flatMap((was) =>
      verdicts
        .filter((verdict) => verdict !== 'not-scored')
        .map((is) => {
          if (was === is) return [was, is, undefined] as const;
          if (wrong.includes(is) && !wrong.includes(was)) return [was, is, 'regression'] as const;
          if (wrong.includes(was) && right.includes(is)) return [was, is, 'fix'] as const;
          if (was === 'pass' && is === 'non-strict') return [was, is, 'regression'] as const;
          if (was === 'non-strict' && is === 'pass') return [was, is, 'fix'] as const;
          if (open.includes(was) && right.includes(is)) return [was, is, 'gained'] as const;
          if (open.includes(is) && !open.includes(was)) return [was, is, 'lost'] as const;
          return [was, is, 'evidence'] as const;
        }),
    );
  it.each(table)('from %s to %s is %s', (was, is, expected) => {
    expect(kind(clause(was), clause(is))).toBe(expected);
  });
  it.each<readonly [string, ClauseReport, ClauseReport, string | undefined]>([
    ['another answer', clause('fail', { reason: 'got 200' }), clause('fail', { reason: 'got no answer' }), 'evidence'],
    [
      'another number only',
      clause('fail', { reason: 'took 200 ms' }),
      clause('fail', { reason: 'took 310 ms' }),
      undefined,
    ],
    [
      'a side that is seen no more',
      clause('pass', { sides: [{ side: 'accept', count: 2 }] }),
      clause('pass', { sides: [{ side: 'accept', count: 0 }] }),
      'evidence',
    ],
    [
      'how often it was seen',
      clause('pass', { sides: [{ side: 'accept', count: 2 }] }),
      clause('pass', { sides: [{ side: 'accept', count: 9 }] }),
      undefined,
    ],
    [
      'what an unscored clause would be',
      clause('not-scored', { wouldBe: 'pass' }),
      clause('not-scored', { wouldBe: 'fail' }),
      'regression',
    ],
  ])('%s is told as such', (_, before, after, expected) => {
    expect(kind(before, after)).toBe(expected);
  });
  it('names clauses of one of the reports only', () => {
    const other = clause('fail', { id: `${operation}/mtu#range` });
    expect(
      compareReports(report([clause('pass')]), report([other])).changes.map((change) => [change.kind, change.clause]),
    ).toEqual([
      ['new', `${operation}/mtu#range`],
      ['gone', `${operation}/name#length`],
    ]);
  });
  it('is nothing between a report and itself', () => {
    const { changes, misfits, unchanged } = compareReports(sample, sample);
    expect([changes, misfits, unchanged]).toEqual([[], [], sample.operations[0]?.clauses.length]);
  });
});

describe('reports that do not fit together', () => {
  const same = report([clause('pass')]);
  const [own] = same.operations;
  const changed = (more: Partial<ConformanceReport>): ConformanceReport => report([clause('pass')], more);
  it.each<readonly [string, ConformanceReport, RegExp]>([
    ['another kit that may mean something else', changed({ kit: '0.2.0' }), /^kit: 0\.1\.0 before, 0\.2\.0 after/],
    [
      'another contract',
      changed({ operations: own === undefined ? [] : [{ ...own, digest: 'b'.repeat(64) }] }),
      /^contract of acme/,
    ],
    ['another strictness', changed({ strict: true }), /^strict/],
    [
      'another selection',
      changed({ scope: { clauses: [`${operation}/name`], levels: [], authProbes: false } }),
      /^what was asked for: all clauses before/,
    ],
  ])('are told: %s', (_, after, told) => {
    const comparison = compareReports(same, after);
    expect(comparison.misfits).toEqual([expect.stringMatching(told)]);
    expect(comparisonCode(comparison)).toBe(3);
    expect(comparisonText(comparison, 200)).toMatch(/DO NOT FIT/);
    expect(comparisonMarkdown(comparison)).toContain('**do not fit:**');
    expect(comparisonHtml(comparison)).toContain('Do not fit together');
  });
  it('are compared where the kit changed in details only', () => {
    expect(compareReports(same, changed({ kit: '0.1.9' })).misfits).toEqual([]);
  });
  it('end with 1 where something does worse all the same', () => {
    expect(comparisonCode(compareReports(same, report([clause('fail')], { kit: '9.0.0' })))).toBe(1);
  });
});

describe('a comparison shows what a target sent as text', () => {
  const hostile = '<script>alert(1)</script> | `x` @all\n::error::y';
  const comparison = compareReports(
    report([clause('pass')]),
    report([clause('fail', { reason: hostile })], { target: { name: hostile, url: 'http://127.0.0.1' } }),
  );
  it('on a page', () => {
    expect(comparisonHtml(comparison)).not.toContain('<script');
  });
  it('in Markdown', () => {
    expect(comparisonMarkdown(comparison)).toContain(String.raw`\<script\>`);
    expect(comparisonMarkdown(comparison)).not.toMatch(/^::error::/m);
  });
  it('on a terminal', () => {
    expect(comparisonText(comparison, 80)).not.toMatch(/^::error::/m);
  });
});
