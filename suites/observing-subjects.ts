import type { Clause, Contract } from '../specs/contract.js';
import { secretPlaces } from '../specs/secret-places.js';
import type { Check, Subject } from './check.js';
import { acceptsEdges } from './checks/accepts-edges.js';
import { acceptsPlainUpdate } from './checks/accepts-plain-update.js';
import { rejectsViolations } from './checks/rejects-violations.js';

/** A subject with its check. */
export interface PlannedSubject {
  readonly check: Check;
  readonly subject: Subject;
}

const ofRefusals = new Set(['/exchange/refusal-envelope', '/exchange/refusal-without-effect', '/exchange/no-server-error']);

const ofRefusedSecrets = '/exchange/refusal-conceals-secrets';

function observedPointers(clause: Clause, contract: Contract): readonly string[] {
  if (clause.local === ofRefusedSecrets) return secretPlaces(contract.update.request).map(({ pointer }) => pointer);
  const behaviour = contract.behaviours.find((entry) => entry.clause.local === clause.local)?.behaviour;
  return [...(behaviour?.conceals ?? []), ...Object.keys(behaviour?.echoes ?? {})];
}

function isOfRefusals({ side, local }: Clause): boolean {
  return side === 'error' || ofRefusals.has(local);
}

/** The members, beside those that the selected clauses are about, whose exchanges show selected clauses. */
export function observedMembers(selected: readonly Clause[], contract: Contract): ReadonlySet<string> {
  const violable = contract.clauses.find(
    ({ kind, side, excluded, facet }) => kind === 'value' && side === 'request' && excluded === undefined && facet === 'length',
  );
  const refusing = selected.some(isOfRefusals) ? [violable?.pointer ?? ''] : [];
  return new Set([...refusing, ...selected.flatMap((clause) => observedPointers(clause, contract))]);
}

/**
 * The subjects whose exchanges show a clause that no subject is about: clauses that every answer, or every answer to certain members, is judged by.
 */
export function observingSubjects(clause: Clause, contract: Contract, all: readonly PlannedSubject[]): readonly PlannedSubject[] {
  const behaviour = contract.behaviours.find((entry) => entry.clause.local === clause.local)?.behaviour;
  const of = (check: Check): readonly PlannedSubject[] => all.filter((planned) => planned.check === check);
  if (isOfRefusals(clause)) return of(rejectsViolations).slice(0, 1);
  if (behaviour?.settles !== undefined || behaviour?.unchanged !== undefined) return of(acceptsPlainUpdate);
  const pointers = observedPointers(clause, contract);
  if (clause.local === ofRefusedSecrets) return of(rejectsViolations).filter(({ subject }) => pointers.includes(subject.name));
  const edges = of(acceptsEdges).filter(({ subject }) => pointers.includes(subject.name));
  // What every request carries (an id in the path) has no subject of its own.
  return edges.length > 0 ? edges : of(acceptsPlainUpdate);
}
