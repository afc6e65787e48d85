import type { Cause, CauseClause } from '../../generated/report.js';
import { describeCase } from './describe-case.js';
import { type Paint, plural, wrap } from './layout.js';
import { printable } from './printable.js';

/** How many clauses of one cause are listed. */
const listed = 8;
const labelWidth = 15;

function clauseLines({ id, level, basis, statement, source, change }: CauseClause, width: number, detailed: boolean): readonly string[] {
  const told = detailed || change === undefined ? '' : `; ${printable(change).replaceAll('\n', ' ')}`;
  return [`   ${id}`, `     ${wrap(printable(`${statement} (${level}, ${basis}; ${source})${told}`), width, 5)}`];
}

/** One cause: its clauses in plain words, and its smallest case with a command to see it again. */
export function causeLines(cause: Cause, number: number, { width, paint }: { readonly width: number; readonly paint: Paint }): readonly string[] {
  const { verdict, axis, operation, clauses, minimal, reply } = cause;
  const label = verdict === 'fail' ? paint.red('FAIL') : paint.yellow('NON-STRICT');
  const many = clauses.length > 1;
  const rest = clauses.length - listed;
  return [
    `${number}. ${label} ${paint.bold(many ? `${operation}: ${plural(clauses.length, 'clause')}` : operation)} (${axis}; reply ${printable(reply)})`,
    ...clauses.slice(0, listed).flatMap((clause) => clauseLines(clause, width, !many)),
    ...(rest > 0 ? [`   … and ${plural(rest, 'more clause')} (report.json lists them)`] : []),
    ...(many ? [`   ${paint.dim('smallest case:')} ${minimal.clause}`] : []),
    ...describeCase(cause).map(({ label: name, text, verbatim }) => {
      const indent = 3 + labelWidth;
      return `   ${paint.dim(name.padEnd(labelWidth))}${verbatim === true ? text : wrap(text, width, indent)}`;
    }),
  ];
}
