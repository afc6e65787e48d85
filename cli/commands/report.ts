import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import { readJournal } from '../../reports/journal/journal-reader.js';
import { renderAnnotations } from '../../reports/render/annotations.js';
import { renderHtml } from '../../reports/render/html/html.js';
import { renderJunit } from '../../reports/render/junit.js';
import { renderMarkdown } from '../../reports/render/markdown.js';
import { renderSummary } from '../../reports/render/summary.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { printOrWrite } from '../output/print-or-write.js';
import { journalName, runFolderAt } from '../output/run-folder.js';
import type { Console } from '../process/console.js';
import { tellFailure } from '../process/tell-failure.js';

/** Flags of `report`, as commander gives them. */
export interface ReportFlags {
  readonly format: string;
  readonly output?: string;
}

const formats = ['text', 'markdown', 'html', 'junit', 'json', 'annotations'] as const;
type Format = (typeof formats)[number];

function formatOf(text: string): Format {
  const found = formats.find((format) => format === text);
  if (found === undefined)
    throw new ConfigurationError('bad-flag', `--format takes ${formats.join(', ')}, not '${text}'`);
  return found;
}

function journalAt(place: string): string {
  if (place.endsWith('.jsonl')) return place;
  const folder = runFolderAt(place);
  if (folder === undefined)
    throw new ConfigurationError(
      'report-unreadable',
      `${place} holds no ${journalName}; give the folder of a run, the folder of all runs, or a ${journalName}`,
    );
  return path.join(folder, journalName);
}

/**
 * Renders what a run left behind, an interrupted one too, in a format. Gives exit code 0: it is about the rendering.
 * @throws ConfigurationError for a place or a format that cannot be used, and where the output cannot be written
 */
export function reportCommand(place: string, { format: wanted, output }: ReportFlags, console: Console): number {
  const format = formatOf(wanted);
  const journal = journalAt(place);
  let text: string;
  try {
    text = readFileSync(journal, 'utf8');
  } catch (cause) {
    throw new ConfigurationError('report-unreadable', `${journal} cannot be read: ${tellFailure(cause)}`, { cause });
  }
  const report = buildReport(readJournal(text, journal).entries);
  const folder = path.dirname(journal);
  const render: Readonly<Record<Format, () => string>> = {
    text: () =>
      renderSummary(report, {
        color: console.color && output === undefined,
        width: console.width,
        detail: 'verbose',
        replay: { folder, flags: [] },
      }),
    markdown: () => renderMarkdown(report, { folder }),
    html: () => renderHtml(report, { replay: { folder, flags: [] } }),
    junit: () => renderJunit(report),
    annotations: () => renderAnnotations(report),
    json: () => `${JSON.stringify(report, null, 2)}\n`,
  };
  const rendered = render[format]();
  printOrWrite(rendered, output, console);
  return 0;
}
