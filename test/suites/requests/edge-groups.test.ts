import { describe, expect, test } from 'vitest';
import { loadCatalogue, loadOperation } from '../../../contract/load/catalogue.js';
import { valueAt, withValueAt } from '../../../contract/pointer.js';
import { firstInstance } from '../../../properties/request.js';
import { planRun } from '../../../suites/plan/plan.js';
import { edgeGroups } from '../../../suites/requests/edge-groups.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import type { Intercept, ReferenceAnswer } from '../../../targets/reference/reference-answer.js';
import { runJournal } from '../../kit/run-in-process.js';

const otc = loadOperation('otc.update-vpn-connection');

describe.each(loadCatalogue().map((contract) => [contract.id, contract] as const))(
  '%s: boundary values of several members',
  (_, contract) => {
    const { context } = planRun({
      contract,
      driver: driverNamed(contract.driver.name),
      fixtures: contract.fixtures,
      cases: 0,
      seed: 1,
      selection: { clauses: [], levels: [] },
    });
    const all = context.fixtures.flatMap((fixture) =>
      edgeGroups(context, fixture).map((group) => ({ model: context.model(fixture), fixture, ...group })),
    );

    test('are all in a request that every reading admits', () => {
      expect(all.length).toBeGreaterThan(0);
      for (const { model, draft, edges } of all) {
        expect(model.isSure(draft)).toBe(true);
        for (const { node, value } of edges) expect(valueAt(draft, firstInstance(node.pointer))).toEqual(value);
      }
    });

    test('are sent once, in far fewer requests than there are values', () => {
      const sent = all.flatMap(({ fixture, edges }) =>
        edges.map(({ node, value }) => `${fixture.id} ${node.pointer} ${JSON.stringify(value)}`),
      );
      expect(new Set(sent).size).toBe(sent.length);
      expect(all.length).toBeLessThan(sent.length / 2);
    });
  },
);

const refusal: ReferenceAnswer = {
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: { error_code: 'X', error_msg: 'no', request_id: 'r' },
};

const selected = ['/vpn_connection/ikepolicy/*', '/vpn_connection/ipsecpolicy/*', '/exchange/success-status'].map(
  (local) => `${otc.id}${local}`,
);

/** Two of the values that one request holds among others: those of the first numbers. */
const [one, other] = (() => {
  const { context } = planRun({
    contract: otc,
    driver: driverNamed(otc.driver.name),
    fixtures: otc.fixtures,
    cases: 0,
    seed: 1,
    selection: { clauses: selected, levels: [] },
  });
  for (const fixture of context.fixtures) {
    for (const { edges } of edgeGroups(context, fixture)) {
      const [first, second] = edges.filter(({ value }) => typeof value === 'number');
      if (first !== undefined && second !== undefined && edges.length > 3) return [first, second];
    }
  }
  throw new Error('no such request');
})();

function isSent(request: object, { node, value }: typeof one): boolean {
  return valueAt(request, node.pointer) === value;
}

async function brokenBy(
  intercept: Intercept,
): Promise<readonly { readonly clause: string; readonly change: string | undefined }[]> {
  const journal = await runJournal({ contract: otc, selection: { clauses: selected }, reference: { intercept } });
  const results = journal.flatMap((entry) =>
    entry.type === 'result' && entry.check === 'accepts-edges' ? [entry] : [],
  );
  return results.flatMap(({ findings }) =>
    findings.flatMap(({ outcome, clause, change }) => (outcome === 'broken' ? [{ clause, change }] : [])),
  );
}

describe('what goes wrong with several boundary values', () => {
  test('and with none of them alone is told of the fewest that show it', async () => {
    const broken = await brokenBy((answer, { isAccepted, role, request, overwrite, before }) => {
      if (role !== 'update' || !isAccepted || !isSent(request, one) || !isSent(request, other)) return answer;
      overwrite(before);
      return refusal;
    });
    const told = [one, other].map(({ node, value }) => `${node.pointer} = ${JSON.stringify(value)}`);
    expect(broken).toEqual([{ clause: `${otc.id}/exchange/success-status`, change: `together: ${told.join(', ')}` }]);
  });

  test('and is stored wrongly only then is told of the member that is wrong', async () => {
    const broken = await brokenBy((answer, { isAccepted, role, request, overwrite, after }) => {
      if (role === 'update' && isAccepted && isSent(request, one) && isSent(request, other))
        overwrite(withValueAt(after, other.node.pointer, Number(other.value) + 1));
      return answer;
    });
    expect(broken.map(({ clause }) => clause)).toEqual([`${otc.id}${other.node.pointer}#effect`]);
  });

  test('and with one of them alone is told of that one', async () => {
    const broken = await brokenBy((answer, { role, isAccepted, request, overwrite, before }) => {
      if (role !== 'update' || !isAccepted || !isSent(request, one)) return answer;
      overwrite(before);
      return refusal;
    });
    expect(broken.map(({ change }) => change)).toEqual([`${one.node.pointer} = ${JSON.stringify(one.value)}`]);
  });
});
