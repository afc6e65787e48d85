import type { Contract } from '../../contract/contract.js';
import { StoredPlace } from '../../contract/facts/stored-place.js';
import { conditionHolds } from '../../contract/inspect/conditions.js';
import { inspect } from '../../contract/inspect/inspect.js';
import { completeTraits, givenTraits, noOther } from '../../contract/inspect/traits.js';
import { buildTree, type TreeNode } from '../../contract/inspect/tree.js';
import { valueAt } from '../../contract/pointer.js';
import type { Traits } from '../../contract/schema.js';
import { storedValues } from '../state/stored-values.js';

/** A trait that would explain what a read-back shows. */
export interface TraitSuspicion {
  readonly trait: string;
  /** Whether the fixture is declared to have it. */
  readonly declared: boolean;
  /** The member that does not fit the declared traits. */
  readonly member: string;
}

/**
 * Request members whose stored value breaks what the contract says of them under a trait, or that apply under other
 * traits only.
 */
function* misfits(node: TreeNode, place: StoredPlace, state: unknown, traits: Traits): Generator<string> {
  for (const child of node.children) {
    const own =
      child.via === 'content' ? place : child.via === 'item' ? undefined : place.member(child.name, child.schema);
    const places = child.via === 'item' ? items(place, state) : own === undefined ? [] : [own];
    for (const at of places) {
      const value = valueAt(state, at.pointer);
      if (child.via !== 'content' && (value === undefined || value === '')) continue;
      const applies = child.schema['x-applies-when'];
      if (applies !== undefined && conditionHolds(applies, traits, undefined) === false) yield child.pointer;
      const isConditional = child.children.length === 0 && Object.keys(child.conditions).length > 0;
      if (
        isConditional &&
        inspect(child, value, traits).some(({ clause, holds }) => holds === 'no' && clause.includes('#condition:'))
      )
        yield child.pointer;
      yield* misfits(child, at, state, traits);
    }
  }
}

function items(place: StoredPlace, state: unknown): readonly StoredPlace[] {
  const stored = valueAt(state, place.pointer);
  return Array.isArray(stored) ? stored.map((_, index) => place.item(index)) : [];
}

function requestTree({ update, errata }: Contract, traits: Traits): TreeNode {
  return buildTree(update.request, { prefix: '', traits, errata });
}

/**
 * Members that may be stored although they do not apply, as the contract's own fixtures show: they tell nothing of
 * traits.
 */
function untelling(contract: Contract): ReadonlySet<string> {
  return new Set(
    contract.fixtures.flatMap(({ traits, state }) => [
      ...misfits(requestTree(contract, new Set(traits)), StoredPlace.whole, state, new Set(traits)),
    ]),
  );
}

/**
 * The trait whose presence or absence explains what a read-back shows, where the declared traits do not and one more or
 * less would. What no single trait explains is the target's affair: the checks tell it.
 */
export function implausibleTrait(
  contract: Contract,
  declared: readonly string[],
  body: unknown,
  resource: unknown,
): TraitSuspicion | undefined {
  const state = storedValues(contract, resource);
  const ignored = untelling(contract);
  const misfit = (names: readonly string[]): readonly string[] => {
    const traits = new Set(names);
    const answer = buildTree(contract.readBack?.response ?? {}, { prefix: '', traits, errata: [] });
    const shown = inspect(answer, body, traits).flatMap(({ clause, holds, at }) =>
      holds === 'no' && clause.includes('#condition') ? [at] : [],
    );
    return [
      ...shown,
      ...[...misfits(requestTree(contract, traits), StoredPlace.whole, state, traits)].filter(
        (pointer) => !ignored.has(pointer),
      ),
    ];
  };
  const given = givenTraits(declared);
  // What is unknown is taken for absent here: a trait that nobody named is worth naming where the target shows it.
  const known = (traits: readonly string[]): readonly string[] => completeTraits([...traits, noOther], contract);
  const [member] = misfit(known(given));
  if (member === undefined) return undefined;
  const without = given.find((trait) => misfit(known(given.filter((name) => name !== trait))).length === 0);
  if (without !== undefined) return { trait: without, declared: true, member };
  const more = Object.keys(contract.traits).find(
    (trait) => !given.includes(trait) && misfit(known([...given, trait])).length === 0,
  );
  return more === undefined ? undefined : { trait: more, declared: false, member };
}
