import type { Contract, Level, ScoredClauses } from '../../contract/contract.js';
import type { TargetFixture } from '../../contract/target.js';
import type { AuthEntry } from '../../generated/target-file.js';
import type { LetIn } from '../../suites/credentials/credential-guard.js';
import type { CredentialScope } from '../../suites/credentials/refusal-watch.js';
import type { GateLimits } from '../../targets/transport/request-gate.js';
import type { TransportTls } from '../../targets/transport/route.js';

/** How much of each operation a run is about. */
export interface RunScope {
  readonly seed: number;
  /** Random cases beyond the boundary ones. */
  readonly cases: number;
  /** Clause ids to run; none: all. */
  readonly clauses: readonly string[];
  /** Levels to run; none: all. */
  readonly levels: readonly Level[];
  /** Whether requests with wrong credentials are sent. */
  readonly authProbes: boolean;
  /** What the run is scored on, by operation; an operation that is not there is scored on all its clauses. */
  readonly requirements: ReadonlyMap<string, ScoredClauses>;
  /** Of a run that several machines share: the fixtures that fall to this one, by operation; absent: all. */
  readonly within?: ReadonlyMap<string, readonly string[]>;
}

/** What a thread needs to run one operation; it is copied there, so it is plain data. */
export interface RunConfig extends RunScope {
  readonly contract: Contract;
  /** What no other run has. */
  readonly runId: string;
  readonly baseUrl: string;
  /** Whether the target is the embedded reference. */
  readonly isEmbedded: boolean;
  readonly fixtures: readonly TargetFixture[];
  readonly settleMs: number;
  readonly timeoutMs: number;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TransportTls;
  readonly cookies: boolean;
  /** How requests are authenticated: names of environment variables, which the worker reads itself. */
  readonly auth?: AuthEntry;
  /** Which other operations have the same credentials. */
  readonly scope: CredentialScope;
  /** Environment variables that headers take their values from. */
  readonly headerVariables: readonly string[];
  /** What was let in before the checks. */
  readonly letIn: LetIn;
  readonly limits: GateLimits;
  /** How fixtures are kept from harm; absent: not at all. */
  readonly care?: 'only-refused' | 'restore';
  /** Values of secret members, by name; to write fixtures back. */
  readonly memberSecrets: Readonly<Record<string, string>>;
  /** What must never be shown. */
  readonly secrets: readonly string[];
  /** Fixtures that earlier runs left changed: how they were before (redacted), and the folders that hold it. */
  readonly unrestored: readonly { readonly fixture: string; readonly state: string; readonly folder: string }[];
  /** The run folder. */
  readonly output: string;
  /** What the target claims; absent: everything. */
  readonly features?: readonly string[];
}
