import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import { nearest } from '../../contract/load/read-yaml.js';
import { isObject } from '../../contract/pointer.js';
import type { Finding, ResultEntry, RunEntry } from '../../generated/journal.js';
import type { ConformanceReport } from '../../generated/report.js';
import { readJournal } from '../../reports/journal/journal-reader.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { journalName, runFolderAt } from '../output/run-folder.js';

/** A finding of a run, with the operation it belongs to and what showed it. */
export interface FoundCase {
  readonly operation: string;
  readonly finding: Omit<Finding, 'exchange'> & Partial<Pick<ResultEntry, 'check' | 'subject'>>;
}

/** What a run found, and what it was: from its journal, or from its report alone. */
export interface FoundRun {
  /** The file it was read from. */
  readonly file: string;
  readonly run: Pick<RunEntry, 'kit' | 'cases' | 'strict' | 'scope' | 'target'>;
  /** Every finding, in the order of the run. */
  readonly cases: readonly FoundCase[];
  /** The finding of each cause, in the order in which the summary numbers them. */
  readonly numbered: readonly FoundCase[];
}

const remedy = 'give the folder of a run, or its report.json or journal.jsonl';

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError('report-unreadable', `${file} cannot be read; ${remedy}`, { cause });
  }
}

function numberedIn({ causes }: ConformanceReport): readonly FoundCase[] {
  return causes.map(({ operation, axis, minimal: { exchange: _, ...finding } }) => ({
    operation,
    finding: { ...finding, axis },
  }));
}

/** An interrupted run leaves a journal without an end: it is as good. */
function fromJournal(file: string): FoundRun {
  const { entries } = readJournal(textOf(file), file);
  const run = entries.find((entry) => entry.type === 'run');
  if (run === undefined)
    throw new ConfigurationError('report-malformed', `${file} does not tell what was run; ${remedy}`);
  const cases = entries.flatMap((entry) =>
    entry.type === 'result'
      ? entry.findings.map(({ exchange: _, ...finding }) => ({
          operation: entry.operation,
          finding: { ...finding, check: entry.check, subject: entry.subject },
        }))
      : [],
  );
  return { file, run, cases, numbered: numberedIn(buildReport(entries)) };
}

function reportIn(file: string): ConformanceReport {
  const fail = (): never => {
    throw new ConfigurationError('report-malformed', `${file} is no report of a run; ${remedy}`);
  };
  try {
    const value: unknown = JSON.parse(textOf(file));
    return isObject(value) && Array.isArray(value['causes']) && isObject(value['target'])
      ? (value as unknown as ConformanceReport)
      : fail();
  } catch (error) {
    if (error instanceof SyntaxError) return fail();
    throw error;
  }
}

/** The report keeps one case for each cause; the journal beside it has all. */
function fromReport(file: string): FoundRun {
  const journal = path.join(path.dirname(file), journalName);
  const report = reportIn(file);
  const numbered = numberedIn(report);
  return { file, run: report, numbered, cases: existsSync(journal) ? fromJournal(journal).cases : numbered };
}

/**
 * What a run found: from its folder, the folder of all runs (the last one), a report or a journal.
 * @throws ConfigurationError when there is none, or none that can be read
 */
export function foundRun(place: string): FoundRun {
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  const folder = isFolder || path.basename(place) === 'latest' ? runFolderAt(place) : undefined;
  if (folder !== undefined) return fromJournal(path.join(folder, journalName));
  if (isFolder)
    throw new ConfigurationError(
      'report-unreadable',
      `${place} holds no ${journalName}, nor does a run that it calls latest; ${remedy}`,
    );
  return place.endsWith('.jsonl') ? fromJournal(place) : fromReport(place);
}

/** A number in front of a cause; case ids are longer. */
const number = /^\d{1,6}$/;

/**
 * The finding with a case id, or with the number in front of it in the summary.
 * @throws ConfigurationError when there is no such finding
 */
export function findCase({ file, cases, numbered }: FoundRun, id: string): FoundCase {
  const all = [...numbered, ...cases];
  const found = number.test(id) ? numbered[Number(id) - 1] : all.find(({ finding }) => finding.case === id);
  if (found !== undefined) return found;
  if (all.length === 0)
    throw new ConfigurationError('unknown-case', `${file} has no case '${id}': it holds no findings`);
  if (number.test(id))
    throw new ConfigurationError(
      'unknown-case',
      `${file} has no finding ${id}; its findings are numbered from 1 to ${numbered.length}`,
    );
  const near = nearest(
    id,
    all.map(({ finding }) => finding.case),
  );
  const hint = near === undefined ? "the case ids stand at 'replay' in the summary" : `did you mean '${near}'?`;
  throw new ConfigurationError('unknown-case', `${file} has no case '${id}'; ${hint}`);
}
