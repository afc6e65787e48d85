import { expect, test } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { withValueAt } from '../../../contract/pointer.js';
import { implausibleTrait } from '../../../suites/doctor/implausible-trait.js';

test('tunnel addresses, which the sample of policy mode shows, tell no trait', () => {
  const contract = loadOperation('huawei.update-vpn-connection');
  const policy = contract.fixtures.find(({ id }) => id === 'policy');
  const shown = withValueAt(policy?.state, '/vpn_connection/tunnel_local_address', '169.254.90.1/30');
  expect(implausibleTrait(contract, policy?.traits ?? [], shown, shown)).toBeUndefined();
});
