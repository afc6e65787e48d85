import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../../contract/load/package-root.js';
import type { JournalEntry } from '../../generated/journal.js';
import type { ConformanceReport } from '../../generated/report.js';

const ajv = new Ajv2020({ allErrors: true, strict: false });

function validated<Shape>(schemaFile: string): (value: unknown) => Shape {
  const validate = ajv.compile<Shape>(JSON.parse(readFileSync(path.join(packageRoot, schemaFile), 'utf8')));
  return (value) => {
    if (validate(value)) return value;
    throw new Error(`${schemaFile}: ${ajv.errorsText(validate.errors)}`);
  };
}

const asReport = validated<ConformanceReport>('reports/report.schema.json');
const asEntry = validated<JournalEntry>('reports/journal.schema.json');

/** The folder of the last run below an `--output`. */
export function lastRun(output: string): string {
  return path.join(output, 'latest');
}

/** The report that the last run below an `--output` wrote. Throws when its schema does not admit it. */
export function readReport(output: string): ConformanceReport {
  return asReport(JSON.parse(readFileSync(path.join(lastRun(output), 'report.json'), 'utf8')));
}

/** The journal that the last run below an `--output` wrote. Throws when the schema does not admit one of its lines. */
export function readEntries(output: string): readonly JournalEntry[] {
  const lines = readFileSync(path.join(lastRun(output), 'journal.jsonl'), 'utf8').split('\n');
  if (lines.pop() !== '') throw new Error('the last line of the journal is cut off');
  return lines.map((line) => asEntry(JSON.parse(line)));
}
