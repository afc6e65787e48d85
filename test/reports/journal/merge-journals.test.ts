import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../contract/errors.js';
import type { JournalEntry, OperationEntry } from '../../../generated/journal.js';
import { mergeJournals } from '../../../reports/journal/merge-journals.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import { clause, end, everyVerdict, finding, operationEntry, result, run, seen } from '../sample-journal.js';

type Journal = readonly JournalEntry[];

const locals = ['/a#type', '/b#type', '/c#type'];

const someResult: fc.Arbitrary<JournalEntry> = fc
  .record({
    local: fc.constantFrom(...locals),
    milliseconds: fc.nat(2),
    broken: fc.boolean(),
    side: fc.constantFrom('accept', 'refuse'),
  })
  .map(({ local, milliseconds, broken, side }) =>
    result({ subject: local, milliseconds, tally: seen(local, side), findings: broken ? [finding(local)] : [] }),
  );

const someClauses = fc
  .shuffledSubarray(locals)
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.constantFrom(
          clause(id),
          clause(id, { sides: [], skipped: 'no fixture' }),
          clause(id, { sides: [], unsupported: 'not claimed' }),
        ),
      ),
    ),
  );

const someJournal: fc.Arbitrary<Journal> = fc
  .record({
    shard: fc.constantFrom(1, 2, 3),
    startedAt: fc.constantFrom('2025-01-01T00:00:00Z', '2025-01-02T00:00:00Z'),
    port: fc.constantFrom(8080, 8081),
    clauses: someClauses,
    results: fc.array(someResult, { maxLength: 6 }),
    end: fc.option(
      fc.record({
        finishedAt: fc.constantFrom('2025-01-01T01:00:00Z', '2025-01-01T02:00:00Z'),
        requests: fc.nat(9),
        problem: fc.constantFrom(undefined, 'gone', 'down'),
      }),
      { nil: undefined },
    ),
  })
  .map(({ shard, startedAt, port, clauses, results, end: last }) => [
    {
      ...run,
      startedAt,
      target: { ...run.target, url: `http://127.0.0.1:${port}` },
      runId: `run-${shard}`,
      scope: { clauses: [], levels: [], authProbes: false, shard: { index: shard, of: 3 } },
    },
    operationEntry(clauses),
    ...results,
    ...(last === undefined
      ? []
      : [
          {
            type: 'end' as const,
            finishedAt: last.finishedAt,
            requests: last.requests,
            ...(last.problem === undefined ? {} : { problem: last.problem }),
          },
        ]),
  ]);

