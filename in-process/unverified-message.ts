import type { ConformanceReport } from '../generated/report.js';

const listed = 20;

/** The clauses that a run could not verify, with the reason; undefined where there is none. */
export function unverifiedMessage({ operations }: ConformanceReport): string | undefined {
  const open = operations.flatMap(({ clauses }) => clauses.filter(({ verdict }) => verdict === 'inconclusive'));
  if (open.length === 0) return undefined;
  const lines = open.slice(0, listed).map(({ id, reason }) => `  ${id}: ${reason ?? 'no reason known'}`);
  const rest = open.length - listed;
  return [
    `${open.length} ${open.length === 1 ? 'clause was' : 'clauses were'} not verified:`,
    ...lines,
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ].join('\n');
}
