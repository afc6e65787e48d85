import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaProblem } from '../../../contract/load/read-yaml.js';
import type { JournalEntry } from '../../../generated/journal.js';
import type { ConformanceReport } from '../../../generated/report.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import {
  clause,
  end,
  everyVerdict,
  exchange,
  finding,
  operation,
  operationEntry,
  result,
  run,
  seen,
} from '../sample-journal.js';

const failing = finding('/name#length');

function reportOf(...entries: readonly JournalEntry[]): ConformanceReport {
  return buildReport([run, operationEntry([clause('/name#length')]), ...entries]);
}

describe('a report of every verdict', () => {
  const report = buildReport(everyVerdict);
  it('is valid under the published schema', () => {
    expect(schemaProblem('reports/report.schema.json', report)).toBeUndefined();
  });
  it('counts every verdict, in all and per level', () => {
    expect(report.totals).toEqual({
      pass: 2,
      'non-strict': 1,
      fail: 1,
      'failed-known': 0,
      inconclusive: 1,
      skipped: 2,
      unsupported: 1,
      'not-scored': 0,
      excluded: 1,
    });
    expect(report.levels.should).toEqual({
      pass: 0,
      'non-strict': 1,
      fail: 0,
      'failed-known': 0,
      inconclusive: 0,
      skipped: 0,
      unsupported: 0,
      'not-scored': 0,
      excluded: 0,
    });
    expect(report.levels.may.pass).toBe(1);
    expect(report.operations.map(({ totals }) => totals)).toEqual([report.totals]);
  });
  it('shows what was seen of each side', () => {
    expect(report.operations[0]?.clauses.find(({ id }) => id === `${operation}/mtu#range`)?.sides).toEqual([
      { side: 'accept', count: 2 },
      { side: 'refuse', count: 0 },
    ]);
  });
  it('keeps the note on a may clause that is done otherwise', () => {
    expect(report.operations[0]?.clauses.find(({ level }) => level === 'may')).toMatchObject({
      verdict: 'pass',
      notes: ['expected status 400, got status 204'],
    });
  });
  it('lists the broken check as a defect of the kit', () => {
    expect(report.defects).toEqual([
      { operation, check: 'settles', subject: '/settles', message: 'TypeError: no read-back' },
    ]);
  });
  it('does not depend on the order of the results', () => {
    const results = everyVerdict.flatMap((entry) =>
      entry.type === 'result' ? entry.findings.map((one) => ({ ...entry, tally: [], findings: [one] })) : [],
    );
    const others = everyVerdict.filter(({ type }) => type !== 'result');
    const reference = buildReport([...others, ...results]);
    fc.assert(
      fc.property(fc.shuffledSubarray(results, { minLength: results.length }), (shuffled) => {
        expect(buildReport([...others, ...shuffled])).toEqual(reference);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the exit code', () => {
  const passing = result({ tally: seen('/name#length', 'accept', 'refuse') });
  const table: readonly (readonly [string, 0 | 1 | 3, readonly JournalEntry[]])[] = [
    ['is 0 when nothing is unexpected', 0, [passing, end]],
    [
      'is 0 when an answer was tolerated',
      0,
      [passing, result({ findings: [{ ...failing, outcome: 'tolerated' }] }), end],
    ],
    ['is 1 when a clause fails', 1, [passing, result({ findings: [failing] }), end]],
    ['is 1 when a clause fails and a check is broken', 1, [result({ findings: [failing], broken: 'oops' }), end]],
    ['is 1 when a clause fails and the run was interrupted', 1, [result({ findings: [failing] })]],
    ['is 3 when a clause is inconclusive', 3, [end]],
    ['is 3 when a check is broken', 3, [{ ...passing, broken: 'oops' }, end]],
    ['is 3 when the run was interrupted', 3, [passing]],
    [
      'is 3 when the target had a problem',
      3,
      [
        passing,
        { type: 'end', finishedAt: '2025-01-01T00:01:00.000Z', requests: 1, problem: 'the target stopped answering' },
      ],
    ],
    [
      'is 3 when a result names a clause that the journal does not list',
      3,
      [passing, result({ findings: [finding('/unknown')] }), end],
    ],
  ];
  it.each(table)('%s', (_, code, entries) => {
    expect(reportOf(...entries).exitCode).toBe(code);
  });
  it('is 1 when an answer was tolerated in a strict run', () => {
    const entries = [
      { ...run, strict: true },
      operationEntry([clause('/name#length')]),
      passing,
      result({ findings: [{ ...failing, outcome: 'tolerated' as const }] }),
      end,
    ];
    expect(buildReport(entries).exitCode).toBe(1);
  });
  it('is 3 when all clauses are skipped, unsupported or excluded: a run that verified nothing is no success', () => {
    const clauses = [
      clause('/a', { sides: [], skipped: 'why' }),
      clause('/b', { sides: [], unsupported: 'why' }),
      clause('/c', { sides: [], excluded: 'why' }),
    ];
    expect(buildReport([run, operationEntry(clauses), end]).exitCode).toBe(3);
  });
});

describe('a report', () => {
  it('says that a run without an end was interrupted', () => {
    const { completion, finishedAt, requests } = reportOf(result(), result({ subject: '/mtu#range' }));
    expect(completion.state).toBe('interrupted');
    expect(finishedAt).toBeUndefined();
    expect(requests).toBe(4);
  });
  it('gives the broken check as the reason of its inconclusive clause', () => {
    expect(reportOf(result({ broken: 'oops' }), end).operations[0]?.clauses[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: "the kit's own check broke: oops",
    });
  });
  it('has no cause for findings about an excluded clause', () => {
    expect(
      buildReport([
        run,
        operationEntry([clause('/name#length', { excluded: 'why', sides: [] })]),
        result({ findings: [failing] }),
        end,
      ]).causes,
    ).toEqual([]);
  });
  it('refuses a journal that does not tell what was run', () => {
    expect(() => buildReport([end])).toThrow(expect.objectContaining({ code: 'journal-without-run' }));
  });
});

describe('causes', () => {
  const clauses = Array.from({ length: 50 }, (_, index) => clause(`/m${index}#type`));
  const causesOf = (findings: readonly ReturnType<typeof finding>[]): ConformanceReport['causes'] =>
    buildReport([run, operationEntry(clauses), result({ findings: [...findings] }), end]).causes;

  it('are one for five hundred findings of a target that accepts everything', () => {
    const causes = causesOf(
      clauses.flatMap((_, index) =>
        Array.from({ length: 10 }, (__, n) =>
          finding(`/m${index}#type`, { case: `${index}.${n}`, operator: `operator-${n}` }),
        ),
      ),
    );
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatchObject({ count: 500, axis: 'status', reply: '200 application/json' });
    expect(causes[0]?.clauses).toHaveLength(50);
    expect(causes[0]?.operators).toHaveLength(10);
  });
  it.each([
    [1, 1],
    [2, 2],
    [3, 1],
    [4, 1],
  ])('of %i clauses that are answered alike are %i', (count, causes) => {
    expect(causesOf(clauses.slice(0, count).map((_, index) => finding(`/m${index}#type`)))).toHaveLength(causes);
  });
  const three = (different: (index: number) => Parameters<typeof finding>[1]): number =>
    causesOf([0, 1, 2].map((index) => finding(`/m${index}#type`, different(index)))).length;
  const axes = ['status', 'code', 'shape'] as const;
  it.each<readonly [string, (index: number) => Parameters<typeof finding>[1]]>([
    ['axis', (index) => ({ axis: axes[index] ?? 'state' })],
    ['expectation', (index) => ({ axis: 'state', expected: `${['name', 'mtu', 'mode'][index]} stays` })],
    ['status', (index) => ({ exchange: exchange({ reply: { status: 200 + index } }) })],
    ['error code', (index) => ({ exchange: exchange({ reply: { status: 400, code: `VPN.000${index}` } }) })],
    ['media type', (index) => ({ exchange: exchange({ reply: { status: 200, contentType: `text/${index}` } }) })],
  ])('stay apart when their %s differs', (_, different) => {
    expect(three(different)).toBe(3);
  });
  it.each<readonly [string, (index: number) => Parameters<typeof finding>[1]]>([
    [
      'charset of an HTML page',
      (index) => ({
        exchange: exchange({
          reply: { status: 502, contentType: index === 0 ? 'text/html; charset=utf-8' : 'text/html' },
        }),
      }),
    ],
    [
      'port in the problem',
      (index) => ({
        exchange: { request: exchange().request, problem: `connect ECONNREFUSED 127.0.0.1:4000${index}` },
      }),
    ],
    [
      'id in the problem',
      (index) => ({
        exchange: { request: exchange().request, problem: `no reply to 4c4fb9dc-8c5f-4f0e-a2c5-0123456789a${index}` },
      }),
    ],
    [
      'expected refusal',
      (index) => ({ expected: `refusal ${index}`, answers: [{ status: 400, codes: [['A', 'B', 'C'][index] ?? ''] }] }),
    ],
    [
      'error code, which is as expected,',
      (index) => ({
        answers: [{ status: 400, codes: [`VPN.000${index}`, 'Other'] }],
        exchange: exchange({ reply: { status: 422, code: `VPN.000${index}` } }),
      }),
    ],
    [
      'error code beside a wrong content',
      (index) => ({ axis: 'shape', exchange: exchange({ reply: { status: 400 + index, code: `VPN.000${index}` } }) }),
    ],
  ])('are one when only the %s differs', (_, different) => {
    expect(three(different)).toBe(1);
  });
  it.each<readonly [string, readonly string[], number]>([
    ['one value that is refused in several members', ['/a = "10.1.0.0/24"', '/b/items = "10.1.0.0/24"'], 1],
    ['another value of each member', ['/a = "10.1.0.0/24"', '/b/items = "10.2.0.0/24"'], 2],
    ['words that members may have in common by chance', ['/a = "true"', '/b = "true"'], 2],
    ['several values together', ['together: /a = "x y", /c = "z z"', 'together: /b = "x y", /c = "z z"'], 2],
  ])('are told of %s as often as there are reasons', (_, changes, causes) => {
    const refused = exchange({ reply: { status: 400, code: 'Unresolved' } });
    const findings = changes.map((change, index) =>
      finding(`/m${index}#type`, { change, answers: [{ status: 200 }], exchange: refused }),
    );
    expect(causesOf(findings)).toHaveLength(causes);
  });
  it('of one clause are one whatever error code stands beside the wrong content', () => {
    const lacking = (code: string): ReturnType<typeof finding> =>
      finding('/m0#type', { axis: 'shape', case: code, exchange: exchange({ reply: { status: 400, code } }) });
    expect(causesOf([lacking('A'), lacking('B'), lacking('C')])).toMatchObject([
      { count: 3, reply: '400 with 3 error codes' },
    ]);
  });
  it('are one for an envelope that lacks what it should hold, with all that could not be told for want of a code', () => {
    const bare = exchange({ reply: { status: 400, contentType: 'application/json', body: '{"reason":"A"}' } });
    const envelope = ['/error/code#presence', '/error/message#presence'].map((local) =>
      finding(local, { axis: 'shape', exchange: bare }),
    );
    const coded = [0, 1, 2].map((index) =>
      finding(`/m${index}#type`, { axis: 'code', case: 'a', exchange: exchange({ ...bare }, 'x') }),
    );
    const causes = buildReport([
      run,
      operationEntry([...clauses, clause('/error/code#presence'), clause('/error/message#presence')]),
      result({ findings: [...coded, ...envelope] }),
      end,
    ]).causes;
    expect(causes).toMatchObject([{ count: 5, minimal: { clause: `${operation}/error/code#presence` } }]);
  });
  it('of a wrong code stay apart from those of an envelope', () => {
    const wrong = exchange({ reply: { status: 400, code: 'Other' } });
    const causes = buildReport([
      run,
      operationEntry([...clauses, clause('/error/message#presence')]),
      result({
        findings: [
          finding('/m0#type', { axis: 'code', exchange: wrong }),
          finding('/error/message#presence', { axis: 'shape', exchange: wrong }),
        ],
      }),
      end,
    ]).causes;
    expect(causes).toHaveLength(2);
  });
  it.each([
    ['one where no other rule is kept', 0, 1],
    ['one where hardly any other rule is kept', 3, 1],
    ['one for each where many other rules are kept', 30, 14],
  ])('of requests that break rules of every kind and are taken are %s', (_, kept, causes) => {
    const broken = Array.from({ length: 14 }, (_each, index) => clause(`/m${index}#facet-${index}`));
    const others = Array.from({ length: kept }, (_each, index) => clause(`/n${index}#type`));
    const tally = others.flatMap(({ id }) => seen(id.slice(operation.length), 'accept', 'refuse'));
    const findings = broken.map(({ id }) => finding(id.slice(operation.length), { answers: [{ status: 400 }] }));
    expect(
      buildReport([run, operationEntry([...broken, ...others]), result({ tally, findings }), end]).causes,
    ).toHaveLength(causes);
  });
  it('show the case with the smallest request', () => {
    const sized = (length: number): ReturnType<typeof finding> =>
      finding('/m0#type', { case: `case ${length}`, exchange: exchange({}, 'x'.repeat(length)) });
    expect(causesOf([sized(30), sized(10), sized(20)])[0]?.minimal.case).toBe('case 10');
  });
  it('come in the order of the clauses they touch, failures first', () => {
    const html = exchange({ reply: { status: 500, contentType: 'text/html' } });
    const causes = causesOf([
      finding('/m9#type', { outcome: 'tolerated' }),
      finding('/m8#type', { outcome: 'tolerated' }),
      finding('/m7#type', { outcome: 'tolerated' }),
      finding('/m6#type', { outcome: 'tolerated' }),
      finding('/m0#type', { exchange: html }),
      ...[1, 2, 3].map((index) => finding(`/m${index}#type`)),
    ]);
    expect(causes.map(({ verdict, clauses: { length } }) => [verdict, length])).toEqual([
      ['fail', 3],
      ['fail', 1],
      ['non-strict', 4],
    ]);
  });
});
