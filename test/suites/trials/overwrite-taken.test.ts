import { expect, test } from 'vitest';
import { clauseNamed } from '../../../contract/inspect/clause-named.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import { keptReference, runJournal } from '../../kit/run-in-process.js';
import { replacing } from '../../mutants/falsify.js';
import { toyContract } from '../../targets/toy-contract.js';

test('a wrong value that was stored is overwritten, and nothing is waited for that cannot come back by itself', async () => {
  const contract = toyContract();
  const clause = clauseNamed(contract, '/name#length');
  if (clause === undefined) throw new Error('no clause');
  const target = keptReference({ contracts: [replacing(contract, clause, 'maxLength', 40)] });
  const settleMs = 10_000;
  const journal = await runJournal({ contract, target, settleMs, selection: { clauses: [clause.id] } });
  const judged = buildReport(journal).operations.flatMap(({ clauses }) => clauses.filter(({ id }) => id === clause.id));
  expect(judged).toMatchObject([{ verdict: 'fail' }]);
  expect(target.timing.now()).toBeLessThan(settleMs / 2);
});
