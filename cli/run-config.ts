import type { Level } from '../specs/contract.js';
import type { TargetFixture } from '../specs/target.js';
import type { TransportTls } from '../targets/transport.js';

/** What the target file allows a run to ask of the target. */
export interface TargetLimits {
  readonly requestsPerSecond?: number;
  /** In all. */
  readonly maxRequests?: number;
  /** Operations side by side. */
  readonly concurrency?: number;
}

/** What a vitest worker needs to run one operation; travels by `provide`, so it is plain data. */
export interface RunConfig {
  readonly specs: string;
  readonly operation: string;
  readonly baseUrl: string;
  readonly fixtures: readonly TargetFixture[];
  readonly cases: number;
  readonly seed: number;
  readonly clauses: readonly string[];
  readonly levels: readonly Level[];
  readonly settleMs: number;
  readonly timeoutMs: number;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TransportTls;
  readonly limits: TargetLimits;
  /** What the target claims; absent: everything. */
  readonly features?: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly conformance: RunConfig;
  }
  interface TaskMeta {
    /** One journal entry as JSON text: what a subject found. */
    conformance?: string;
  }
}
