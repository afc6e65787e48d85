import { describe, expect, it } from 'vitest';
import { shareOf } from '../../../cli/engine/share-of.js';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { resourceIdentity } from '../../../suites/exchange/read-back.js';
import { type Plan, planRun } from '../../../suites/plan/plan.js';
import { driverNamed } from '../../../targets/drivers/index.js';

const plan = (contract: ReturnType<typeof loadCatalogue>[number], within?: readonly string[]): Plan =>
  planRun({
    contract,
    driver: driverNamed(contract.driver.name),
    fixtures: contract.fixtures,
    cases: 1,
    seed: 1,
    selection: { clauses: [], levels: [] },
    ...(within === undefined ? {} : { within }),
  });
const contracts = loadCatalogue();
const plans = contracts.map((contract) => plan(contract));
const parts = (of: number): readonly ReturnType<typeof shareOf>[] =>
  Array.from({ length: of }, (_, at) => shareOf(plans, { index: at + 1, of }));

describe('the parts of a shared run', () => {
  it.each([1, 2, 3, 7, 100])('of %i hold every fixture that is asked, once', (of) => {
    const shared = parts(of).flatMap((part) =>
      [...part].flatMap(([id, fixtures]) => fixtures.map((own) => `${id} ${own}`)),
    );
    const asked = plans.flatMap(({ context, subjects }) =>
      subjects.map(({ subject }) => `${context.contract.id} ${subject.fixture.id}`),
    );
    expect([...shared].sort()).toEqual([...new Set(asked)].sort());
  });
  it('plan together what one machine plans, each subject once', () => {
    const [huawei] = contracts.filter(({ id }) => id === 'huawei.update-vpn-connection');
    if (huawei === undefined) throw new Error('no contract');
    const names = ({ subjects }: Plan): readonly string[] =>
      subjects.map(({ check, subject }) => `${check.id} ${subject.name} ${subject.fixture.id}`);
    const own = parts(3).map((part) => plan(huawei, part.get(huawei.id)));
    expect(own.flatMap(names).sort()).toEqual([...names(plan(huawei))].sort());
    expect(own.every(({ subjects }) => subjects.length > 0)).toBe(true);
    expect(new Set(own.map(({ clauses }) => JSON.stringify(clauses))).size).toBe(1);
  });
  it('are about as large as each other', () => {
    const work = parts(3).map((part) =>
      plans.reduce(
        (sum, { context, subjects }) =>
          sum +
          subjects
            .filter(({ subject }) => part.get(context.contract.id)?.includes(subject.fixture.id))
            .reduce((own, { subject: { requests } }) => own + 1 + requests.accept + requests.refuse, 0),
        0,
      ),
    );
    expect(Math.min(...work) / Math.max(...work)).toBeGreaterThan(0.8);
  });
  it('keep two resources together that one update must leave alone', () => {
    for (const { context, subjects } of plans) {
      const { contract } = context;
      const asking = subjects.filter(({ check }) => check.id === 'leaves-others-alone');
      if (asking.length === 0) continue;
      const together = parts(100).some((part) => {
        const own = contract.fixtures.filter(({ id }) => part.get(contract.id)?.includes(id));
        const resources = new Set(own.map((fixture) => resourceIdentity(contract, fixture)));
        return resources.size > 1 && asking.some(({ subject }) => own.some(({ id }) => id === subject.fixture.id));
      });
      expect([contract.id, together]).toEqual([contract.id, true]);
    }
  });
});
