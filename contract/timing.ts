/** Time as a run sees it. The process has one; tests hand in another, in which nothing is really waited for. */
export interface Timing {
  /** Milliseconds, never going back. */
  now(): number;
  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}
