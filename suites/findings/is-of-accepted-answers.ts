import type { Clause, Contract } from '../../contract/contract.js';
import { answerRules } from '../../contract/inspect/answer-rules.js';
import { isOfState } from './is-of-state.js';

/**
 * Whether a clause is judged by the answers to accepted updates or by what they left behind, so that answers without
 * what it speaks of leave it open.
 */
export function isOfAcceptedAnswers({ behaviours }: Contract, clause: Clause): boolean {
  const { local, side } = clause;
  if (side === 'response' || side === 'header' || isOfState(clause)) return true;
  return behaviours.some(
    (entry) => entry.clause.local === local && Object.keys(answerRules(entry.behaviour)).length > 0,
  );
}
