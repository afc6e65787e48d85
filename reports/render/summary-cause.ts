import type { Cause, CauseClause } from '../../generated/report.js';
import { describeCase } from './describe-case.js';
import { type Paint, plural, wrap } from './layout.js';
import { printable } from './printable.js';
import { shellWord } from './shell-word.js';

/** A run that `replay` can read, and the flags with which it asks the same target. */
export interface ReplayPlace {
  readonly folder: string;
  readonly flags: readonly string[];
}

/** How causes look. */
export interface CauseStyle {
  readonly width: number;
  readonly paint: Paint;
  readonly replay?: ReplayPlace;
}

/** How many clauses of one cause are listed. */
const listed = 8;
const labelWidth = 15;

function clauseLines({ id, level, basis, statement, source, change }: CauseClause, width: number, detailed: boolean): readonly string[] {
  const told = detailed || change === undefined ? '' : `; ${printable(change).replaceAll('\n', ' ')}`;
  return [`   ${id}`, `     ${wrap(printable(`${statement} (${level}, ${basis}; ${source})${told}`), width, 5)}`];
}

/** One cause: its clauses in plain words, and its smallest case with a command to see it again. */
export function causeLines(cause: Cause, number: number, { width, paint, replay }: CauseStyle): readonly string[] {
  const { verdict, axis, operation, clauses, minimal, reply } = cause;
  const label = verdict === 'fail' ? paint.red('FAIL') : paint.yellow('NON-STRICT');
  const many = clauses.length > 1;
  const rest = clauses.length - listed;
  return [
    `${number}. ${label} ${paint.bold(many ? `${operation}: ${plural(clauses.length, 'clause')}` : operation)} (${axis}; reply ${printable(reply)})`,
    ...clauses.slice(0, listed).flatMap((clause) => clauseLines(clause, width, !many)),
    ...(rest > 0 ? [`   … and ${plural(rest, 'more clause')} (report.json lists them)`] : []),
    ...(many ? [`   ${paint.dim('smallest case:')} ${minimal.clause}`] : []),
    ...describeCase(cause, replay === undefined ? undefined : replayLine(replay, number)).map(({ label: name, text, verbatim }) => {
      const indent = 3 + labelWidth;
      return `   ${paint.dim(name.padEnd(labelWidth))}${verbatim === true ? text : wrap(text, width, indent)}`;
    }),
  ];
}

/** The command that replays a finding, to be pasted into a shell in the folder of the run. */
function replayLine({ folder, flags }: ReplayPlace, number: number): string {
  return ['npx', 'vpn-conformance', 'replay', folder, String(number), ...flags].map(shellWord).join(' ');
}
