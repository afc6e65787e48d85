import type { OperationEntry, ResultEntry } from '../../generated/journal.js';
import type { KitDefect } from '../../generated/report.js';
import { canonical } from './canonical.js';
import { byText, distinct } from './order.js';

/**
 * Checks that broke by themselves, and results about clauses that the journal does not list: a finding must not get
 * lost because its clause is unknown.
 */
export function collectDefects(
  operations: readonly OperationEntry[],
  results: readonly ResultEntry[],
): readonly KitDefect[] {
  const known = new Set(operations.flatMap(({ clauses }) => clauses.map(({ id }) => id)));
  const defects = results.flatMap((result): readonly KitDefect[] => {
    const { operation, check, subject, fixture } = result;
    const defect = (message: string): KitDefect => ({
      operation,
      check,
      subject,
      ...(fixture === undefined ? {} : { fixture }),
      message,
    });
    const named = [...result.findings, ...result.tally]
      .map(({ clause }) => clause)
      .filter((clause) => !known.has(clause));
    return [
      ...(result.broken === undefined ? [] : [defect(result.broken)]),
      ...distinct(named).map((clause) =>
        defect(`a result names the clause ${clause}, which the journal does not list`),
      ),
    ];
  });
  return [...new Map(defects.map((defect) => [canonical(defect), defect]))]
    .sort(([a], [b]) => byText(a, b))
    .map(([, defect]) => defect);
}
