import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { valuesAt } from '../../../contract/values-at.js';
import { planRun } from '../../../suites/plan/plan.js';
import { fullDrafts } from '../../../suites/requests/full-drafts.js';
import { driverNamed } from '../../../targets/drivers/index.js';

const contract = loadOperation('alibaba.modify-vpn-attachment-attribute');
const { context } = planRun({
  contract,
  driver: driverNamed(contract.driver.name),
  fixtures: contract.fixtures,
  cases: 0,
  seed: 1,
  selection: { clauses: [], levels: [] },
});
const tunnel = '/TunnelOptionsSpecification/items';

describe('a full update of a connection with two tunnels', () => {
  const fixture = context.fixtures.find(
    ({ traits }) => traits.includes('dual-tunnel') && !traits.includes('first-tunnel-only'),
  );
  if (fixture === undefined) throw new Error('no fixture');
  const [upper, lower] = fullDrafts(contract, context.model(fixture)) ?? [];

  test.each([
    'TunnelIkeConfig/IkeEncAlg',
    'TunnelIkeConfig/IkeLifetime',
    'TunnelIpsecConfig/IpsecAuthAlg',
    'EnableDpd',
  ])('gives each tunnel its own %s', (member) => {
    for (const draft of [upper, lower]) {
      expect(valuesAt(draft, `${tunnel}/TunnelIndex`)).toEqual([1, 2]);
      expect(new Set(valuesAt(draft, `${tunnel}/${member}`)).size).toBe(2);
    }
    expect(valuesAt(upper, `${tunnel}/${member}`)).not.toEqual(valuesAt(lower, `${tunnel}/${member}`));
  });

  test('is one that every reading admits', () => {
    for (const draft of [upper, lower]) expect(draft !== undefined && context.model(fixture).isSure(draft)).toBe(true);
  });
});

test('what provokes an error that no update can end does not keep a fixture from being changed', () => {
  const dual = context.fixtures.filter(({ traits }) => traits.includes('dual-tunnel'));
  expect(dual.length).toBeGreaterThan(0);
  expect(dual.filter((fixture) => !context.changeable.includes(fixture))).toEqual([]);
});

test('a switch that has to be sent with its settings, and can only stay as it is, is in a full update', () => {
  const fixture = context.fixtures.find(({ id }) => id === 'single-full');
  if (fixture === undefined) throw new Error('no fixture');
  const model = context.model(fixture);
  const drafts = fullDrafts(contract, model) ?? [];
  expect(
    drafts.map((draft) => [
      valuesAt(draft, '/BgpConfig/EnableBgp'),
      valuesAt(draft, '/HealthCheckConfig/enable'),
      model.isSure(draft),
    ]),
  ).toEqual([
    [['true'], ['true'], true],
    [['true'], ['true'], true],
  ]);
});
