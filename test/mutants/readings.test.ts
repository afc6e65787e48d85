import { describe, expect, test } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { runInProcess } from '../kit/run-in-process.js';

/** The nth other reading of every erratum that has one. */
function readingsOf(contract: Contract, nth: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    contract.errata.flatMap(({ id, readings }) => (readings?.[nth] === undefined ? [] : [[id, readings[nth].name]])),
  );
}

const rows = loadCatalogue().flatMap((contract) => {
  const most = Math.max(0, ...contract.errata.map(({ readings }) => readings?.length ?? 0));
  return Array.from(
    { length: most },
    (_, nth) => [`${contract.id}, other reading ${nth + 1}`, contract, readingsOf(contract, nth)] as const,
  );
});

describe('a target that follows other readings of the errata', () => {
  test.each(rows)('%s is not accused', async (_, contract, readings) => {
    expect(Object.keys(readings).length).toBeGreaterThan(0);
    const report = await runInProcess({ contract, cases: 2, reference: { readings: { [contract.id]: readings } } });
    expect(report.causes.map(({ clauses, minimal }) => [clauses.map(({ id }) => id), minimal.actual])).toEqual([]);
    expect(report.totals).toMatchObject({ fail: 0, inconclusive: 0 });
  });
});

describe('a target that takes what any reading admits, as serve does,', () => {
  test.each(loadCatalogue().map((contract) => [contract.id, contract] as const))(
    'is not accused: %s',
    async (_, contract) => {
      const report = await runInProcess({ contract, cases: 2, reference: { permissive: true } });
      expect(report.causes.map(({ clauses, minimal }) => [clauses.map(({ id }) => id), minimal.actual])).toEqual([]);
      expect(report.totals).toMatchObject({ fail: 0, inconclusive: 0 });
    },
  );
});
