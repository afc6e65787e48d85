import { existsSync, readFileSync } from 'node:fs';
import { Document, isMap, isSeq, parseDocument } from 'yaml';
import type { ConformanceReport, DeviationReport } from '../../generated/report.js';
import { reasonPlaceholder } from '../../reports/verdicts/deviations.js';
import { writeWhole } from './run-reports.js';

/** What changed in a file of deviations. */
export interface DeviationUpdate {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A file that has been written for the first time says what it is. */
const head = ` Failures that are known. They are run and told, and do not change the exit code; one that passes, has expired or
 matches nothing does. Say of each why it is accepted, and give it an issue and a day on which it expires.`;

/** Whether nothing fails under a deviation any more, or never could: only that takes it out of its file. */
function isOver({ outcome }: DeviationReport): boolean {
  return outcome === 'passes' || outcome === 'unmatched';
}

/**
 * Brings a file of deviations (YAML) up to date with a run: what no longer fails goes, what fails unexpectedly comes,
 * with a reason that a person has to write before it holds. Everything else stays as it is written, comments too.
 */
export function updateDeviations(file: string, report: ConformanceReport): DeviationUpdate {
  const { deviations = [], operations, startedAt } = report;
  const removed = deviations.filter(isOver).map(({ clause }) => clause);
  // Of one that has expired the failures count again; it stays until somebody gives it a later day.
  const expired = new Set(deviations.flatMap(({ outcome, clauses }) => (outcome === 'expired' ? clauses : [])));
  const added = operations
    .flatMap(({ clauses }) => clauses.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : [])))
    .filter((id) => !expired.has(id));
  if (added.length === 0 && removed.length === 0) return { added, removed };
  const document = existsSync(file) ? parseDocument(readFileSync(file, 'utf8')) : new Document({});
  if (!existsSync(file)) document.commentBefore = head;
  if (!isMap(document.contents)) document.contents = document.createNode({});
  if (!isSeq(document.get('deviations'))) document.set('deviations', document.createNode([]));
  const list = document.get('deviations');
  if (!isSeq(list)) return { added: [], removed: [] };
  list.flow = false;
  list.items = list.items.filter((item) => !(isMap(item) && removed.includes(String(item.get('clause')))));
  for (const clause of added)
    list.add(document.createNode({ clause, reason: reasonPlaceholder, since: startedAt.slice(0, 10) }));
  writeWhole(file, document.toString({ lineWidth: 0 }));
  return { added, removed };
}
