import type { ClauseReport, OperationReport, Verdict } from '../../generated/report.js';
import { groupBy } from '../verdicts/group-by.js';
import { withoutNumbers } from '../verdicts/normalise-reply.js';
import { byText } from '../verdicts/order.js';

/** Clauses that have a verdict for one reason. */
export interface ReasonGroup {
  readonly reason: string;
  readonly clauses: readonly ClauseReport[];
}

function reasonOf(clause: ClauseReport | undefined): string {
  return clause?.reason ?? 'no reason given';
}

/**
 * The reasons why clauses have a verdict, the most frequent first. Reasons that differ in numbers and ids only are one.
 */
export function reasonGroups(operations: readonly OperationReport[], verdict: Verdict): readonly ReasonGroup[] {
  const clauses = operations.flatMap((operation) => operation.clauses).filter((clause) => clause.verdict === verdict);
  return [...groupBy(clauses, (clause) => withoutNumbers(reasonOf(clause))).values()]
    .map((group) => [...group].sort((a, b) => byText(reasonOf(a), reasonOf(b)) || byText(a.id, b.id)))
    .map((group) => ({ reason: reasonOf(group[0]), clauses: group }))
    .sort((a, b) => b.clauses.length - a.clauses.length || byText(a.reason, b.reason));
}
