/** Milliseconds that never go back, the same in all threads of a process: `performance.now` begins anew in each. */
export function processClock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
