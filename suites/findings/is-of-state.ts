import type { Clause } from '../../contract/contract.js';
import { isOfSeveralUpdates } from './is-of-several-updates.js';

const exchanges = new Set([
  '/exchange/refusal-without-effect',
  '/exchange/left-out-stays',
  '/exchange/left-out-inside-stays',
  '/exchange/unset-stays',
  '/exchange/answer-shows-resource',
]);

/** Whether a clause is about the state of the resource, which only a read-back shows. */
export function isOfState(clause: Clause): boolean {
  return clause.kind === 'effect' || exchanges.has(clause.local) || isOfSeveralUpdates(clause);
}
