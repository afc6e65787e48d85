import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareReports } from '../../reports/compare/compare-reports.js';
import { publicationMatrix } from '../../reports/compare/publication-matrix.js';
import { comparisonHtml } from '../../reports/render/comparison.js';
import { renderHtml } from '../../reports/render/html/html.js';
import { matrixHtml } from '../../reports/render/publication-matrix.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { everyVerdict, operation, operationEntry, run } from '../reports/sample-journal.js';

const executablePath = '/usr/bin/chromium';
const report = buildReport(everyVerdict);
const declared = buildReport([
  {
    ...run,
    deviations: [
      { clause: `${operation}/mtu`, reason: 'known', matches: 1 },
      { clause: 'gone', reason: 'old', matches: 0 },
    ],
  },
  ...everyVerdict.filter(({ type }) => type !== 'run'),
]);
const empty = buildReport([run, operationEntry([])]);

describe.runIf(existsSync(executablePath))('in Chromium', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pages-'));
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });
  it.each([
    ['a report with declared deviations', renderHtml(declared)],
    ['a comparison', comparisonHtml(compareReports(report, { ...empty, kit: '9.0.0' }))],
    ['a matrix', matrixHtml(publicationMatrix([{ operation, implementation: 'toy', report }]))],
  ])('%s has no serious violation of axe and asks for nothing', async (_, text) => {
    if (browser === undefined) throw new Error('no browser');
    const file = path.join(folder, 'page.html');
    writeFileSync(file, text);
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await (await browser.newContext({ colorScheme })).newPage();
      const problems: string[] = [];
      page.on('console', (message) => problems.push(message.text()));
      page.on('request', (request) => {
        if (request.url() !== pathToFileURL(file).href) problems.push(`asked for ${request.url()}`);
      });
      await page.goto(pathToFileURL(file).href);
      await page.evaluate(axe.source);
      const found = await page.evaluate<readonly { id: string; impact: string }[]>(
        'axe.run().then((told) => told.violations)',
      );
      expect(found.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
      expect(problems).toEqual([]);
    }
  });
});
