import { describe, expect, test } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import { whyUnseen } from '../../suites/findings/why-unseen.js';
import { planRun } from '../../suites/plan/plan.js';
import { driverNamed } from '../../targets/drivers/index.js';

const huawei = loadOperation('huawei.update-vpn-connection');
const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');

function skipped(contract: Contract, fixtures: readonly string[], local: string): string | undefined {
  const { clauses } = planRun({
    contract,
    driver: driverNamed(contract.driver.name),
    fixtures: contract.fixtures.filter(({ id }) => fixtures.includes(id)),
    cases: 0,
    seed: 1,
    selection: { clauses: [], levels: [] },
  });
  return clauses.find(({ id }) => id === `${contract.id}${local}`)?.skipped;
}

describe('what no fixture of a target can show is skipped with what to create', () => {
  test.each([
    ['/negotiation-mode-shown', /^needs a fixture with the trait ike-v1 \(/],
    ['/peer-id-none-for-any', /^needs a fixture with the trait peer-id-any \(/],
    ['/tunnel-addresses-in-one-block', /declare one with the traits style-static, /],
    ['/vpn_connection/ikepolicy/ike_version#condition:gm', /declare one with the traits style-policy, .*flavor-gm/],
    ['/errors/4XX/VPN.0001', /^needs a fixture with the trait frozen \(/],
  ])('%s', (local, reason) => {
    expect(skipped(huawei, ['policy'], local)).toMatch(reason);
  });

  test.each(['/answer-shows-update', '/psk-not-shown', '/identity-unchanged', '/exchange/refusal-conceals-secrets'])(
    '%s, where every update is refused',
    (local) => {
      expect(skipped(huawei, ['frozen'], local)).toBe('needs a fixture that can be updated');
    },
  );
});

test('ikev1 with several blocks, which the sample of the document shows stored, is tried only where a fixture gives leave', () => {
  const row = '/errors/400/ModifyIkeV1WithMultiRoutes.Invalid';
  expect(skipped(attachment, ['dual-bgp'], row)).toMatch(/^needs a fixture with the trait tunnel-ike-trial \(/);
  expect(skipped(attachment, ['dual-plain'], row)).toBeUndefined();
});

describe('what no answer showed tells which fixture would', () => {
  test.each([
    [huawei, '/200/vpn_connection/enable_nqa#type', 'style-static'],
    [attachment, '/200/EnableTunnelsBgp#type', 'dual-tunnel'],
  ] as const)('%#', (contract, local, trait) => {
    const clause = contract.clauses.find((entry) => entry.local === local);
    expect(clause === undefined ? '' : whyUnseen(contract, clause)).toContain(`a fixture with the trait ${trait} (`);
  });
});

test('what holds on some resources only is not told as missing from the answers about others', () => {
  const clause = huawei.clauses.find(({ local }) => local === '/200/vpn_connection/ha_role#condition:active-active');
  const told = clause === undefined ? '' : whyUnseen(huawei, clause);
  expect(told).toMatch(/^no answer was one that it holds for; a fixture with the trait ha-active-active \(/);
});
