import { ConfigurationError } from '../../contract/errors.js';
import type { Driver } from '../../contract/target.js';
import { alibabaRpcDriver } from './alibaba/alibaba-rpc-driver.js';
import { jsonDriver } from './json/json-driver.js';

const drivers: readonly Driver[] = [jsonDriver, alibabaRpcDriver];

/**
 * The driver that contracts call by this name.
 * @throws ConfigurationError `driver-unknown` naming the known ones
 */
export function driverNamed(name: string): Driver {
  const driver = drivers.find((candidate) => candidate.name === name);
  if (driver !== undefined) return driver;
  throw new ConfigurationError(
    'driver-unknown',
    `no driver is named '${name}'; x-contract.driver.name is one of ${drivers.map((known) => known.name).join(', ')}`,
  );
}
