import type { Clause, Contract } from '../specs/contract.js';
import type { Condition } from '../specs/schema.js';

/** Why answers, of which there were some, did not show a clause, and what would. */
export function whyUnseen(contract: Contract, { local, pointer }: Clause): string {
  const behaviour = contract.behaviours.find(({ clause }) => clause.local === local)?.behaviour;
  if (behaviour === undefined) return `no answer held ${pointer ?? local}; a fixture whose answer has it would show it`;
  const where = behaviour.when === undefined ? 'that have what it speaks of' : `in which ${described(behaviour.when, contract)}`;
  return `no two answers were comparable, or none was one of those ${where}; a fixture with such answers would show it`;
}

function described(condition: Condition, contract: Contract): string {
  if ('trait' in condition) return `the fixture has the trait ${condition.trait} (${contract.traits[condition.trait] ?? 'see the contract'})`;
  if ('member' in condition) return `${condition.member} is ${condition.in.map(String).join(' or ')}`;
  if ('not' in condition) return `not: ${described(condition.not, contract)}`;
  const parts = 'all' in condition ? condition.all : condition.any;
  return parts.map((part) => described(part, contract)).join('all' in condition ? ' and ' : ' or ');
}
