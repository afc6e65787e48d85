import { expect, test } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { givenTraits } from '../../contract/inspect/traits.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import { withValueAt } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import { runInProcess } from '../kit/run-in-process.js';
import { inAnswers } from '../mutants/state-mutants.js';

const otc = loadOperation('otc.update-vpn-connection');
const huawei = loadOperation('huawei.update-vpn-connection');

async function verdictOf(
  contract: Contract,
  local: string,
  options: Omit<Parameters<typeof runInProcess>[0], 'contract'>,
): Promise<string | undefined> {
  const report = await runInProcess({
    contract,
    selection: { clauses: [`${contract.id}${local}`] },
    settleMs: 300,
    ...options,
  });
  return report.operations.flatMap(({ clauses }) => clauses).find(({ id }) => id === `${contract.id}${local}`)?.verdict;
}

const hub = '/200/vpn_connection/enable_hub#condition';

test.each<readonly [string, string, string, string]>([
  ['that no update sets', 'enable_nqa', 'style-static', 'non-strict'],
  ['that the request has just set', 'enable_hub', 'style-bgp', 'fail'],
])(
  'of members that are returned only when X, and that no sample shows, one %s (%s) is told where it is missing on %s: %s',
  async (_, member, style, verdict) => {
    const missing = inAnswers((body) => withValueAt(body, `/vpn_connection/${member}`, undefined));
    const fixtures = otc.fixtures.filter(({ traits }) => traits.includes(style));
    expect(
      await verdictOf(otc, `/200/vpn_connection/${member}#condition`, { fixtures, reference: { intercept: missing } }),
    ).toBe(verdict);
  },
);

test('a member that is returned only when X is a fail where X does not hold', async () => {
  const everywhere = inAnswers((body) => withValueAt(body, '/vpn_connection/enable_hub', false));
  expect(await verdictOf(otc, hub, { reference: { intercept: everywhere } })).toBe('fail');
});

const role = '/200/vpn_connection/ha_role#condition:active-active';

function withTraits(traits: readonly string[]): readonly TargetFixture[] {
  return huawei.fixtures
    .filter(({ id }) => id === 'static')
    .map(({ id, values, traits: own }) => ({
      id,
      values,
      traits: [...givenTraits(own).filter((trait) => !trait.startsWith('ha-')), ...traits],
    }));
}

test.each<readonly [string, readonly string[], string]>([
  ['a trait that is neither given nor denied', [], 'skipped'],
  ['a trait that another of its group denies', ['ha-active-standby'], 'skipped'],
  ['a trait that is given', ['ha-active-active'], 'fail'],
])('what rests on %s', async (_, traits, verdict) => {
  const slave = inAnswers((body) => withValueAt(body, '/vpn_connection/ha_role', 'slave'));
  expect(await verdictOf(huawei, role, { fixtures: withTraits(traits), reference: { intercept: slave } })).toBe(
    verdict,
  );
});
