import type { ConformanceReport } from '../../generated/report.js';
import { renderAnnotations } from './annotations.js';
import { badgeOf } from './badge.js';
import { ctrfOf } from './ctrf.js';
import { renderCurlScript } from './export-curl.js';
import { renderVitest } from './export-vitest.js';
import { harOf } from './har.js';
import { renderHtml } from './html/html.js';
import { renderJunit } from './junit.js';
import { renderMarkdown } from './markdown.js';
import type { ReplayPlace } from './replay-line.js';
import { sarifOf } from './sarif.js';
import { renderSummary } from './summary.js';
import { wfcOf } from './wfc.js';

/** What a report can be written as. */
export type FormatName =
  | 'json'
  | 'junit'
  | 'html'
  | 'markdown'
  | 'text'
  | 'ctrf'
  | 'sarif'
  | 'har'
  | 'badge'
  | 'wfc'
  | 'annotations'
  | 'vitest'
  | 'curl';

/** How a report is written as a file. */
export interface Format {
  /** The name of the file in the folder of a run. */
  readonly file: string;
  /** The whole file, a line feed at its end. */
  render(report: ConformanceReport, replay: ReplayPlace): string;
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Every format, each a function of the report alone. */
export const formats: Readonly<Record<FormatName, Format>> = {
  json: { file: 'report.json', render: jsonText },
  junit: { file: 'junit.xml', render: renderJunit },
  html: { file: 'report.html', render: (report, replay) => renderHtml(report, { replay }) },
  markdown: { file: 'report.md', render: (report, { folder }) => renderMarkdown(report, { folder }) },
  text: { file: 'summary.txt', render: (report, replay) => renderSummary(report, { detail: 'verbose', replay }) },
  ctrf: { file: 'ctrf.json', render: (report) => jsonText(ctrfOf(report)) },
  sarif: { file: 'report.sarif', render: (report) => jsonText(sarifOf(report)) },
  har: { file: 'evidence.har', render: (report) => jsonText(harOf(report)) },
  badge: { file: 'badge.json', render: (report) => jsonText(badgeOf(report)) },
  wfc: { file: 'wfc.json', render: (report) => jsonText(wfcOf(report)) },
  annotations: { file: 'annotations.txt', render: renderAnnotations },
  vitest: { file: 'failures.test.ts', render: renderVitest },
  curl: { file: 'failures.sh', render: renderCurlScript },
};

/** Names of the formats, in the order in which they are told. */
export const formatNames: readonly FormatName[] = [
  'json',
  'junit',
  'html',
  'markdown',
  'text',
  'ctrf',
  'sarif',
  'har',
  'badge',
  'wfc',
  'annotations',
  'vitest',
  'curl',
];
