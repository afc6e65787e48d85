import { answerRules } from '../specs/answer-rules.js';
import type { Clause, Contract } from '../specs/contract.js';

/** Whether a clause is judged by the answers to accepted updates, so that answers without what it speaks of leave it open. */
export function isOfAcceptedAnswers({ behaviours }: Contract, { local, side }: Clause): boolean {
  if (side === 'response' || side === 'header') return true;
  return behaviours.some(({ clause, behaviour }) => clause.local === local && Object.keys(answerRules(behaviour)).length > 0);
}
