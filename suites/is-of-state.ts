import type { Clause } from '../specs/contract.js';

const exchanges = new Set([
  '/exchange/refusal-without-effect',
  '/exchange/left-out-stays',
  '/exchange/left-out-inside-stays',
  '/exchange/repetition-changes-nothing',
  '/exchange/equivalent-forms',
  '/exchange/parallel-updates',
  '/exchange/sequences',
]);

/** Whether a clause is about the state of the resource, which only a read-back shows. */
export function isOfState({ kind, local }: Clause): boolean {
  return kind === 'effect' || exchanges.has(local);
}
