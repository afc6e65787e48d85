import type { Contract } from '../specs/contract.js';
import { valueAt } from '../specs/pointer.js';
import { storedMembers } from '../specs/stored-members.js';

const known = new WeakMap<Contract, ReadonlySet<string>>();

/**
 * Request members (contract pointers) whose value decides a trait of the resource, such as the IKE version: on the contract's own fixtures
 * their values tell apart those that have the trait and those that have not. An update that sets one may turn a fixture into another kind.
 */
export function traitMembers(contract: Contract): ReadonlySet<string> {
  const cached = known.get(contract);
  if (cached !== undefined) return cached;
  const deciding = storedMembers(contract).filter(({ place, schema }) => {
    if (schema.enum === undefined && schema.type !== 'boolean') return false;
    const shown = contract.fixtures.flatMap(({ state, traits }) => {
      const value = valueAt(state, place);
      return value === undefined ? [] : [{ value, traits }];
    });
    return Object.keys(contract.traits).some((trait) => {
      const having = new Set(shown.filter(({ traits }) => traits.includes(trait)).map(({ value }) => value));
      const lacking = new Set(shown.filter(({ traits }) => !traits.includes(trait)).map(({ value }) => value));
      return having.size > 0 && lacking.size > 0 && [...having].every((value) => !lacking.has(value));
    });
  });
  const pointers = new Set(deciding.map(({ pointer }) => pointer));
  known.set(contract, pointers);
  return pointers;
}
