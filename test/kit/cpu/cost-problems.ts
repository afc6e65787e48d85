import type { FileCost } from './cpu-reporter.js';

/**
 * Seconds of CPU that one test file may take: three times what the dearest takes (decision 0024), so that a slow machine
 * passes, and one that waits for its turn does, too.
 */
export const mostCpu = 120;

const shown = 10;

/** A line for all files together, and one for each of the dearest. */
export function costLines(costs: readonly FileCost[]): readonly string[] {
  const ranked = [...costs].sort((a, b) => b.cpu - a.cpu);
  const all = costs.reduce((sum, { cpu }) => sum + cpu, 0);
  return [
    `${all.toFixed(0)} s of CPU in ${costs.length} test files; the dearest:`,
    ...ranked
      .slice(0, shown)
      .map(({ file, cpu, wall }) => `${cpu.toFixed(1)} s (${wall.toFixed(1)} s by the clock) ${file}`),
  ];
}

/** What is wrong with what tests cost, in words. */
export function costProblems(costs: readonly FileCost[]): readonly string[] {
  if (costs.every(({ cpu }) => cpu === 0))
    return ['nobody counted the CPU of the test files: test/kit/cpu/count-cpu.ts'];
  return costs
    .filter(({ cpu }) => cpu > mostCpu)
    .map(
      ({ file, cpu }) =>
        `${file} takes ${cpu.toFixed(0)} s of CPU, more than the ${mostCpu} s that one file may: split it, or prove the same with less`,
    );
}
