import type { Transport } from '../../contract/target.js';
import type { AuthEntry } from '../../generated/target-file.js';
import { CredentialGuard, type LetIn } from '../../suites/credentials/credential-guard.js';
import { type CredentialScope, RefusalWatch } from '../../suites/credentials/refusal-watch.js';
import { credentialName } from '../../targets/auth/credential-scope.js';
import { supplyOf } from '../../targets/auth/credential-supply.js';
import type { SharedToken } from '../../targets/auth/shared-token.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import type { ResolvedOperation } from './resolve-target.js';

/** What the workers of a run know together of its credentials. */
export interface CredentialMemory {
  readonly refusals: SharedArrayBuffer;
  /** Of credentials that a command, a file or a function gives, by auth entry. */
  readonly tokens: Readonly<Record<string, SharedArrayBuffer>>;
}

/** What is guarded: an operation, and what of its credentials is told. */
export interface GuardedOperation extends Pick<ResolvedOperation, 'contract' | 'fixtures' | 'auth'> {
  readonly scope: CredentialScope;
  readonly headerVariables: readonly string[];
  readonly letIn?: LetIn;
}

/**
 * The credentials of a run: how often they were refused, and the tokens that commands give. Workers make theirs from
 * the memory of the first.
 */
export class RunCredentials {
  readonly memory: CredentialMemory;
  readonly #watch: RefusalWatch;
  readonly #tokens: ReadonlyMap<string, SharedToken>;

  constructor(operations: readonly Pick<ResolvedOperation, 'auth'>[], memory?: CredentialMemory) {
    this.#watch = new RefusalWatch(memory?.refusals ?? operations.length);
    this.#tokens = new Map(
      operations.flatMap(({ auth }) => {
        const name = credentialName(auth);
        const token = supplyOf(auth, { timing: processTiming, now: Date.now, memory: memory?.tokens[name] });
        return token === undefined ? [] : [[name, token] as const];
      }),
    );
    this.memory = {
      refusals: this.#watch.memory,
      tokens: Object.fromEntries([...this.#tokens].map(([key, token]) => [key, token.memory])),
    };
  }

  /** What a command, a file or a function issues for an auth entry. */
  tokenOf(auth: AuthEntry | undefined): SharedToken | undefined {
    return this.#tokens.get(credentialName(auth));
  }

  /** Watches over the credentials of an operation. */
  guard(
    transport: Transport,
    { contract, fixtures, auth, scope, headerVariables, letIn }: GuardedOperation,
  ): CredentialGuard {
    const tokens = this.tokenOf(auth);
    return new CredentialGuard({
      contract,
      driver: driverNamed(contract.driver.name),
      fixtures,
      transport,
      watch: this.#watch,
      scope,
      headerVariables,
      timing: processTiming,
      now: Date.now,
      ...(tokens === undefined ? {} : { tokens }),
      ...(letIn === undefined ? {} : { letIn }),
    });
  }
}
