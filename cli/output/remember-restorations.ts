import path from 'node:path';
import type { Restoration } from '../../suites/restore/restore-fixture.js';
import { restorationsName } from './run-record.js';
import { writeEach, writeWhole } from './run-reports.js';
import { restorationsIn } from './snapshots.js';

/**
 * Writes down what became of fixtures, beside what is known of the others of that run folder. Gives why that could not
 * be written.
 */
export function rememberRestorations(folder: string, restorations: readonly Restoration[]): readonly string[] {
  const file = path.join(folder, restorationsName);
  const isNew = ({ operation, fixture }: Restoration): boolean =>
    restorations.some((other) => other.operation === operation && other.fixture === fixture);
  const all = [...restorationsIn(folder).filter((restoration) => !isNew(restoration)), ...restorations];
  return writeEach({ [file]: () => writeWhole(file, `${JSON.stringify(all, null, 2)}\n`) }).problems;
}
