import { describe, expect, it } from 'vitest';
import { renderJunit } from '../../../reports/render/junit.js';
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
} from '../sample-journal.js';

/** The test case of a clause, from its opening to its closing tag. */
function testCase(xml: string, local: string): string {
  return (
    new RegExp(
      `<testcase [^>]*name="${operation}${local.replaceAll('/', '\\/')}"[^>]*?(?:/>|>.*?</testcase>)`,
      's',
    ).exec(xml)?.[0] ?? ''
  );
}

describe('JUnit XML', () => {
  const xml = renderJunit(buildReport(everyVerdict));
  it('looks like this', async () => {
    await expect(xml).toMatchFileSnapshot('__snapshots__/every-verdict.junit.xml');
  });
  it('counts failures, errors (inconclusive and defects) and skipped (unsupported and excluded among them)', () => {
    expect(xml).toMatch(/<testsuite name="acme\.update-link"[^>]* tests="10" failures="1" errors="2" skipped="4">/);
  });
  it.each([
    [
      'fail',
      '/mtu#range',
      /<failure message="expected status 400, got status 200; mtu is 576 to 9000" type="status">.*above-maximum.*<\/failure>/s,
    ],
    ['inconclusive', '/200/state#enum', /<error message="throttled: 429" type="inconclusive">/],
    [
      'skipped',
      '/gateway#type',
      /<skipped message="skipped: no fixture has the trait frozen; add one to the target file"\/>/,
    ],
    ['unsupported', '/tunnels#count', /<skipped message="unsupported: the target does not claim dual-tunnel"\/>/],
    ['excluded', '/traffic', /<skipped message="excluded: needs a live data plane"\/>/],
    ['non-strict', '/mode#enum', /<system-out>.*non-strict: expected status 400, got status 422.*<\/system-out>/s],
  ])('tells %s', (_, local, wanted) => {
    expect(testCase(xml, local)).toMatch(wanted);
  });
  it('has nothing inside a passed case', () => {
    expect(testCase(xml, '/name#length')).toMatch(/^<testcase [^>]*\/>$/);
  });
  it('escapes what a target sent, and shows control characters', () => {
    const body = ']]> <b a="x">&amp;\u0000\u001b[31m\ud800\ufffe 😀';
    const hostile = finding('/name#length', {
      expected: 'a < b & "c"',
      actual: body,
      exchange: exchange({ reply: { status: 200, body } }, body),
    });
    const written = renderJunit(
      buildReport([
        run,
        operationEntry([clause('/name#length', { statement: 'a\u0001<b>' })]),
        result({ findings: [hostile] }),
        end,
      ]),
    );
    expect(written).not.toMatch(/(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u);
    expect(written).toContain(
      'message="expected a &lt; b &amp; &quot;c&quot;, got ]]> &lt;b a=&quot;x&quot;>&amp;amp;\\x00\\x1b[31m\\ud800\\ufffe 😀; a\\x01&lt;b>"',
    );
    expect(written).toContain('a\\x01&lt;b>');
    expect(written).toContain('body: ]]&gt; &lt;b a="x"&gt;&amp;amp;');
    expect(written.replaceAll(/"[^"]*"/g, '')).not.toContain(']]>');
  });
  it('says nothing of an operation that was not tested', () => {
    const unclaimed = buildReport([
      run,
      operationEntry([{ ...clause('/name#length'), unsupported: 'the target does not claim it' }]),
      end,
    ]);
    expect(renderJunit(unclaimed)).toMatch(
      /<testsuites name="vpn-conformance" tests="0" failures="0" errors="0" skipped="0"\/>/,
    );
  });
  it('has names that readers show whole', () => {
    const long = renderJunit(buildReport([run, operationEntry([clause(`/${'a'.repeat(200)}#length`)]), end]));
    expect(/<testcase [^>]*name="([^"]*)"/.exec(long)?.[1]).toHaveLength(119);
  });
  it('reports an interrupted run and defects of no listed operation as errors', () => {
    const written = renderJunit(buildReport([run, result({ operation: 'other.operation', broken: 'oops' })]));
    expect(written).toContain('<testsuite name="run"');
    expect(written).toMatch(/<error message="the journal has no end: the run was cut off" type="interrupted"\/>/);
    expect(written).toMatch(/<error message="oops" type="defect"\/>/);
  });
});
