import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JournalEntry } from '../../generated/journal.js';
import type { ConformanceReport } from '../../generated/report.js';
import { packageRoot } from '../../specs/package-root.js';

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

/** The report that a run wrote. Throws when its schema does not admit it. */
export function readReport(folder: string): ConformanceReport {
  return asReport(JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')));
}

/** The journal that a run wrote. Throws when the schema does not admit one of its lines. */
export function readEntries(folder: string): readonly JournalEntry[] {
  const lines = readFileSync(path.join(folder, 'journal.jsonl'), 'utf8').split('\n');
  if (lines.pop() !== '') throw new Error('the last line of the journal is cut off');
  return lines.map((line) => asEntry(JSON.parse(line)));
}