describe('merging journals', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(someJournal, someJournal, (a, b) => {
        expect(mergeJournals([a, b])).toEqual(mergeJournals([b, a]));
      }),
    );
  });
  it('is associative', () => {
    fc.assert(
      fc.property(someJournal, someJournal, someJournal, (a, b, c) => {
        const flat = mergeJournals([a, b, c]);
        expect(mergeJournals([mergeJournals([a, b]), c])).toEqual(flat);
        expect(mergeJournals([a, mergeJournals([b, c])])).toEqual(flat);
      }),
    );
  });
  it('is idempotent', () => {
    fc.assert(
      fc.property(someJournal, (a) => {
        expect(mergeJournals([a, a])).toEqual(mergeJournals([a]));
        expect(mergeJournals([mergeJournals([a])])).toEqual(mergeJournals([a]));
      }),
    );
  });
  it('reports what one machine would have reported', () => {
    const head = everyVerdict.slice(0, 2);
    const results = everyVerdict.filter(({ type }) => type === 'result');
    const whole = buildReport(everyVerdict);
    const merged = buildReport(mergeJournals(results.map((entry) => [...head, entry, end])));
    expect(merged).toEqual({ ...whole, requests: 4 });
  });
  it('counts an equal result once', () => {
    const journal = [run, result(), end];
    expect(mergeJournals([journal, journal]).filter(({ type }) => type === 'result')).toHaveLength(1);
  });
  it('keeps different results of one check', () => {
    expect(
      mergeJournals([
        [run, result()],
        [run, result({ findings: [finding('/a#type')] })],
      ]).filter(({ type }) => type === 'result'),
    ).toHaveLength(2);
  });
  it('is complete only if every journal is', () => {
    expect(mergeJournals([[run, end], [run]]).filter(({ type }) => type === 'end')).toEqual([]);
    expect(
      mergeJournals([
        [run, end],
        [run, end],
      ]).filter(({ type }) => type === 'end'),
    ).toHaveLength(1);
  });
  it('lets the machine that could check a clause speak for it', () => {
    const skipped = [run, operationEntry([clause('/a#type', { sides: [], skipped: 'no fixture' })])];
    const checked = [run, operationEntry([clause('/a#type')])];
    expect(mergeJournals([skipped, checked])).toContainEqual(operationEntry([clause('/a#type')]));
  });
  it('keeps the order of the document when all journals agree on it', () => {
    const journal = [run, operationEntry([clause('/z#type'), clause('/a#type')])];
    expect(mergeJournals([journal, journal])).toContainEqual(journal[1]);
  });
  it('tells which parts of a shared run it holds, and the report which are missing', () => {
    const part = (index: number): Journal => [
      { ...run, runId: `run-${index}`, scope: { clauses: [], levels: [], authProbes: false, shard: { index, of: 4 } } },
      operationEntry([clause('/a#type', { sides: ['accept'] })]),
      result({ tally: seen('/a#type', 'accept') }),
      end,
    ];
    const [some, all] = [
      [part(3), part(1)],
      [part(3), part(1), part(4), part(2)],
    ].map((parts) => buildReport(mergeJournals(parts)));
    expect([some?.exitCode, some?.shards, some?.completion]).toEqual([
      3,
      { of: 4, present: [1, 3] },
      { state: 'interrupted', problem: 'of 4 parts of the run 2, 4 are missing' },
    ]);
    expect([all?.exitCode, all?.shards?.present, all?.completion.state]).toEqual([0, [1, 2, 3, 4], 'complete']);
    expect(all?.scope).toEqual({ clauses: [], levels: [], authProbes: false });
  });
  it('refuses two runs of one part, and a part beside a whole run or a part of another division', () => {
    const part = (index: number, of: number, runId: string): Journal => [
      { ...run, runId, scope: { clauses: [], levels: [], authProbes: false, shard: { index, of } } },
    ];
    const code = (...journals: readonly Journal[]): unknown => {
      try {
        return mergeJournals(journals).length;
      } catch (error) {
        return error instanceof ConfigurationError ? error.code : error;
      }
    };
    expect(code(part(1, 2, 'a'), part(1, 2, 'a'))).toBe(1);
    expect(code(part(1, 2, 'a'), part(1, 2, 'b'))).toBe('shard-twice');
    expect(code(part(1, 2, 'a'), part(1, 3, 'b'))).toBe('journals-differ');
    expect(code([{ ...run, scope: { clauses: [], levels: [], authProbes: false } }], part(1, 3, 'b'))).toBe(
      'journals-differ',
    );
  });
  it('reports the same whatever the split: whichever results each part holds', () => {
    const head = everyVerdict.slice(0, 2);
    const parts = everyVerdict.flatMap((entry) =>
      entry.type === 'result'
        ? entry.findings.map((one, index) => ({
            ...entry,
            subject: `${entry.subject}-${index}`,
            tally: index === 0 ? entry.tally : [],
            findings: [one],
          }))
        : [],
    );
    const whole = mergeJournals([[...head, ...parts, end]]);
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: parts.length, maxLength: parts.length }), (where) => {
        const journals = [0, 1, 2].map((machine) => [
          ...head,
          ...parts.filter((_, index) => where[index] === machine),
          end,
        ]);
        expect(mergeJournals(journals)).toEqual(whole);
        expect(buildReport(mergeJournals(journals))).toEqual(buildReport(whole));
      }),
      { numRuns: 50 },
    );
  });
  it('refuses journals that were held against different contracts or requirement sets', () => {
    const of = (more: Partial<OperationEntry>): Journal => [run, { ...operationEntry([]), ...more }];
    for (const [one, other] of [
      [{ digest: 'a' }, { digest: 'b' }],
      [{ requirements: '2026-01-01' }, {}],
    ] as const)
      expect(() => mergeJournals([of(one), of(other)])).toThrow(expect.objectContaining({ code: 'journals-differ' }));
  });
  it.each([
    ['selection', { selection: 'level must' }],
    ['the declaration', { deviations: [{ clause: 'a', reason: 'b', matches: 1 }] }],
    ['seed', { seed: 43 }],
    ['kit', { kit: '0.2.0' }],
    ['strict', { strict: true }],
    ['cases', { cases: 9 }],
    ['target', { target: { ...run.target, name: 'other' } }],
    ['target version', { target: { ...run.target, version: '9' } }],
  ])('refuses journals that differ in %s', (what, change) => {
    expect(() => mergeJournals([[run], [{ ...run, ...change }]])).toThrow(
      expect.objectContaining({ code: 'journals-differ', message: expect.stringContaining(`${what} is`) }),
    );
  });
});
