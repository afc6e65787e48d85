import type { Contract } from '../../contract/contract.js';
import { secretMembers } from '../../contract/facts/secret-members.js';
import { variableName } from './variable-name.js';

/**
 * Values of secret request members that the user gives in the environment, by member name: PSK for psk, SECRET_KEY for
 * secretKey, as in curl lines.
 */
export function environmentSecrets(
  contracts: readonly Contract[],
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    secretMembers(contracts).flatMap((name) => {
      const value = environment[variableName(name)];
      return value === undefined || value === '' ? [] : [[name, value] as const];
    }),
  );
}
