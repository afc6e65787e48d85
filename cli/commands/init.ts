import { writeFileSync } from 'node:fs';
import { ConfigurationError } from '../../contract/errors.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { nearest } from '../../contract/load/read-yaml.js';
import { starterFile } from '../../targets/target-file/starter-file.js';
import { chosenContracts } from '../flags/options.js';
import type { Console } from '../process/console.js';

/** Flags of `init`. */
export interface InitFlags {
  readonly vendor?: string;
  readonly operation: readonly string[];
  readonly output: string;
  readonly specs?: string;
}

/**
 * Writes a commented target file for a vendor. @throws ConfigurationError for an unknown vendor and a file that is
 * there already
 */
export function initCommand({ vendor, operation, output, specs }: InitFlags, console: Console): number {
  const catalogue = loadCatalogue(specs);
  const vendors = [...new Set(catalogue.map((contract) => contract.vendor))];
  if (vendor === undefined && operation.length === 0)
    throw new ConfigurationError('vendor-missing', `give --vendor, one of ${vendors.join(', ')}`);
  if (vendor !== undefined && !vendors.includes(vendor)) {
    const near = nearest(vendor, vendors);
    throw new ConfigurationError(
      'unknown-vendor',
      `unknown vendor '${vendor}'; ${near === undefined ? `known: ${vendors.join(', ')}` : `did you mean '${near}'?`}`,
    );
  }
  const contracts = chosenContracts(catalogue, operation).filter(
    (contract) => vendor === undefined || contract.vendor === vendor,
  );
  if (contracts.length === 0)
    throw new ConfigurationError(
      'nothing-selected',
      `${vendor} has no operation ${operation.join(', ')}; 'vpn-conformance list' shows them`,
    );
  try {
    writeFileSync(output, starterFile(contracts), { flag: 'wx' });
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const why = exists
      ? 'it exists already; choose another name with --output'
      : `${cause instanceof Error ? cause.message : 'unknown reason'}; choose another place with --output`;
    throw new ConfigurationError('output-unwritable', `cannot write ${output}: ${why}`, { cause });
  }
  console.log(
    `written: ${output}; put in your address and fixtures, then run 'vpn-conformance doctor --target ${output}'`,
  );
  return 0;
}
