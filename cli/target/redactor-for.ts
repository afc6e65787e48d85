import { secretMembers } from '../../contract/facts/secret-members.js';
import { environmentSecrets } from '../../reports/redact/environment-secrets.js';
import { createRedactor, type Redactor } from '../../reports/redact/redact.js';
import { secretsOf } from '../../targets/auth/create-signer.js';
import type { ResolvedTarget } from './resolve-target.js';

/** Hides what a target's file, the contracts and the environment name as secret. */
export function redactorFor({ operations, secrets }: Pick<ResolvedTarget, 'operations' | 'secrets'>): Redactor {
  const contracts = operations.map(({ contract }) => contract);
  const credentials = operations.flatMap(({ auth }) => secretsOf(auth, process.env));
  return createRedactor({
    members: secretMembers(contracts),
    secrets: [...secrets, ...credentials, ...Object.values(environmentSecrets(contracts, process.env))],
  });
}
