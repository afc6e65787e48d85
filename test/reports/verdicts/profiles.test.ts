import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClauseEntry, JournalEntry } from '../../../generated/journal.js';
import type { VerdictTotals } from '../../../generated/report.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import { verdicts } from '../../../reports/verdicts/totals.js';
import { clause, end, finding, operation, operationEntry, result, run, seen } from '../sample-journal.js';

/** What makes a clause come to a verdict: its entry, and what a result tells of it. */
const kinds = {
  pass: [{}, (local: string) => ({ tally: seen(local, 'accept', 'refuse') })],
  'non-strict': [
    { level: 'should' },
    (local: string) => ({ findings: [finding(local)], tally: seen(local, 'accept') }),
  ],
  fail: [{}, (local: string) => ({ findings: [finding(local)] })],
  'failed-known': [{}, (local: string) => ({ findings: [finding(local)] })],
  inconclusive: [{}, () => ({})],
  skipped: [{ sides: [], skipped: 'why' }, () => ({})],
  unsupported: [{ sides: [], unsupported: 'why' }, () => ({})],
  'not-scored': [{ unscored: true }, (local: string) => ({ findings: [finding(local)] })],
  excluded: [{ sides: [], excluded: 'why' }, () => ({})],
} as const satisfies Record<
  keyof VerdictTotals,
  readonly [Partial<ClauseEntry>, (local: string) => Parameters<typeof result>[0]]
>;
type Kind = keyof typeof kinds;

interface Drawn {
  readonly kind: Kind;
  readonly profile?: 'core' | 'extended' | undefined;
}

function journalOf(drawn: readonly Drawn[]): readonly JournalEntry[] {
  const locals = drawn.map(({ kind }, index) => `/${kind}-${index}#type`);
  return [
    { ...run, deviations: [{ clause: `${operation}/failed-known*`, reason: 'known', matches: 99 }] },
    operationEntry(
      drawn.map(({ kind, profile }, index) =>
        clause(locals[index] ?? '', {
          ...(kinds[kind][0] as Partial<ClauseEntry>),
          ...(profile === undefined ? {} : { profile }),
        }),
      ),
    ),
    ...drawn.map(({ kind }, index) => result({ subject: locals[index] ?? '', ...kinds[kind][1](locals[index] ?? '') })),
    end,
  ];
}

const someDrawn: fc.Arbitrary<readonly Drawn[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...verdicts),
    profile: fc.constantFrom('core' as const, 'extended' as const, undefined),
  }),
  { maxLength: 30 },
);

function sum(parts: readonly VerdictTotals[]): Record<string, number> {
  return Object.fromEntries(verdicts.map((verdict) => [verdict, parts.reduce((all, own) => all + own[verdict], 0)]));
}

describe('the statistics of a report', () => {
  it('add up, whatever the clauses come to: by profile, by level, by operation, and in all', () => {
    fc.assert(
      fc.property(someDrawn, (drawn) => {
        const { operations, totals, levels } = buildReport(journalOf(drawn));
        const counted = Object.fromEntries(
          verdicts.map((verdict) => [verdict, drawn.filter(({ kind }) => kind === verdict).length]),
        );
        expect(totals).toEqual(counted);
        expect(sum(Object.values(levels))).toEqual(counted);
        expect(sum(operations.map((own) => own.totals))).toEqual(counted);
        expect(sum(operations.flatMap(({ profiles }) => [profiles.core.totals, profiles.extended.totals]))).toEqual(
          counted,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a profile', () => {
  const resultOf = (profile: 'core' | 'extended', more: Partial<typeof run>, ...kindsOf: readonly Kind[]): unknown =>
    buildReport(
      journalOf(kindsOf.map((kind) => ({ kind, profile }))).map((entry) =>
        entry.type === 'run' ? { ...entry, ...more } : entry,
      ),
    ).operations[0]?.profiles[profile].result;
  const narrowed = { scope: { clauses: ['x'], levels: [], authProbes: false } };
  const table: readonly {
    readonly comesTo: string;
    readonly profile: 'core' | 'extended';
    readonly of: readonly Kind[];
    readonly more?: Partial<typeof run>;
  }[] = [
    { comesTo: 'success', profile: 'core', of: ['pass', 'non-strict', 'excluded', 'not-scored'] },
    { comesTo: 'success', profile: 'extended', of: ['pass', 'unsupported'] },
    { comesTo: 'partial', profile: 'core', of: ['pass', 'unsupported'] },
    { comesTo: 'partial', profile: 'extended', of: ['pass', 'skipped'] },
    { comesTo: 'partial', profile: 'core', of: ['pass'], more: narrowed },
    { comesTo: 'failure', profile: 'core', of: ['pass', 'fail', 'inconclusive'] },
    { comesTo: 'failure', profile: 'extended', of: ['pass', 'failed-known'] },
    { comesTo: 'inconclusive', profile: 'core', of: ['pass', 'inconclusive', 'skipped'] },
    { comesTo: 'inconclusive', profile: 'core', of: ['skipped'] },
    { comesTo: 'inconclusive', profile: 'core', of: ['excluded', 'not-scored'] },
  ];
  it.each(table)('comes to $comesTo: $profile of $of', ({ comesTo, profile, of, more = {} }) => {
    expect(resultOf(profile, more, ...of)).toBe(comesTo);
  });
});
