import type { ConformanceReport, Verdict } from '../../generated/report.js';
import { plural, wrap } from './layout.js';
import { printable } from './printable.js';
import { reasonGroups } from './reason-groups.js';

/** How many clause ids stand under one reason. */
const listed = 3;

/**
 * The reasons why clauses have a verdict, the most frequent first, one paragraph each; `withClauses`: with the first
 * clauses. Reasons that differ in numbers and ids only are one.
 */
export function reasonLines(
  { operations }: Pick<ConformanceReport, 'operations'>,
  verdict: Verdict,
  width: number,
  withClauses: boolean,
): readonly string[] {
  return reasonGroups(operations, verdict).flatMap(({ reason, clauses }) => {
    const ids = clauses.slice(0, listed).map(({ id }) => id);
    const more = clauses.length > listed ? `, and ${plural(clauses.length - listed, 'more', 'more')}` : '';
    const count = `×${clauses.length}`.padStart(5);
    const told = `${count}  ${wrap(printable(reason).replaceAll('\n', ' '), width, 7)}`;
    return withClauses ? [told, `       ${wrap(`${ids.join(', ')}${more}`, width, 7)}`] : [told];
  });
}
