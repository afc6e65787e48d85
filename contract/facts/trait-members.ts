import type { Contract } from '../contract.js';
import { storedMembers } from './stored-members.js';

const known = new WeakMap<Contract, ReadonlySet<string>>();

/**
 * Request members (contract pointers) whose value decides a trait of the resource, such as the IKE version: those that
 * the contract marks with `x-decides-trait`. An update that sets one may turn a fixture into another kind.
 */
export function traitMembers(contract: Contract): ReadonlySet<string> {
  const cached = known.get(contract);
  if (cached !== undefined) return cached;
  const deciding = storedMembers(contract).filter(({ schema }) => schema['x-decides-trait'] === true);
  const pointers = new Set(deciding.map(({ pointer }) => pointer));
  known.set(contract, pointers);
  return pointers;
}
