import type { Clause } from '../../contract/contract.js';

const exchanges = new Set([
  '/exchange/others-stay',
  '/exchange/repetition-changes-nothing',
  '/exchange/equivalent-forms',
  '/exchange/parallel-updates',
  '/exchange/sequences',
]);

/** Whether a clause of every exchange is about updates that follow or overlap each other. */
export function isOfSeveralUpdates({ local }: Pick<Clause, 'local'>): boolean {
  return exchanges.has(local);
}
