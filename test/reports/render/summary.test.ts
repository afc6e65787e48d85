import { describe, expect, it } from 'vitest';
import { renderSummary } from '../../../reports/render/summary.js';
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

const report = buildReport(everyVerdict);
const esc = '\u001b';

/** A target that answers everything with 200. */
const accepting = buildReport([
  run,
  operationEntry(Array.from({ length: 47 }, (_, index) => clause(`/member-${index + 10}#type`))),
  result({
    findings: Array.from({ length: 470 }, (_, index) =>
      finding(`/member-${(index % 47) + 10}#type`, {
        case: `case-${index}`,
        operator: 'wrong-type',
        change: `/member-${(index % 47) + 10}: "a" → 1`,
        exchange: exchange({}, `{"n":${index}}`),
      }),
    ),
  }),
  end,
]);

describe('the summary', () => {
  it('looks like this', async () => {
    await expect(
      renderSummary(report, { width: 100, files: ['out/report.json', 'out/junit.xml'] }),
    ).toMatchFileSnapshot('__snapshots__/every-verdict.summary.txt');
  });
  it('prints a target with one bug as one cause', async () => {
    const text = renderSummary(accepting, { width: 100 });
    await expect(text).toMatchFileSnapshot('__snapshots__/accepts-everything.summary.txt');
    expect(text.split('\n').length).toBeLessThan(50);
    expect(text).toContain('47 clauses');
    expect(text).not.toContain('curl');
    expect(renderSummary(accepting, { detail: 'verbose' }).match(/curl -i/g)).toHaveLength(1);
  });
  it('has no colour unless asked, and says the same with it', () => {
    const plain = renderSummary(report);
    const colored = renderSummary(report, { color: true });
    expect(plain).not.toContain(esc);
    expect(colored).toContain(`${esc}[31mFAIL${esc}[39m`);
    expect(colored.replaceAll(new RegExp(`${esc}\\[\\d+m`, 'g'), '')).toBe(plain);
  });
  it.each([40, 60, 80, 120])('keeps prose within %i columns', (width) => {
    const reason = 'no fixture has this trait; '.repeat(20).trim();
    const failing = finding('/b', { expected: reason });
    const clauses = [clause('/a', { sides: [], skipped: reason }), clause('/b', { statement: reason })];
    const lines = renderSummary(buildReport([run, operationEntry(clauses), result({ findings: [failing] }), end]), {
      width,
    }).split('\n');
    const prose = lines.filter((line) => /no|fixture|trait;/.test(line) && !line.includes('replay'));
    expect(prose.length).toBeGreaterThan((reason.length * 3) / width);
    expect(Math.max(...prose.map(({ length }) => length))).toBeLessThanOrEqual(width);
    expect(prose.join(' ').match(/trait;/g)?.length).toBeGreaterThanOrEqual(60);
  });
  it('tells of each verdict that needs an act, and why', () => {
    const text = renderSummary(report, { width: 200, detail: 'verbose' });
    expect(text).toContain('2 passed, 1 non-strict, 1 failed, 1 inconclusive, 2 skipped, 1 unsupported, 1 excluded');
    expect(text).toContain(
      '1. FAIL accepted mtu = 9001; the document says: mtu is 576 to 9000\n   acme.update-link/mtu#range\n     must, stated; Table 2, mtu\n',
    );
    expect(text).toContain('above-maximum: /mtu: 1500 → 9001');
    expect(text).toContain('×2  no fixture has the trait frozen; add one to the target file');
    expect(text).toContain('×1  throttled: 429');
    expect(text).toContain('×1  the target does not claim dual-tunnel');
    expect(text).toContain(`${operation} settles /settles: TypeError: no read-back`);
    expect(text).toContain(
      `curl -i -X PUT http://127.0.0.1:8080/v1/links/link-1 -H 'content-type: application/json' --data-raw '{"name":"a","mtu":9001}'`,
    );
    expect(text).toContain('seed 42');
    expect(text).toContain('exit code 1: at least one clause failed');
  });
  it('says once what an answer should have shown, and names the member that shows something else', () => {
    const statement = 'mode is one of fast, safe';
    const wrong = finding('/200/mode#enum', { axis: 'shape', expected: statement, actual: '"A0"', pointer: '/mode' });
    const entries = [
      run,
      operationEntry([clause('/200/mode#enum', { statement })]),
      result({ findings: [wrong] }),
      end,
    ];
    expect(renderSummary(buildReport(entries), { width: 200 })).toContain(
      '1. FAIL mode is "A0"; the document says: mode is one of fast, safe\n',
    );
  });
  it.each([
    [
      'state',
      'it changed: /name was "a", is "b"',
      'the resource as it was before',
      undefined,
      'a refused update changed /name: was "a", is "b"',
    ],
    ['state', '/name shows 1 instead of 2', 'the read-back shows what was sent', '/name', '/name shows 1 instead of 2'],
    ['state', 'state busy', 'state ready', '/state', 'state busy, not: state ready'],
    [
      'shape',
      '"x"',
      '/name shows what the resource holds: "y"',
      '/name',
      'name is "x", not: /name shows what the resource holds: "y"',
    ],
  ] as const)('tells a difference of %s, %s, in few words', (axis, actual, expected, pointer, told) => {
    const wrong = finding('/a', { axis, actual, expected, ...(pointer === undefined ? {} : { pointer }) });
    const text = renderSummary(buildReport([run, operationEntry([clause('/a')]), result({ findings: [wrong] }), end]), {
      width: 300,
    });
    expect(text).toContain(`1. FAIL ${told}; the document says: statement of /a\n`);
  });
  it('does nothing that the target tells the terminal to do', () => {
    const hostile = finding('/name#length', {
      actual: `x${esc}]0;title\u0007`,
      exchange: exchange({ reply: { status: 200, body: `${esc}[2J\r\nnext` } }),
    });
    const text = renderSummary(
      buildReport([run, operationEntry([clause('/name#length')]), result({ findings: [hostile] }), end]),
    );
    expect(text).not.toContain(esc);
    expect(text).toContain('\\x1b[2J\\x0d\\nnext');
  });
  it.each([
    ['a command of GitHub', 'x\n::error file=a::b', /\n\s*::error/],
    [
      'a command of GitHub that a wrapped line begins with',
      `${'x'.repeat(90)} ::set-output name=a::b`,
      /^\s*::set-output/m,
    ],
    ['a command of Azure', 'x ##vso[task.setvariable]y', /##vso\[/],
    ['a zero-width space', 'a\u200bb', /\u200b/],
    ['a right-to-left override', 'a\u202eb', /\u202e/],
    ['a tag character', 'a\u{e0041}b', /\u{e0041}/u],
    ['a line separator', 'a\u2028b', /\u2028/],
  ])('shows %s of a target as text', (_, told, harmful) => {
    const reply = { status: 400, contentType: told, code: told, body: told };
    const hostile = finding('/name#length', {
      actual: told,
      expected: told,
      change: told,
      exchange: exchange({ reply, problem: told }),
    });
    const open = clause('/mtu#range');
    const text = renderSummary(
      buildReport([
        run,
        operationEntry([clause('/name#length'), open]),
        result({ findings: [hostile, finding('/mtu#range', { ...hostile, clause: open.id, outcome: 'undecided' })] }),
        { type: 'end', finishedAt: '2025-01-01T00:01:00.000Z', requests: 9, problem: told },
      ]),
      { detail: 'verbose' },
    );
    expect(text).not.toMatch(harmful);
    // What is in the target's text and harmless is shown.
    expect(text).toContain(told[0]);
  });
  it('tells operations that were not asked for nothing', () => {
    const unclaimed = {
      ...operationEntry([clause('/name#length', { sides: [], unsupported: 'not in the target file' })]),
      operation: 'acme.other',
    };
    const text = renderSummary(buildReport([run, operationEntry([clause('/mtu#range')]), unclaimed, end]));
    expect(text).not.toContain('acme.other');
    expect(text).not.toContain('not in the target file');
  });
  it('lists many causes once more where the eye is', () => {
    const locals = ['/a#type', '/b#range', '/c#length', '/d#count'];
    const many = buildReport([
      run,
      operationEntry(locals.map((local) => clause(local))),
      result({ findings: locals.map((local) => finding(local, { axis: 'state', expected: `${local} stays` })) }),
      end,
    ]);
    const tail = renderSummary(many).trimEnd().split('\n').slice(-7);
    expect(tail.slice(0, 4).map((line) => line.slice(0, 7))).toEqual(['1. FAIL', '2. FAIL', '3. FAIL', '4. FAIL']);
  });
  it('is only causes and counts when it is to be quiet', () => {
    const text = renderSummary(report, { detail: 'quiet' });
    expect(text).not.toContain('throttled');
    expect(text).toContain('1. FAIL');
    expect(text).toContain('exit code 1');
  });
  it('never says of a valid request that it was made wrong', () => {
    const refused = finding('/name#length', {
      expected: 'status 200',
      answers: [{ status: 200 }],
      change: '/name = "a"',
      exchange: exchange({ reply: { status: 400, code: 'InvalidName' } }),
    });
    const text = renderSummary(
      buildReport([run, operationEntry([clause('/name#length')]), result({ findings: [refused] }), end]),
    );
    expect(text).not.toContain('made wrong by');
    expect(text).toMatch(/1\. FAIL refused name = "a" \(400 InvalidName\); the document says: /);
  });
  it('says that a run was interrupted, and why it counts', () => {
    const text = renderSummary(buildReport([run, operationEntry([clause('/name#length')])]));
    expect(text).toContain('INTERRUPTED: the journal has no end: the run was cut off');
    expect(text).toContain('exit code 3: the run was interrupted, 1 clause inconclusive');
  });
  it('is short when all is well', () => {
    const text = renderSummary(
      buildReport([
        run,
        operationEntry([clause('/name#length')]),
        result({ tally: seen('/name#length', 'accept', 'refuse') }),
        end,
      ]),
    );
    expect(text.trimEnd().split('\n')).toEqual([
      'vpn-conformance 0.1.0: toy 1.2 at http://127.0.0.1:8080',
      '2025-01-01T00:00:00.000Z to 2025-01-01T00:01:00.000Z (60.0 s)',
      '',
      '  acme.update-link  1 passed, 0 failed',
      '9 requests (9.0 for each clause), seed 42; exit code 0: nothing unexpected',
    ]);
  });
});
