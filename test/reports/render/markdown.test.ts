import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../reports/render/markdown.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import { clause, end, everyVerdict, exchange, finding, operationEntry, result, run } from '../sample-journal.js';

function markdownOf(told: string): string {
  const hostile = finding('/name#length', {
    actual: told,
    expected: told,
    change: `/name: "a" → ${told}`,
    exchange: exchange({ reply: { status: 200, code: told, body: told } }, told),
  });
  return renderMarkdown(
    buildReport([run, operationEntry([clause('/name#length')]), result({ findings: [hostile] }), end]),
    { folder: 'out' },
  );
}

describe('a report as Markdown', () => {
  it('looks like this', async () => {
    await expect(
      renderMarkdown(buildReport(everyVerdict), { folder: 'conformance-report/latest' }),
    ).toMatchFileSnapshot('__snapshots__/every-verdict.md');
  });
  it('says in its first line what came of it', () => {
    expect(renderMarkdown(buildReport(everyVerdict)).split('\n')[0]).toBe(
      '### vpn-conformance: toy 1.2: 2 causes, 1 clause failed',
    );
  });
  it.each([
    ['a heading', 'x\n# heading', /^# heading/m],
    ['a mention', 'ask @octocat now', /(?<![\\`].*)@octocat(?!.*`)/],
    ['HTML', '<script>alert(1)</script>', /(?<!\\)<script>(?!.*`)/],
    ['an image', '![x](http://a/b)', /(?<!\\)!\[x\](?!.*`)/],
    ['a table row', 'a | b', /^\| a/m],
    ['a command of a log', 'x\n::error::y', /^\s*::error/m],
  ])('shows %s of a target as text', (_, told, harmful) => {
    expect(markdownOf(told)).not.toMatch(harmful);
  });
  it('keeps backticks of a target inside its code span', () => {
    expect(markdownOf('a ``` b ` c')).toContain('expected: ```` a ``` b ` c ````');
  });
  it('stays below what a comment may hold', () => {
    const clauses = Array.from({ length: 200 }, (_, index) => clause(`/m${index}#type${index}`));
    const findings = clauses.map((_, index) =>
      finding(`/m${index}#type${index}`, {
        axis: 'state',
        expected: `${index} ${'x'.repeat(5000)}`,
        actual: 'y'.repeat(5000),
      }),
    );
    const text = renderMarkdown(buildReport([run, operationEntry(clauses), result({ findings }), end]));
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain('… and 180 more causes.');
  });
  it('says that a run was interrupted', () => {
    expect(renderMarkdown(buildReport([run, operationEntry([clause('/name#length')])]))).toContain(
      '**Interrupted:** the journal has no end',
    );
  });
});
