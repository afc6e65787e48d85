import type { Cause, CauseClause } from '../../generated/report.js';
import { causeWords } from './cause-words.js';
import { describeCase } from './describe-case.js';
import { headlineOf } from './headline.js';
import { type Paint, plural, wrap } from './layout.js';
import { printable } from './printable.js';
import { type ReplayPlace, replayLine } from './replay-line.js';

/** How causes look. */
export interface CauseStyle {
  readonly width: number;
  readonly paint: Paint;
  readonly replay?: ReplayPlace;
  /** Whether bodies are told at length, with a curl command beside them. */
  readonly verbose: boolean;
}

/** How many clauses of one cause are listed. */
const listed = 6;
const labelWidth = 15;
const shortBody = 200;

function clauseLines(
  { id, level, basis, statement, source, change }: CauseClause,
  width: number,
  isAlone: boolean,
): readonly string[] {
  const rest = isAlone ? [] : [statement, ...(change === undefined ? [] : [change])];
  const told = [`${level}, ${basis}; ${source}`, ...rest].join('; ');
  return [`   ${id}`, `     ${wrap(printable(told).replaceAll('\n', ' '), width, 5)}`];
}

/** The word of a cause as far as it stands in one piece, in its colour. */
function painted(text: string, { verdict }: Cause, paint: Paint): string {
  const word = causeWords[verdict];
  return `${verdict === 'fail' ? paint.red(word) : paint.yellow(word)}${text.slice(word.length)}`;
}

/** A cause in one paragraph: its number, its verdict, and what differs. */
export function headLine(cause: Cause, number: number, { width, paint }: Pick<CauseStyle, 'width' | 'paint'>): string {
  const others = cause.clauses.length - 1;
  const alike = others === 0 ? '' : ` (and ${plural(others, 'more clause')} alike)`;
  const [first = '', ...lines] = wrap(`${causeWords[cause.verdict]} ${headlineOf(cause)}${alike}`, width, 3).split(
    '\n',
  );
  return [`${String(number)}. ${painted(first, cause, paint)}`, ...lines].join('\n');
}

/**
 * One cause: what differs, its rules and where they stand, and its smallest case with the command that asks for it
 * again.
 */
export function causeLines(cause: Cause, number: number, style: CauseStyle): readonly string[] {
  const { width, paint, replay, verbose } = style;
  const { clauses, minimal } = cause;
  const many = clauses.length > 1;
  const rest = clauses.length - listed;
  const facts = describeCase(cause, replay === undefined ? undefined : replayLine(replay, number), {
    longestBody: verbose ? 4000 : shortBody,
    curl: verbose,
  });
  return [
    headLine(cause, number, style),
    ...clauses.slice(0, listed).flatMap((clause) => clauseLines(clause, width, !many)),
    ...(rest > 0 ? [`   … and ${plural(rest, 'more clause')} (report.json lists them)`] : []),
    ...(many ? [`   ${paint.dim('smallest case:')} ${minimal.clause}`] : []),
    ...facts.map(({ label: name, text, verbatim }) => {
      const indent = 3 + labelWidth;
      return `   ${paint.dim(name.padEnd(labelWidth))}${verbatim === true ? text : wrap(text, width, indent)}`;
    }),
  ];
}
