/** How often something was done, and for how long. */
export interface Rate {
  readonly count: number;
  readonly perSecond: number;
}

/**
 * Repeats `work` for about `milliseconds`; it gets the number of its turn and gives how much it did.
 * The first turn is not counted: it warms up.
 */
export async function measure(milliseconds: number, work: (turn: number) => number | Promise<number>): Promise<Rate> {
  await work(0);
  const started = performance.now();
  let count = 0;
  for (let turn = 1; performance.now() - started < milliseconds; turn += 1) count += await work(turn);
  return { count, perSecond: (count * 1000) / (performance.now() - started) };
}

/** The middle one of several rates: one slow round of a shared machine does not count. */
export function median(rates: readonly Rate[]): number {
  return [...rates].map(({ perSecond }) => perSecond).sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? Number.NaN;
}
