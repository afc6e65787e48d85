import type { Level } from '../specs/contract.js';
import type { TargetFixture } from '../specs/target.js';

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
