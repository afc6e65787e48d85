import type { ClauseReport, ConformanceReport, OperationReport } from '../../generated/report.js';
import { groupBy } from '../verdicts/group-by.js';
import { byText } from '../verdicts/order.js';

/** A report that somebody has published about one operation. */
export interface Publication {
  readonly operation: string;
  /** The name of its folder. */
  readonly implementation: string;
  readonly report: ConformanceReport;
}

/** An implementation of an operation, as its report tells. */
export interface MatrixColumn {
  readonly implementation: string;
  readonly report: ConformanceReport;
  readonly own: OperationReport;
}

/** A clause, and what it came to for each implementation, in the order of the columns; undefined where it is not there. */
export interface MatrixRow {
  readonly clause: string;
  readonly told: ClauseReport;
  readonly cells: readonly (ClauseReport | undefined)[];
}

/** The implementations of an operation beside each other. */
export interface OperationMatrix {
  readonly operation: string;
  readonly title: string;
  readonly document: string;
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
}

function columnsOf(publications: readonly Publication[]): readonly MatrixColumn[] {
  return [...publications]
    .sort((a, b) => byText(a.implementation, b.implementation))
    .flatMap(({ operation, implementation, report }) =>
      report.operations.flatMap((own) => (own.operation === operation ? [{ implementation, report, own }] : [])),
    );
}

/** Clauses in the order of the first report, then those that only later ones have. */
function rowsOf(columns: readonly MatrixColumn[]): readonly MatrixRow[] {
  const byColumn = columns.map(({ own }) => new Map(own.clauses.map((clause) => [clause.id, clause])));
  const told = new Map(columns.flatMap(({ own }) => own.clauses.map((clause) => [clause.id, clause] as const)));
  return [...told].map(([clause, first]) => ({
    clause,
    told: first,
    cells: byColumn.map((clauses) => clauses.get(clause)),
  }));
}

/** Puts published reports beside each other: for each operation implementations × clauses. */
export function publicationMatrix(publications: readonly Publication[]): readonly OperationMatrix[] {
  return [...groupBy(publications, ({ operation }) => operation)]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([operation, own]) => {
      const columns = columnsOf(own);
      const [first] = columns;
      if (first === undefined) return [];
      const { title, document } = first.own;
      return [{ operation, title, document, columns, rows: rowsOf(columns) }];
    });
}
