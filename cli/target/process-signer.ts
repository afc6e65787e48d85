import { randomUUID } from 'node:crypto';
import type { Signer, TokenSupply } from '../../contract/target.js';
import type { AuthEntry } from '../../generated/target-file.js';
import { createSigner } from '../../targets/auth/create-signer.js';
import { ownSigner } from '../../targets/auth/own-signer.js';

/**
 * The signer of an auth entry with the credentials in this process's environment: each process and worker reads them
 * itself. `tokens` gives what a command, a file or a function issues.
 * @throws ConfigurationError naming an environment variable that is not set
 */
export function processSigner(auth: AuthEntry | undefined, tokens?: TokenSupply): Signer | undefined {
  return ownSigner(auth) ?? createSigner(auth, process.env, { now: Date.now, nonce: randomUUID }, tokens);
}
