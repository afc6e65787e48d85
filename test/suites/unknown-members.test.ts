import { expect, test } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { runInProcess } from '../kit/run-in-process.js';
import { variations } from '../matrix/variations/index.js';

const [added] = variations.filter(({ name }) => name.startsWith('members that no document names'));
if (added === undefined) throw new Error('no such variation');
const { make } = added;

test.each(loadCatalogue().map((contract) => [contract.id, contract] as const))(
  'members that no document names, and that change with each answer, accuse no %s',
  async (id, contract) => {
    const own = contract.clauses.filter(({ kind }) => kind === 'behaviour').map((clause) => clause.id);
    const report = await runInProcess({
      contract,
      cases: 1,
      selection: { clauses: [...own, `${id}/exchange/*`] },
      reference: { intercept: make() },
    });
    expect(report.causes.map(({ clauses }) => clauses)).toEqual([]);
    expect(report.totals.pass).toBeGreaterThan(5);
  },
);
