import type { Contract } from '../../contract/contract.js';
import { restorableState } from '../state/comparable-state.js';
import { isSameState } from './same-state.js';

/** Whether a resource is what it was, but for the time of its last update. */
export function isUnchanged(contract: Contract, before: unknown, after: unknown): boolean {
  return isSameState(restorableState(contract, before), restorableState(contract, after));
}
