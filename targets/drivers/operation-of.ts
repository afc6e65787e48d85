import type { Contract, OperationShape } from '../../contract/contract.js';
import { ConfigurationError } from '../../contract/errors.js';

/**
 * The shape of a contract's update or read-back operation.
 * @throws ConfigurationError `no-read-back` when the contract has no read-back operation
 */
export function operationOf(contract: Contract, role: 'update' | 'read-back'): OperationShape {
  if (role === 'update') return contract.update;
  if (contract.readBack !== undefined) return contract.readBack;
  throw new ConfigurationError(
    'no-read-back',
    `${contract.id} has no read-back operation; mark one with x-role: read-back in its openapi.yaml`,
  );
}
