/** The shortest and the longest of a series of pauses, in milliseconds. */
export interface PauseRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Pauses between looks or attempts, in milliseconds: each call gives the next, twice as long as the one before, up to
 * the longest.
 */
export function pauses({ from, to }: PauseRange): () => number {
  let next = from;
  return () => {
    const pause = Math.min(next, to);
    next = pause * 2;
    return pause;
  };
}
