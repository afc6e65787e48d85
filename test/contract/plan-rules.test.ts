import { expect, test } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { buildTree, walk } from '../../contract/inspect/tree.js';
import { loadCatalogue, loadOperation } from '../../contract/load/catalogue.js';
import { requestModel } from '../../properties/request-model.js';
import { planRun } from '../../suites/plan/plan.js';
import { assignNodes } from '../../suites/requests/assign-nodes.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { RequestJudge } from '../../targets/reference/judge-request.js';
import { ReferenceResource } from '../../targets/reference/reference-resource.js';

const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');
const baidu = loadOperation('baidu.update-vpn-conn');

function fixtureOf(contract: Contract, id: string): Contract['fixtures'][number] {
  const fixture = contract.fixtures.find((candidate) => candidate.id === id);
  if (fixture === undefined) throw new Error(`no fixture ${id}`);
  return fixture;
}

test('what the kit plans with is no clause', () => {
  const planned = loadCatalogue().flatMap((contract) =>
    contract.clauses.filter(({ excluded }) => excluded !== undefined && /kit's own/.test(excluded)),
  );
  expect(planned.map(({ id }) => id)).toEqual([]);
});

const withBgp =
  attachment.fixtures.find(({ traits }) => traits.includes('single-tunnel') && traits.includes('bgp-enabled'))?.id ??
  '';

test.each<readonly [string, Contract, string, string, unknown]>([
  ['BGP switched off where the kit leaves it on', attachment, withBgp, 'BgpConfig', '{"EnableBgp":"false"}'],
  ['an IKE version that the sample does not have', baidu, 'first', 'ikeConfig', { ikeVersion: 'v2' }],
  ['a local network that the kit keeps for the peer', baidu, 'first', 'localSubnets', ['172.16.0.0/24']],
])('%s is not sent, not called wrong, and taken by the reference', (_, contract, id, name, value) => {
  const fixture = fixtureOf(contract, id);
  const model = requestModel(contract, fixture);
  const request = { ...model.logical(model.base()), [name]: value };
  const { broken, disputed } = model.judge(request);
  expect(broken).toEqual([]);
  expect(disputed.length).toBeGreaterThan(0);
  expect(new RequestJudge(contract, false).refusal(request, new ReferenceResource(contract, fixture))).toBeUndefined();
});

test('a rule is tried where the kit does not narrow it, if there is such a fixture', () => {
  const { context } = planRun({
    contract: attachment,
    driver: driverNamed(attachment.driver.name),
    fixtures: attachment.fixtures,
    cases: 0,
    seed: 1,
    selection: { clauses: [], levels: [] },
  });
  const versions = assignNodes(context).filter(({ clauses }) => clauses.includes('/IkeConfig/IkeVersion#enum'));
  expect(
    versions.map(({ node }) => context.model(fixtureOf(attachment, versions[0]?.fixture.id ?? '')).domain(node)?.edges),
  ).toEqual([['ikev1', 'ikev2']]);
});

test('a reading of the document knows nothing of the plan', () => {
  const [fixture] = attachment.fixtures;
  const options = { prefix: '', traits: new Set(fixture?.traits), errata: [] };
  const readings = (plan: boolean): number =>
    [...walk(buildTree(attachment.update.request, { ...options, plan }))].reduce(
      (sum, node) => sum + node.readings.length,
      0,
    );
  expect(readings(false)).toBe(0);
  expect(readings(true)).toBeGreaterThan(0);
});
