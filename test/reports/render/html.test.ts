import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ConformanceReport } from '../../../generated/report.js';
import { renderHtml } from '../../../reports/render/html/html.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import { readXml, type XmlElement } from '../../cli/read-xml.js';
import { manyCauses } from '../many-clauses.js';
import { clause, everyVerdict, operationEntry, run } from '../sample-journal.js';

const replay = { folder: 'out', flags: ['--target', 'my target.json'] };
const report = buildReport(everyVerdict);
const page = renderHtml(report, { replay });

/** The elements of a page; throws where it is not well-formed. */
function elementsOf(text: string): readonly XmlElement[] {
  const all = (element: XmlElement): readonly XmlElement[] => [element, ...element.children.flatMap(all)];
  return all(readXml(text.replace('<!DOCTYPE html>\n', '')));
}

function unescaped(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

/** Words of the schema, which no target chooses. */
const words: ReadonlySet<string> = new Set([
  'verdict',
  'level',
  'basis',
  'side',
  'outcome',
  'axis',
  'state',
  'startedAt',
  'finishedAt',
  'given',
]);

/** The report with a text behind every text that a target or a contract chooses. */
function withEverywhere(value: ConformanceReport, told: string): ConformanceReport {
  return JSON.parse(JSON.stringify(value), (key, each) =>
    typeof each === 'string' && !words.has(key) ? `${each}${told}` : each,
  );
}

describe('a report as HTML', () => {
  it('says first what came of it', () => {
    expect(unescaped(page)).toMatch(
      /<body>[^§]*?<h1>toy 1\.2: <span class="verdict fail">not conformant: 2 causes, 1 clause failed<\/span><\/h1>/,
    );
  });
  it.each([
    ['conformant in everything that was checked', { exitCode: 0 }],
    ['not decided: nothing was verified', { exitCode: 3, totals: { ...report.totals, inconclusive: 0 }, defects: [] }],
    ['not decided: the kit has defects, 1 clause inconclusive', { exitCode: 3 }],
  ] as const)('says so where it is %s', (wanted, more) => {
    const changed: ConformanceReport = { ...report, ...more, defects: 'defects' in more ? [] : report.defects };
    expect(renderHtml(changed)).toContain(`">${wanted}</span></h1>`);
  });
  it('says that a run was interrupted, and why', () => {
    expect(unescaped(renderHtml(buildReport([run, operationEntry([clause('/name#length')])])))).toContain(
      '<strong>Interrupted:</strong> the journal has no end',
    );
  });
  it('tells of a cause what differs, what was sent, expected and came, and how to see it again', () => {
    const cause = unescaped(/<article id="cause-1".*?<\/article>/s.exec(page)?.[0] ?? '');
    for (const wanted of [
      'accepted mtu = 9001; the document says: mtu is 576 to 9000</h3>',
      '<dt>expected</dt><dd>status 400</dd>',
      '<dt>actual</dt><dd>status 200</dd>',
      '<dt>body</dt><dd><code>{"name":"a","mtu":9001}</code></dd>',
      '<dt>again with</dt><dd><code>curl -i -X PUT',
      "<dt>replay</dt><dd><code>npx vpn-conformance replay out 1 --target 'my target.json'</code></dd>",
    ])
      expect(cause).toContain(wanted);
  });
  it('has a row for each clause in the order of the report, with its verdict in words and as what the filters go by', () => {
    const rows = [
      ...page.matchAll(
        /<tr id="([^"]+)" data-level="(\w+)" data-basis="(\w+)" data-verdict="([\w-]+)">\s*<td><span class="verdict \4">/g,
      ),
    ];
    const clauses = report.operations.flatMap((operation) => operation.clauses);
    expect(rows.map((row) => row.slice(1))).toEqual(
      clauses.map(({ id, level, basis, verdict }) => [id, level, basis, verdict]),
    );
  });
  it('says of a clause which sides were seen, and which cause it belongs to', () => {
    const row = unescaped(/<tr id="acme\.update-link\/mtu#range".*?<\/tr>/s.exec(page)?.[0] ?? '');
    expect(row).toContain('accepted ×2');
    expect(row).toContain('never refused');
    expect(row).toContain('<a href="#cause-1">cause 1</a>');
  });
  it('groups what was skipped by what to create', () => {
    expect(page).toContain('no fixture has the trait frozen; add one to the target file (2 clauses)</summary>');
  });
  it('is well-formed, and every link leads to one place in it', () => {
    const elements = elementsOf(page);
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []).map(unescaped);
    const links = elements.flatMap(({ attributes }) => attributes['href'] ?? []).map(unescaped);
    expect(ids.length).toBe(new Set(ids).size);
    expect(links.length).toBeGreaterThan(ids.length / 2);
    expect(links.filter((link) => !link.startsWith('#') || !ids.includes(decodeURIComponent(link.slice(1))))).toEqual(
      [],
    );
    const named = elements.flatMap(({ attributes }) => attributes['aria-labelledby'] ?? []).map(unescaped);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });
  it('loads nothing, and lets no script and no style run but its own', () => {
    const elements = elementsOf(page);
    expect(
      elements.filter(({ attributes }) => ['src', 'srcset', 'style', 'action'].some((name) => name in attributes)),
    ).toEqual([]);
    expect(elements.filter(({ attributes }) => Object.keys(attributes).some((name) => name.startsWith('on')))).toEqual(
      [],
    );
    const policy = unescaped(/Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '');
    const hashOf = (name: string): string =>
      `'sha256-${createHash('sha256')
        .update(new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(page)?.[1] ?? '')
        .digest('base64')}'`;
    expect(policy).toBe(
      `default-src 'none'; script-src ${hashOf('script')}; style-src ${hashOf('style')}; base-uri 'none'; form-action 'none'`,
    );
  });
  it.each([
    ['elements', '</code></td></script><script>alert(1)</script><img src=x onerror=alert(1)>', /<img|<script>alert/],
    ['attributes', `" onclick="alert(1)" x='`, / onclick="/],
    ['comments and CDATA', '<!--]]><![CDATA[', /<!--|<!\[CDATA/],
    ['entities', '&lt;script&gt; &amp; &#60;', /&lt;|&amp;/],
    ['colours of a terminal and controls', '\u001b[31m\u0000\u0085', /(?!\n)\p{Cc}/u],
    ['directions and what has no width', '\u202e\u2066\u200b\ufeff\u{e0041}', /[\u202e\u2066\u200b\ufeff]|\u{e0041}/u],
    ['lone surrogates', '\ud800', /\ud800(?![\udc00-\udfff])/],
    ['commands of a log', 'x\n::error::y', /^\s*::error/m],
  ])('shows %s as text wherever they come from', (_, told, harmful) => {
    const written = renderHtml(withEverywhere(report, told), { replay });
    expect(written).not.toMatch(harmful);
    // As many elements with the same attributes as without it: nothing of it became markup.
    const shape = (text: string): readonly string[] =>
      elementsOf(text).map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`);
    expect(shape(written)).toEqual(shape(renderHtml(withEverywhere(report, 'x'), { replay })));
  });
  it('stays below 8 MB for 5,000 clauses, each with a cause of its own', () => {
    const many = manyCauses(5000);
    expect(many.causes).toHaveLength(5000);
    expect(renderHtml(many, { replay }).length).toBeLessThan(8_000_000);
  });
  it('clips an answer of a megabyte, and writes no half commands', () => {
    const big = structuredClone(report);
    const { exchange } = big.causes[0]?.minimal ?? {};
    Object.assign(exchange?.reply ?? {}, { body: 'y'.repeat(1_000_000) });
    Object.assign(exchange?.request ?? {}, { body: 'z'.repeat(1_000_000) });
    const written = renderHtml(big, { replay });
    expect(written.length).toBeLessThan(100_000);
    expect(written).toMatch(/y{1000}… \(1000021 characters\)/);
    expect(written).toMatch(/<dt>again with<\/dt><dd><code>\d+ characters; report\.json has them/);
  });
});
