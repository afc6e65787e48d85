import { expect, it } from 'vitest';
import { keptReference, runInProcess } from '../../kit/run-in-process.js';
import { toyContract } from '../../targets/toy-contract.js';

it('no run that restores waits for a fixture whose situation refuses every update, as the document says', async () => {
  const contract = toyContract();
  const target = keptReference({ contracts: [contract] });
  const clauses = ['acme.update-link/name#length', 'acme.update-link/errors/409/Locked'];
  const { operations } = await runInProcess({
    contract,
    target,
    restore: true,
    settleMs: 30_000,
    selection: { clauses },
  });
  expect(operations[0]?.clauses.map(({ id, verdict }) => [id, verdict])).toEqual(clauses.map((id) => [id, 'pass']));
  expect(target.timing.now()).toBeLessThan(5000);
});
