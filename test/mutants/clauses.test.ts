import { describe, expect, test } from 'vitest';
import type { Clause, Contract } from '../../contract/contract.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { runInProcess } from '../kit/run-in-process.js';
import { type ClauseMutant, facetOf, falsify } from './falsify.js';

/** Every nth mutant, so that each kind of keyword of each operation is among them. */
function sample(mutants: readonly ClauseMutant[]): readonly ClauseMutant[] {
  const kinds = new Map<string, ClauseMutant[]>();
  for (const mutant of mutants) {
    const kind = `${mutant.clause.facet} ${mutant.change.replace(/without .*/, 'without')}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), mutant]);
  }
  return [...kinds.values()]
    .flatMap((alike) =>
      [alike[0], alike.at(-1)].filter((mutant, index, pair) => mutant !== undefined && pair.indexOf(mutant) === index),
    )
    .flatMap((mutant) => mutant ?? []);
}

/**
 * Mutants that the document cannot tell from a right implementation: the values concerned are disputed by an erratum.
 */
const equivalent: Readonly<Record<string, string>> = {
  'otc.update-vpn-connection/vpn_connection/peer_subnets/items#outside':
    'reserved blocks beyond 100.64.0.0/12 vary by region, and another block of the list still holds it',
};

/**
 * Whether some reading changes what the clause says. One that changes something else of its member leaves it as it is.
 */
function isDisputed({ errata }: Contract, clause: Clause): boolean {
  return errata
    .filter(({ id }) => clause.errata.includes(id))
    .some(({ at = [], readings = [] }) => {
      const patches = readings.flatMap((reading) => reading.patches).filter((patch) => patch.at === clause.pointer);
      const keywords = patches.flatMap(({ set }) => Object.keys(set));
      const isNamed = readings.length > 0 && at.some((place) => place === clause.local);
      return isNamed || keywords.some((keyword) => facetOf(keyword) === clause.facet);
    });
}

/** Whether some reading has no such rule at all: then a target without it is right. */
function isLiftedBySome({ errata }: Contract, { pointer, facet }: Clause): boolean {
  const patches = errata.flatMap(({ readings = [] }) => readings.flatMap((reading) => reading.patches));
  return patches.some(
    ({ at, set }) =>
      at === pointer && Object.entries(set).some(([keyword, value]) => value === null && facetOf(keyword) === facet),
  );
}

function mutantsOf(contract: Contract): readonly ClauseMutant[] {
  const clauses = contract.clauses.filter(({ excluded }) => excluded === undefined);
  // Whatever the readings say of a limit, all of them have one, but where one of them lifts it.
  const told = clauses.flatMap((clause) =>
    falsify(contract, clause).filter(({ change }) =>
      /^without (?:enum|x-)/.test(change) ? !isLiftedBySome(contract, clause) : !isDisputed(contract, clause),
    ),
  );
  return sample(told).filter(({ clause }) => equivalent[clause.id] === undefined);
}

const rows = loadCatalogue().flatMap((contract) => mutantsOf(contract).map((mutant) => ({ contract, mutant })));

describe('a target with one clause falsified', () => {
  test('is made from every kind of keyword', () => {
    const facets = new Set(rows.map(({ mutant }) => mutant.clause.facet));
    expect([...facets]).toEqual(
      expect.arrayContaining([
        'length',
        'range',
        'enum',
        'within',
        'characters',
        'outside',
        'prefix-length',
        'host-address',
      ]),
    );
  });

  test.each(rows.map(({ contract, mutant }) => [`${mutant.clause.id} ${mutant.change}`, contract, mutant] as const))(
    '%s is caught by its own clause',
    async (_, contract, { clause, served }) => {
      const report = await runInProcess({ contract, served, selection: { clauses: [clause.id] } });
      const [judged] = report.operations.flatMap(({ clauses: all }) => all.filter(({ id }) => id === clause.id));
      expect(judged).toMatchObject({ verdict: 'fail' });
      expect(report.exitCode).toBe(1);
    },
  );
});
