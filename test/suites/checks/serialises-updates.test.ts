import { expect, it } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { isObject, valueAt } from '../../../contract/pointer.js';
import { planRun } from '../../../suites/plan/plan.js';
import { distinctDrafts } from '../../../suites/requests/distinct-drafts.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { runInProcess } from '../../kit/run-in-process.js';

const contract = loadOperation('alibaba.update-enhanced-vpn-gateway');
const selection = { clauses: [`${contract.id}/one-update-at-a-time`], levels: [] };
const { context } = planRun({
  contract,
  driver: driverNamed(contract.driver.name),
  fixtures: contract.fixtures,
  cases: 0,
  seed: 1,
  selection,
});
const [fixture] = context.fixtures;
if (fixture === undefined) throw new Error('no fixture');
const drafts =
  distinctDrafts(contract, context.model(fixture), { drafts: 2, fewestMembers: 1, mostMembers: 1 })?.drafts ?? [];

it('an update that is refused by itself, on a target that settles at once, is not taken for the answer to overlapping ones', async () => {
  const [, second] = drafts;
  const member =
    ['/Name', '/Description', '/AutoPropagate'].find((pointer) => valueAt(second, pointer) !== undefined) ?? '';
  const value = String(valueAt(second, member));
  const report = await runInProcess({
    contract,
    selection,
    reference: {
      settleMs: 0,
      intercept: (answer, { role, isAccepted, request, before, overwrite }) => {
        if (role !== 'update' || !isAccepted || String(valueAt(request, member)) !== value) return answer;
        overwrite(before);
        return {
          status: 400,
          headers: answer.headers,
          body: isObject(answer.body)
            ? { RequestId: '6C6A2A5E-1B6F-4E4B-9C4F-0A1B2C3D4E5F', Code: 'InvalidName', Message: 'no' }
            : {},
        };
      },
    },
  });
  const clause = report.operations.flatMap(({ clauses }) => clauses).find(({ id }) => id === selection.clauses[0]);
  expect([clause?.verdict, clause?.reason]).toEqual([
    'skipped',
    'one of the two updates is refused by itself; no other pair was tried',
  ]);
});
