import { ConfigurationError } from '../../contract/errors.js';
import { compareReports, comparisonCode } from '../../reports/compare/compare-reports.js';
import { comparisonHtml, comparisonMarkdown, comparisonText } from '../../reports/render/comparison.js';
import { printOrWrite } from '../output/print-or-write.js';
import { readReport } from '../output/read-report.js';
import type { Console } from '../process/console.js';

/** Flags of `compare`, as commander gives them. */
export interface CompareFlags {
  readonly format: string;
  readonly output?: string;
}

/**
 * Tells what changed from one report to another. Gives 1 where something does worse, 3 where the reports do not fit
 * together, else 0.
 * @throws ConfigurationError for places that hold no report, and a format that nobody knows
 */
export function compareCommand(
  before: string,
  after: string,
  { format, output }: CompareFlags,
  console: Console,
): number {
  if (format !== 'text' && format !== 'markdown' && format !== 'html')
    throw new ConfigurationError('bad-flag', `--format takes text, markdown, html, not '${format}'`);
  const comparison = compareReports(readReport(before), readReport(after));
  const text = {
    text: () => comparisonText(comparison, console.width),
    markdown: () => comparisonMarkdown(comparison),
    html: () => comparisonHtml(comparison),
  }[format]();
  printOrWrite(text, output, console);
  return comparisonCode(comparison);
}
