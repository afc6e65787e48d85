import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../generated/journal.js';
import type { ConformanceReport } from '../generated/report.js';
import { readJournal } from '../reports/journal-reader.js';
import { ConfigurationError } from '../specs/errors.js';
import { isObject } from '../specs/pointer.js';
import { nearest } from '../specs/read-yaml.js';

/** A finding of a report, with the operation it belongs to. */
export interface FoundCase {
  readonly operation: string;
  readonly finding: Omit<Finding, 'outcome'>;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError('report-unreadable', `${file} cannot be read; give a report.json or journal.jsonl that a run wrote`, { cause });
  }
}

function fromJournal(file: string): readonly FoundCase[] {
  return readJournal(textOf(file), file).entries.flatMap((entry) =>
    entry.type === 'result' ? entry.findings.map((finding) => ({ operation: entry.operation, finding })) : [],
  );
}

function reportOf(file: string): ConformanceReport {
  const fail = (): never => {
    throw new ConfigurationError('report-malformed', `${file} is no report of a run; give a report.json or journal.jsonl that a run wrote`);
  };
  try {
    const value: unknown = JSON.parse(textOf(file));
    return isObject(value) && Array.isArray(value['causes']) ? (value as unknown as ConformanceReport) : fail();
  } catch (error) {
    if (error instanceof SyntaxError) return fail();
    throw error;
  }
}

function fromReport(file: string): readonly FoundCase[] {
  const minimal = reportOf(file).causes.map(({ operation, axis, minimal: own }) => ({ operation, finding: { ...own, axis } }));
  // The report keeps one case for each cause; the journal beside it has all.
  const journal = path.join(path.dirname(file), 'journal.jsonl');
  return existsSync(journal) ? [...minimal, ...fromJournal(journal)] : minimal;
}

/**
 * The finding with a case id, from a report (with the journal beside it) or a journal.
 * @throws ConfigurationError when the file cannot be read or holds no such case, or one without a request
 */
export function findCase(file: string, id: string): FoundCase {
  const cases = file.endsWith('.jsonl') ? fromJournal(file) : fromReport(file);
  const found = cases.find(({ finding }) => finding.case === id);
  if (found !== undefined) return found;
  const near = nearest(
    id,
    cases.map(({ finding }) => finding.case),
  );
  const remedy = cases.length === 0 ? 'it holds no findings' : near === undefined ? "the case ids stand at 'replay' in the summary" : `did you mean '${near}'?`;
  throw new ConfigurationError('unknown-case', `${file} has no case '${id}'; ${remedy}`);
}
