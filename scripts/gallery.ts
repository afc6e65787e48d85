/**
 * Writes docs/gallery/: what a faulty target looks like in each kind of report. The texts are made in virtual time and
 * are the same each time; with --check, only tells whether they are those of the present kit (exit code 1 when not).
 * Pictures are taken with Debian's Chromium and not compared.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import type { Contract } from '../contract/contract.js';
import { loadCatalogue, loadOperation } from '../contract/load/catalogue.js';
import { kitVersion } from '../contract/load/kit-version.js';
import { packageRoot } from '../contract/load/package-root.js';
import { isObject, valueAt, withValueAt } from '../contract/pointer.js';
import type { ConformanceReport } from '../generated/report.js';
import { compareReports } from '../reports/compare/compare-reports.js';
import { publicationMatrix } from '../reports/compare/publication-matrix.js';
import { comparisonHtml, comparisonMarkdown, comparisonText } from '../reports/render/comparison.js';
import { renderHtml } from '../reports/render/html/html.js';
import { renderMarkdown } from '../reports/render/markdown.js';
import { matrixHtml, matrixMarkdown } from '../reports/render/publication-matrix.js';
import { renderSummary } from '../reports/render/summary.js';
import type { Intercept } from '../targets/reference/reference-answer.js';
import { runInProcess } from '../test/kit/run-in-process.js';

const gallery = path.join(packageRoot, 'docs/gallery');
const executablePath = '/usr/bin/chromium';
const contract = loadOperation('alibaba.update-enhanced-vpn-gateway');
const place = { folder: 'conformance-report/latest', flags: ['--url', 'http://127.0.0.1:8080'] };

/** The contract as somebody understood it who took the greatest length of a name for 128. */
function misread(own: Contract): Contract {
  const read: unknown = withValueAt(structuredClone(own), '/update/request/properties/Name/maxLength', 128);
  return read as Contract;
}

/** Loses descriptions that come with a name, and has a code of its own for gateways that are not there. */
const careless: Intercept = (answer, { role, request, isAccepted, before, after, overwrite }) => {
  if (role === 'update' && isAccepted && 'Description' in request && 'Name' in request)
    overwrite(withValueAt(after, '/Description', valueAt(before, '/Description')));
  return answer.status === 404 && isObject(answer.body)
    ? { ...answer, body: { ...answer.body, Code: 'Gateway.Missing' } }
    : answer;
};

async function run(faults: { readonly served: Contract; readonly intercept?: Intercept }): Promise<ConformanceReport> {
  const { served, intercept } = faults;
  const report = await runInProcess({
    contract,
    served,
    cases: 1,
    runId: 'gallery',
    reference: { settleMs: 20, ...(intercept === undefined ? {} : { intercept }) },
  });
  return { ...report, kit: kitVersion, target: { name: 'Acme VPN', version: '1.4.0', url: 'http://127.0.0.1:8080' } };
}

function published(): Parameters<typeof publicationMatrix>[0] {
  return loadCatalogue().map(({ id }) => ({
    operation: id,
    implementation: 'reference',
    report: JSON.parse(readFileSync(path.join(packageRoot, 'reports/published', id, 'reference/report.json'), 'utf8')),
  }));
}

/** Texts by file name, and pages by the name of their picture. */
async function exhibits(): Promise<{
  readonly texts: Readonly<Record<string, string>>;
  readonly pages: Readonly<Record<string, string>>;
}> {
  const faulty = await run({ served: misread(contract), intercept: careless });
  const mended = await run({ served: misread(contract) });
  const comparison = compareReports(faulty, mended);
  const matrices = publicationMatrix(published());
  const terminal = (width: number, color = false): string =>
    renderSummary(faulty, { width, color, replay: place, files: ['conformance-report/latest/report.html'] });
  return {
    texts: {
      'terminal-80.txt': terminal(80),
      'terminal-120.txt': terminal(120),
      'report.md': renderMarkdown(faulty, { folder: place.folder }),
      'compare.txt': comparisonText(comparison, 80),
      'compare.md': comparisonMarkdown(comparison),
      'matrix.md': matrixMarkdown(matrices),
    },
    pages: {
      'terminal-80': terminalPage(terminal(80, true), 80),
      'terminal-120': terminalPage(terminal(120, true), 120),
      report: renderHtml(faulty, { replay: place }),
      compare: comparisonHtml(comparison),
      matrix: matrixHtml(matrices),
    },
  };
}

/** What a terminal shows, as a page: the colours of ECMA-48 that the kit uses. */
function terminalPage(text: string, columns: number): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const styles: Readonly<Record<string, string>> = {
    1: 'font-weight:bold',
    2: 'opacity:.7',
    31: 'color:#ff7b72',
    32: 'color:#7ee787',
    33: 'color:#e3b341',
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what a terminal is told
  const coloured = escaped.replaceAll(/\u001b\[(\d+)m/g, (_, code: string) =>
    styles[code] === undefined ? '</span>' : `<span style="${styles[code]}">`,
  );
  return `<!doctype html><meta charset="utf-8"><body style="margin:0;background:#0d1117"><pre style="display:inline-block;margin:0;width:${columns}ch;white-space:pre-wrap;overflow-wrap:anywhere;padding:16px;color:#e6edf3;font:13px/1.35 'DejaVu Sans Mono',monospace">${coloured}</pre>`;
}

async function picture(page: Page, name: string, isTerminal: boolean): Promise<void> {
  const shot = { path: path.join(gallery, `${name}.jpg`), type: 'jpeg', quality: 72 } as const;
  if (isTerminal) await page.locator('pre').screenshot(shot);
  else await page.screenshot(shot);
}

async function takePictures(pages: Readonly<Record<string, string>>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gallery-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const [name, html] of Object.entries(pages)) {
      const file = path.join(folder, `${name}.html`);
      writeFileSync(file, html);
      const isTerminal = name.startsWith('terminal');
      for (const colorScheme of isTerminal ? (['dark'] as const) : (['light', 'dark'] as const)) {
        const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
        const page = await context.newPage();
        await page.goto(pathToFileURL(file).href);
        await picture(page, isTerminal ? name : `${name}-${colorScheme}`, isTerminal);
        await context.close();
      }
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

const { texts, pages } = await exhibits();
if (process.argv.includes('--check')) {
  const stale = Object.entries(texts).filter(([name, text]) => {
    const file = path.join(gallery, name);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  for (const [name] of stale) console.error(`docs/gallery/${name} is not what the kit prints; npm run gallery`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(gallery, { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(gallery, name), text);
  if (existsSync(executablePath)) await takePictures(pages);
  else console.error(`no pictures: ${executablePath} is missing`);
}
