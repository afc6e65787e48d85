import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConformanceReport } from '../../generated/report.js';
import { renderHtml } from '../../reports/render/html/html.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import {
  clause,
  end,
  everyVerdict,
  exchange,
  finding,
  operationEntry,
  result,
  run,
} from '../reports/sample-journal.js';

const executablePath = '/usr/bin/chromium';
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const hostile =
  '</code></script><script>document.title = "taken"</script><img src="x" onerror="document.title = 1">\u202e\u001b[31m';

describe.runIf(existsSync(executablePath))('the HTML report in Chromium', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'html-report-'));
  let browser: Browser | undefined;
  const problems: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
  });
  afterEach(() => {
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(
    report: ConformanceReport,
    { fragment = '', scheme = 'light' }: { fragment?: string; scheme?: 'light' | 'dark' } = {},
  ): Promise<Page> {
    if (browser === undefined) throw new Error('no browser');
    const file = path.join(folder, 'report.html');
    writeFileSync(file, renderHtml(report, { replay: { folder: 'out', flags: [] } }));
    const context = await browser.newContext({ colorScheme: scheme, bypassCSP: false });
    const page = await context.newPage();
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(pathToFileURL(file).href)) problems.push(`asked for ${request.url()}`);
    });
    await page.goto(`${pathToFileURL(file).href}${fragment}`);
    return page;
  }
  const report = buildReport(everyVerdict);

  it.each([
    ['verdict', 'fail', '1 of 9 clauses'],
    ['level', 'should', '1 of 9 clauses'],
    ['basis', 'implied', '0 of 9 clauses'],
    ['operation', 'acme.update-link', '9 of 9 clauses'],
  ])('filters by %s', async (name, value, told) => {
    const page = await opened(report);
    await page.locator(`select[name=${name}]`).selectOption(value);
    expect(await page.locator('#shown').textContent()).toBe(told);
    expect(await page.locator('.matrix tbody tr:visible').count()).toBe(Number.parseInt(told, 10));
    await page.locator('#filters button').click();
    expect(await page.locator('.matrix tbody tr:visible').count()).toBe(9);
  });
  it('filters by text, whatever its case', async () => {
    const page = await opened(report);
    await page.locator('input[name=text]').fill('MTU IS 576');
    expect(await page.locator('.matrix tbody tr:visible').count()).toBe(1);
  });
  it('opens at the clause of a link, also when a filter hides it', async () => {
    const id = 'acme.update-link/label#length';
    const page = await opened(report, { fragment: `#${encodeURIComponent(id)}` });
    expect(await page.evaluate('document.querySelector(":target")?.id')).toBe(id);
    await page.locator('select[name=verdict]').selectOption('fail');
    await page.evaluate('location.hash = encodeURIComponent("acme.update-link/mode#enum")');
    await page.locator('tr[id="acme.update-link/mode#enum"]').waitFor({ state: 'visible' });
  });
  it.each(['light', 'dark'] as const)('has no serious violation of axe in %s', async (scheme) => {
    const page = await opened(report, { scheme });
    // A debugger's evaluation is not subject to the page's policy.
    await page.evaluate(axe.source);
    const found = await page.evaluate<readonly { id: string; impact: string; nodes: readonly { html: string }[] }[]>(
      'axe.run().then((told) => told.violations)',
    );
    expect(found.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    expect(await page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches')).toBe(scheme === 'dark');
  });
  it('shows what a hostile target sent as text', async () => {
    const told = finding('/name#length', {
      actual: hostile,
      expected: hostile,
      exchange: exchange({ reply: { status: 200, code: hostile, body: hostile } }, hostile),
    });
    const page = await opened(
      buildReport([
        { ...run, target: { ...run.target, name: hostile } },
        operationEntry([clause('/name#length')]),
        result({ findings: [told] }),
        end,
      ]),
    );
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.title()).toContain('<script>');
    expect(await page.locator('h1').textContent()).toContain(String.raw`\u202e\x1b[31m`);
  });
});
