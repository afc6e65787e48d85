import type { Contract } from '../../contract/contract.js';
import { traitMembers } from '../../contract/facts/trait-members.js';
import { isObject, withValueAt } from '../../contract/pointer.js';
import { type DraftRequest, instancesOf } from '../../properties/request.js';

/** Without the objects that hold nothing. */
function filled(value: unknown): unknown {
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, filled(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => !isObject(member) || Object.keys(member).length > 0));
}

/** The request without the members whose value decides what kind of resource it is: it stays what the fixture says. */
export function withoutTraits(contract: Contract, draft: DraftRequest): DraftRequest {
  const pointers = [...traitMembers(contract)].flatMap((pointer) => instancesOf(draft, [pointer]));
  const rest = filled(pointers.reduce<unknown>((whole, [at = '']) => withValueAt(whole, at, undefined), draft));
  return isObject(rest) ? rest : {};
}
