import type { Clause, Contract } from '../contract.js';

const indices = new WeakMap<Contract, ReadonlyMap<string, Clause>>();

/** The clause of a contract that a local id names; undefined when it has none. */
export function clauseNamed(contract: Contract, local: string): Clause | undefined {
  const known = indices.get(contract) ?? new Map(contract.clauses.map((clause) => [clause.local, clause]));
  indices.set(contract, known);
  return known.get(local);
}
