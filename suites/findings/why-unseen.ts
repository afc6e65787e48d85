import type { Clause, Contract } from '../../contract/contract.js';
import { inspect } from '../../contract/inspect/inspect.js';
import { givenTraits, shortTraits } from '../../contract/inspect/traits.js';
import { buildTree } from '../../contract/inspect/tree.js';
import type { Condition } from '../../contract/schema.js';
import { describeTraits } from './describe-traits.js';
import { isOfState } from './is-of-state.js';

/** Why answers, of which there were some, did not show a clause, and what would. */
export function whyUnseen(contract: Contract, clause: Clause): string {
  const { local, pointer } = clause;
  if (isOfState(clause))
    return pointer === undefined
      ? 'the read-back shows nothing to tell it by'
      : `no read-back showed ${pointer}; one that has it would show it`;
  const behaviour = contract.behaviours.find((entry) => entry.clause.local === local)?.behaviour;
  // What holds on some resources only is not missing from the answers about others.
  if (clause.facet?.startsWith('condition') === true)
    return `no answer was one that it holds for; ${whereSeen(contract, clause)} would show it`;
  if (behaviour === undefined)
    return `no answer held ${pointer ?? local}; ${whereSeen(contract, clause)} would show it`;
  const where =
    behaviour.when === undefined ? 'that have what it speaks of' : `in which ${described(behaviour.when, contract)}`;
  return `no two answers were comparable, or none was one of those ${where}; a fixture with such answers would show it`;
}

const shownOn = new WeakMap<
  Contract,
  readonly { readonly traits: readonly string[]; readonly clauses: ReadonlySet<string> }[]
>();

/** What the answers about the fixtures of the contract speak of: local ids of clauses. */
function shownByFixtures(
  contract: Contract,
): readonly { readonly traits: readonly string[]; readonly clauses: ReadonlySet<string> }[] {
  const { response, status } = contract.update;
  const known =
    shownOn.get(contract) ??
    contract.fixtures.map(({ traits, state }) => {
      const own = new Set(traits);
      const tree = buildTree(response, { prefix: `/${status}`, traits: own, errata: contract.errata });
      return { traits, clauses: new Set(inspect(tree, state, own).map(({ clause }) => clause)) };
    });
  shownOn.set(contract, known);
  return known;
}

/** A fixture whose answer has what a clause speaks of, by the traits that all such fixtures of the contract share. */
function whereSeen(contract: Contract, { local, side }: Clause): string {
  const holders = side === 'response' ? shownByFixtures(contract).filter(({ clauses }) => clauses.has(local)) : [];
  const [first, ...others] = holders;
  const shared = first?.traits.filter((trait) => others.every(({ traits }) => traits.includes(trait))) ?? [];
  const given = givenTraits(shared);
  const told = given.length > 0 ? given : shortTraits(shared, contract);
  return told.length === 0 ? 'a fixture whose answer has it' : describeTraits(told, contract);
}

function described(condition: Condition, contract: Contract): string {
  if ('trait' in condition) return describeTraits([condition.trait], contract);
  if ('member' in condition) return `${condition.member} is ${condition.in.map(String).join(' or ')}`;
  if ('not' in condition) return `not: ${described(condition.not, contract)}`;
  const parts = 'all' in condition ? condition.all : condition.any;
  return parts.map((part) => described(part, contract)).join('all' in condition ? ' and ' : ' or ');
}
