import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import type { JournalEntry } from '../../generated/journal.js';
import { readJournal } from '../../reports/journal/journal-reader.js';
import { mergeJournals } from '../../reports/journal/merge-journals.js';
import { renderMarkdown } from '../../reports/render/markdown.js';
import { renderSummary } from '../../reports/render/summary.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { chosenReporters } from '../flags/options.js';
import { tellJobSummary } from '../output/job-summary.js';
import { createRunFolder, isRunFolder, journalName, runFolderAt } from '../output/run-folder.js';
import { reportWriters, writeEach } from '../output/run-reports.js';
import type { Console } from '../process/console.js';
import { tellFailure } from '../process/tell-failure.js';

/** Flags of `merge`, as commander gives them. */
export interface MergeFlags {
  readonly output: string;
  readonly quiet: boolean;
  /** Formats, separated by commas. */
  readonly reporter: string;
}

function partOf(entries: readonly JournalEntry[]): number | undefined {
  return entries.find((entry) => entry.type === 'run')?.scope?.shard?.index;
}

/**
 * The journals that a place stands for: that of a run; of a folder of runs the parts of a shared run, the last of each,
 * as it is when the results of several jobs were put into one place; otherwise its last run.
 */
function journalsAt(place: string): readonly string[] {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found?.isFile() === true && place.endsWith('.jsonl')) return [place];
  if (existsSync(path.join(place, journalName))) return [path.join(place, journalName)];
  const below = found?.isDirectory() === true ? readdirSync(place).sort() : [];
  const runs = below
    .map((name) => path.join(place, name))
    .filter((folder) => isRunFolder(folder) && existsSync(path.join(folder, journalName)))
    .map((folder) => path.join(folder, journalName));
  const parts = new Map<number, string>();
  for (const journal of runs) {
    const part = partOf(readJournal(textOf(journal), journal).entries);
    if (part !== undefined) parts.set(part, journal);
  }
  const last = runFolderAt(place) ?? (runs.length === 0 ? undefined : path.dirname(runs.at(-1) ?? ''));
  if (parts.size > 0) return [...parts.values()];
  if (last === undefined)
    throw new ConfigurationError(
      'report-unreadable',
      `${place} holds no ${journalName}; give folders of runs, or folders that hold some`,
    );
  return [path.join(last, journalName)];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError('report-unreadable', `${file} cannot be read: ${tellFailure(cause)}`, { cause });
  }
}

function entriesIn(file: string): readonly JournalEntry[] {
  const { entries } = readJournal(textOf(file), file);
  if (!entries.some(({ type }) => type === 'run'))
    throw new ConfigurationError('journal-without-run', `${file} does not tell what was run; its run did not begin`);
  return entries;
}

/**
 * Merges the journals of a shared run into one run with reports of its own. Gives the exit code of the whole: 3 when
 * parts are missing.
 * @throws ConfigurationError for places that hold no journal, and for journals that are not of one run
 */
export function mergeCommand(
  places: readonly string[],
  { output, quiet, reporter }: MergeFlags,
  console: Console,
): number {
  const reporters = chosenReporters(reporter);
  const journals = [...new Set(places.flatMap(journalsAt))].map(entriesIn);
  const merged = mergeJournals(journals);
  const report = buildReport(merged);
  const folder = createRunFolder(output, new Date(), randomBytes(3).toString('hex'));
  const journal = path.join(folder, journalName);
  const replay = { folder, flags: [] };
  const { files, problems } = writeEach({
    ...reportWriters(replay, report, reporters),
    [journal]: () => writeFileSync(journal, merged.map((entry) => `${JSON.stringify(entry)}\n`).join('')),
  });
  console.log(
    renderSummary(report, {
      color: console.color,
      width: console.width,
      detail: quiet ? 'quiet' : 'normal',
      files,
      replay,
    }),
  );
  tellJobSummary(renderMarkdown(report, { folder }), process.env['GITHUB_STEP_SUMMARY'], console);
  for (const problem of problems) console.error(`${problem}\n`);
  return problems.length > 0 && report.exitCode === 0 ? 3 : report.exitCode;
}
