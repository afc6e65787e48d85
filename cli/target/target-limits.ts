/** What the target file allows a run to ask of the target. */
export interface TargetLimits {
  readonly requestsPerSecond?: number;
  /** In all. */
  readonly maxRequests?: number;
  /** Operations side by side. */
  readonly concurrency?: number;
}
