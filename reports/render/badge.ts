import type { ConformanceReport } from '../../generated/report.js';
import { isAsked } from './summary-counts.js';

/** What shields.io shows of a JSON endpoint. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: 'brightgreen' | 'red' | 'yellow' | 'lightgrey';
}

/** A badge of a report, for https://img.shields.io/endpoint: whether the target is conformant, and in how many clauses. */
export function badgeOf({ totals, exitCode, operations }: ConformanceReport): Badge {
  const tested = operations.filter(isAsked).map(({ operation }) => operation);
  const [only] = tested;
  const label = tested.length === 1 && only !== undefined ? only : 'vpn-conformance';
  const checked = totals.pass + totals['non-strict'] + totals.fail + totals['failed-known'] + totals.inconclusive;
  if (checked === 0) return { schemaVersion: 1, label, message: 'nothing checked', color: 'lightgrey' };
  const kept = totals.pass + totals['non-strict'];
  const known = totals['failed-known'] === 0 ? '' : `, ${totals['failed-known']} known`;
  const of = `${kept} of ${checked}${known}`;
  // A failure that is declared is none for the exit code; to a reader it is one.
  if (exitCode === 0 && known !== '')
    return { schemaVersion: 1, label, message: `deviates as declared, ${of}`, color: 'yellow' };
  if (exitCode === 0) return { schemaVersion: 1, label, message: `conformant, ${of}`, color: 'brightgreen' };
  return exitCode === 1
    ? { schemaVersion: 1, label, message: `${totals.fail} failed, ${of}`, color: 'red' }
    : { schemaVersion: 1, label, message: `inconclusive, ${of}`, color: 'yellow' };
}
