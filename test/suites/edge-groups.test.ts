import { describe, expect, test } from 'vitest';
import { firstInstance } from '../../properties/request.js';
import { loadCatalogue, loadOperation } from '../../specs/catalogue.js';
import { valueAt, withValueAt } from '../../specs/pointer.js';
import { edgeGroups } from '../../suites/edge-groups.js';
import { planRun } from '../../suites/plan.js';
import { driverNamed } from '../../targets/drivers/index.js';
import type { Intercept, ReferenceAnswer } from '../../targets/reference/reference-answer.js';
import { runJournal } from '../kit/run-in-process.js';

const otc = loadOperation('otc.update-vpn-connection');
const [ike, ipsec] = ['/vpn_connection/ikepolicy/lifetime_seconds', '/vpn_connection/ipsecpolicy/lifetime_seconds'];

describe.each(loadCatalogue().map((contract) => [contract.id, contract] as const))('%s: boundary values of several members', (_, contract) => {
  const { context } = planRun({
    contract,
    driver: driverNamed(contract.driver.name),
    fixtures: contract.fixtures,
    cases: 0,
    seed: 1,
    selection: { clauses: [], levels: [] },
  });
  const all = context.fixtures.flatMap((fixture) => edgeGroups(context, fixture).map((group) => ({ model: context.model(fixture), fixture, ...group })));

  test('are all in a request that every reading admits', () => {
    expect(all.length).toBeGreaterThan(0);
    for (const { model, draft, edges } of all) {
      expect(model.isSure(draft)).toBe(true);
      for (const { node, value } of edges) expect(valueAt(draft, firstInstance(node.pointer))).toEqual(value);
    }
  });

  test('are sent once, in far fewer requests than there are values', () => {
    const sent = all.flatMap(({ fixture, edges }) => edges.map(({ node, value }) => `${fixture.id} ${node.pointer} ${JSON.stringify(value)}`));
    expect(new Set(sent).size).toBe(sent.length);
    expect(all.length).toBeLessThan(sent.length / 2);
  });
});

const refusal: ReferenceAnswer = { status: 400, headers: { 'content-type': 'application/json' }, body: { error_code: 'X', error_msg: 'no', request_id: 'r' } };

/** Does something about accepted updates that send both lifetimes at their maximum. */
function whereBothAreLong(work: (context: Parameters<Intercept>[1]) => ReferenceAnswer | undefined): Intercept {
  return (answer, context) => {
    const isBoth = context.role === 'update' && context.isAccepted && [ike, ipsec].every((at) => valueAt(context.request, at) === 604800);
    return (isBoth ? work(context) : undefined) ?? answer;
  };
}

async function brokenBy(intercept: Intercept): Promise<readonly { readonly clause: string; readonly change: string | undefined }[]> {
  const locals = ['/vpn_connection/ikepolicy/*', `${ipsec}*`, '/exchange/success-status'];
  const journal = await runJournal({ contract: otc, selection: { clauses: locals.map((local) => `${otc.id}${local}`) }, reference: { intercept } });
  const results = journal.flatMap((entry) => (entry.type === 'result' && entry.check === 'accepts-edges' ? [entry] : []));
  return results.flatMap(({ findings }) => findings.flatMap(({ outcome, clause, change }) => (outcome === 'broken' ? [{ clause, change }] : [])));
}

describe('what goes wrong with several boundary values', () => {
  test('and with none of them alone is told of the fewest that show it', async () => {
    const broken = await brokenBy(
      whereBothAreLong(({ overwrite, before }) => {
        overwrite(before);
        return refusal;
      }),
    );
    expect(broken).toEqual([{ clause: `${otc.id}/exchange/success-status`, change: `together: ${ike} = 604800, ${ipsec} = 604800` }]);
  });

  test('and is stored wrongly only then is told of the member that is wrong', async () => {
    const broken = await brokenBy(
      whereBothAreLong(({ overwrite, after }) => {
        overwrite(withValueAt(after, ipsec, 30));
        return undefined;
      }),
    );
    expect(broken.map(({ clause }) => clause)).toEqual([`${otc.id}${ipsec}#effect`]);
  });

  test('and with one of them alone is told of that one', async () => {
    const broken = await brokenBy((answer, { role, isAccepted, request, overwrite, before }) => {
      if (role !== 'update' || !isAccepted || valueAt(request, ike) !== 604800) return answer;
      overwrite(before);
      return refusal;
    });
    expect(broken).toEqual([{ clause: `${otc.id}${ike}#range`, change: `${ike} = 604800` }]);
  });
});
