/**
 * Prints the ten test files that took most CPU, from what `test/kit/cpu/cpu-reporter.ts` wrote, and fails where one took
 * more than a file may: `tsx scripts/test-cost.ts <costs.json>`.
 */
import { readFileSync } from 'node:fs';
import { costLines, costProblems } from '../test/kit/cpu/cost-problems.js';
import type { FileCost } from '../test/kit/cpu/cpu-reporter.js';

const [file = ''] = process.argv.slice(2);
const costs: readonly FileCost[] = JSON.parse(readFileSync(file, 'utf8'));
for (const line of costLines(costs)) console.log(line);
for (const problem of costProblems(costs)) {
  console.error(problem);
  process.exitCode = 1;
}
