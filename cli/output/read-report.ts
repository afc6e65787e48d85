import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import { schemaProblem } from '../../contract/load/read-yaml.js';
import type { ConformanceReport } from '../../generated/report.js';
import { readJournal } from '../../reports/journal/journal-reader.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { tellFailure } from '../process/tell-failure.js';
import { journalName, runFolderAt } from './run-folder.js';

const reportName = 'report.json';

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError('report-unreadable', `${file} cannot be read: ${tellFailure(cause)}`, { cause });
  }
}

/** Reads a report.json. @throws ConfigurationError where it is none, or one of another format */
export function reportIn(file: string): ConformanceReport {
  const text = textOf(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigurationError('report-malformed', `${file} is no JSON; give a report.json of a run`);
  }
  const problem = schemaProblem('reports/report.schema.json', value);
  if (problem !== undefined)
    throw new ConfigurationError(
      'report-malformed',
      `${file} is no report that this kit can read: ${problem}; where its journal.jsonl is at hand, give that`,
    );
  return value as ConformanceReport;
}

/**
 * The report of a place: of the folder of a run or of all runs (the last one), of a journal.jsonl, or a report.json. A
 * journal is preferred: from it the present kit makes its report.
 * @throws ConfigurationError where there is none
 */
export function readReport(place: string): ConformanceReport {
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  const folder = isFolder || path.basename(place) === 'latest' ? runFolderAt(place) : undefined;
  const journal = folder === undefined ? place : path.join(folder, journalName);
  if (folder !== undefined || place.endsWith('.jsonl'))
    return buildReport(readJournal(textOf(journal), journal).entries);
  if (!isFolder) return reportIn(place);
  const file = path.join(place, reportName);
  if (existsSync(file)) return reportIn(file);
  throw new ConfigurationError(
    'report-unreadable',
    `${place} holds neither ${journalName} nor ${reportName}; give the folder of a run, or one of these files`,
  );
}
