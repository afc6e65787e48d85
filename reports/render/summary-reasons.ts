import type { ClauseReport, ConformanceReport, Verdict } from '../../generated/report.js';
import { groupBy } from '../verdicts/group-by.js';
import { withoutNumbers } from '../verdicts/normalise-reply.js';
import { byText } from '../verdicts/order.js';
import { plural, wrap } from './layout.js';
import { printable } from './printable.js';

/** How many clause ids stand under one reason. */
const listed = 3;

/** The reasons why clauses have a verdict, the most frequent first, one paragraph each; `withClauses`: with the first clauses. Reasons that differ in numbers and ids only are one. */
export function reasonLines({ operations }: Pick<ConformanceReport, 'operations'>, verdict: Verdict, width: number, withClauses: boolean): readonly string[] {
  const clauses = operations.flatMap((operation) => operation.clauses).filter((clause) => clause.verdict === verdict);
  const reason = (clause: ClauseReport | undefined): string => clause?.reason ?? 'no reason given';
  const groups = [...groupBy(clauses, (clause) => withoutNumbers(reason(clause))).values()]
    .map((group) => [...group].sort((a, b) => byText(reason(a), reason(b)) || byText(a.id, b.id)))
    .sort((a, b) => b.length - a.length || byText(reason(a[0]), reason(b[0])));
  return groups.flatMap((group) => {
    const ids = group.slice(0, listed).map(({ id }) => id);
    const more = group.length > listed ? `, and ${plural(group.length - listed, 'more', 'more')}` : '';
    const count = `×${group.length}`.padStart(5);
    const told = `${count}  ${wrap(printable(reason(group[0])).replaceAll('\n', ' '), width, 7)}`;
    return withClauses ? [told, `       ${wrap(`${ids.join(', ')}${more}`, width, 7)}`] : [told];
  });
}
