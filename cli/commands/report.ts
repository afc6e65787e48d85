import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import { readJournal } from '../../reports/journal/journal-reader.js';
import { type FormatName, formatNames, formats } from '../../reports/render/formats.js';
import { renderSummary } from '../../reports/render/summary.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { printOrWrite } from '../output/print-or-write.js';
import { journalName, runFolderAt } from '../output/run-folder.js';
import type { Console } from '../process/console.js';
import { tellFailure } from '../process/tell-failure.js';

/** Flags of `report`, as commander gives them. */
export interface ReportFlags {
  readonly format: string;
  readonly export?: string;
  readonly output?: string;
}

function formatOf(text: string): FormatName {
  const found = formatNames.find((format) => format === text);
  if (found === undefined)
    throw new ConfigurationError('bad-flag', `--format takes ${formatNames.join(', ')}, not '${text}'`);
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

const exports = ['vitest', 'curl'] as const;

/** What is to be written, and where to; an export is a file, as it is to be run. */
function wantedBy({ format, export: exported, output }: ReportFlags): {
  readonly format: FormatName;
  readonly output: string | undefined;
} {
  if (exported === undefined) return { format: formatOf(format), output };
  const kind = exports.find((name) => name === exported);
  if (kind === undefined)
    throw new ConfigurationError('bad-flag', `--export takes ${exports.join(' or ')}, not '${exported}'`);
  return { format: kind, output: output ?? formats[kind].file };
}

/**
 * Renders what a run left behind, an interrupted one too, in a format. Gives exit code 0: it is about the rendering.
 * @throws ConfigurationError for a place or a format that cannot be used, and where the output cannot be written
 */
export function reportCommand(place: string, flags: ReportFlags, console: Console): number {
  const { format, output } = wantedBy(flags);
  const journal = journalAt(place);
  let text: string;
  try {
    text = readFileSync(journal, 'utf8');
  } catch (cause) {
    throw new ConfigurationError('report-unreadable', `${journal} cannot be read: ${tellFailure(cause)}`, { cause });
  }
  const report = buildReport(readJournal(text, journal).entries);
  const folder = path.dirname(journal);
  const replay = { folder, flags: [] };
  const rendered =
    format === 'text' && output === undefined
      ? renderSummary(report, { color: console.color, width: console.width, detail: 'verbose', replay })
      : formats[format].render(report, replay);
  printOrWrite(rendered, output, console);
  return 0;
}
