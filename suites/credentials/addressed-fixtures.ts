import type { Contract } from '../../contract/contract.js';
import type { Driver, TargetFixture, WireRequest } from '../../contract/target.js';

/** Which operation of a contract a request is for. */
export type Role = 'update' | 'read-back';

/** Whether a request reads a resource back; any other is an update, however malformed. */
export function roleOf(contract: Contract, driver: Driver, wire: WireRequest): Role {
  return contract.readBack !== undefined && driver.decode(contract, 'read-back', wire) !== undefined
    ? 'read-back'
    : 'update';
}

/** The fixtures whose resource a request is addressed to; none where it names another. */
export function addressedFixtures(
  contract: Contract,
  driver: Driver,
  fixtures: readonly TargetFixture[],
  wire: WireRequest,
): readonly TargetFixture[] {
  const logical = driver.decode(contract, roleOf(contract, driver, wire), wire)?.request ?? {};
  const { properties = {}, required = [] } = contract.update.request;
  const ids = required.filter((name) => properties[name]?.['x-fixture'] === true && logical[name] !== undefined);
  return fixtures.filter(({ values }) =>
    ids.every((name) => [values[name] ?? []].flat().some((value) => value === String(logical[name]))),
  );
}
