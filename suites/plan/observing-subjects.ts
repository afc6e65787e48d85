import type { Behaviour, Clause, Contract } from '../../contract/contract.js';
import { secretPlaces } from '../../contract/facts/secret-places.js';
import { conditionMembers } from '../../contract/inspect/condition-members.js';
import type { Check, Subject } from '../check.js';
import { acceptsEdges } from '../checks/accepts-edges.js';
import { acceptsPlainUpdate } from '../checks/accepts-plain-update.js';
import { rejectsViolations } from '../checks/rejects-violations.js';

/** A subject with its check. */
export interface PlannedSubject {
  readonly check: Check;
  readonly subject: Subject;
}

const ofStatuses = '/exchange/refusal-status';

const ofRefusals = new Set([
  '/exchange/refusal-envelope',
  ofStatuses,
  '/exchange/refusal-without-effect',
  '/exchange/no-server-error',
]);

const ofRefusedSecrets = '/exchange/refusal-conceals-secrets';

function observedPointers(clause: Clause, contract: Contract): readonly string[] {
  if (clause.local === ofRefusedSecrets) return secretPlaces(contract.update.request).map(({ pointer }) => pointer);
  const behaviour = contract.behaviours.find((entry) => entry.clause.local === clause.local)?.behaviour;
  if (behaviour === undefined) return [];
  const { conceals = [], echoes = {}, determined, when } = behaviour;
  return [
    ...conceals,
    ...Object.keys(echoes),
    ...(determined === undefined ? [] : [determined.member]),
    ...conditionMembers(when),
  ];
}

function isOfRefusals({ side, local }: Clause): boolean {
  return side === 'error' || ofRefusals.has(local);
}

/** The members, beside those that the selected clauses are about, whose exchanges show selected clauses. */
export function observedMembers(selected: readonly Clause[], contract: Contract): ReadonlySet<string> {
  const violable = contract.clauses.find(
    ({ kind, side, excluded, facet }) =>
      kind === 'value' && side === 'request' && excluded === undefined && facet === 'length',
  );
  const isOfSeveral = ({ local }: Clause): boolean =>
    contract.behaviours.some(
      ({ clause, behaviour }) => clause.local === local && behaviour.times?.rising !== undefined,
    );
  const any = selected.some((clause) => isOfRefusals(clause) || isOfSeveral(clause)) ? [violable?.pointer ?? ''] : [];
  return new Set([...any, ...selected.flatMap((clause) => observedPointers(clause, contract))]);
}

/**
 * The subjects whose exchanges show a clause that no subject is about: clauses that every answer, or every answer to
 * certain members, is judged by.
 */
export function observingSubjects(
  clause: Clause,
  contract: Contract,
  all: readonly PlannedSubject[],
): readonly PlannedSubject[] {
  const behaviour = contract.behaviours.find((entry) => entry.clause.local === clause.local)?.behaviour;
  const of = (check: Check): readonly PlannedSubject[] => all.filter((planned) => planned.check === check);
  if (clause.local === ofStatuses)
    return of(rejectsViolations)
      .filter(({ subject }) => isRefusedUnprinted(contract, subject))
      .slice(0, 1);
  if (isOfRefusals(clause)) return of(rejectsViolations).slice(0, 1);
  const pointers = observedPointers(clause, contract);
  if (clause.local === ofRefusedSecrets)
    return of(rejectsViolations).filter(({ subject }) => pointers.includes(subject.name));
  const edges = of(acceptsEdges).filter(({ subject }) => pointers.includes(subject.name));
  if (behaviour !== undefined && isOfEveryAnswer(behaviour))
    return [...of(acceptsPlainUpdate), ...edges, ...severalAnswers(behaviour, of(acceptsEdges))];
  // What every request carries (an id in the path) has no subject of its own.
  return edges.length > 0 ? edges : of(acceptsPlainUpdate);
}

/** Whether a subject is about a rule whose breach has no printed status. */
export function isRefusedUnprinted({ clauses }: Contract, { covers }: Subject): boolean {
  return covers.some(
    ({ clause, side }) =>
      side === 'refuse' && clauses.some(({ local, rejects }) => local === clause && rejects.status === '4XX'),
  );
}

function isOfEveryAnswer({ settles, unchanged, forms, withholds, determined, agrees, times }: Behaviour): boolean {
  return [settles, unchanged, forms, withholds, determined, agrees, times].some((part) => part !== undefined);
}

/** Rules over successive answers need more than one on a fixture; any member will do. */
function severalAnswers({ times }: Behaviour, edges: readonly PlannedSubject[]): readonly PlannedSubject[] {
  return times?.rising === undefined ? [] : edges.slice(0, 1);
}
