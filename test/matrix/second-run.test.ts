import { describe, expect, test } from 'vitest';
import { loadCatalogue, loadOperation } from '../../contract/load/catalogue.js';
import type { ConformanceReport } from '../../generated/report.js';
import type { Intercept } from '../../targets/reference/reference-answer.js';
import { type InProcessRun, keptReference, runInProcess } from '../kit/run-in-process.js';
import { remembersTokens, wantsUniqueNames } from './remembering.js';

/** What a run says against its target, in words. */
function accusations({ operations, exitCode, completion }: ConformanceReport): readonly string[] {
  const clauses = operations.flatMap((operation) => operation.clauses);
  const open = clauses
    .filter(({ verdict }) => ['fail', 'non-strict', 'inconclusive'].includes(verdict))
    .map(({ id, verdict, reason }) => `${verdict} ${id}: ${reason ?? ''}`);
  return [...open, ...(exitCode === 0 ? [] : [`exit code ${exitCode} ${completion.problem ?? ''}`])];
}

const both =
  (first: Intercept, second: Intercept): Intercept =>
  async (answer, context) =>
    second(await first(answer, context), context);

describe('a target that keeps its state and remembers', () => {
  test.each(loadCatalogue().map((contract) => ({ id: contract.id, contract })))('is accused by no run after the first: $id', async ({ contract }) => {
    const target = keptReference({ contracts: [contract], intercept: both(remembersTokens(), wantsUniqueNames()) });
    const runs: readonly Partial<InProcessRun>[] = [{}, { careful: true }, { seed: 2, restore: true }, {}];
    for (const [index, run] of runs.entries()) {
      const report = await runInProcess({ contract, target, cases: 1, runId: `run ${index}`, ...run });
      expect([index, accusations(report)]).toEqual([index, []]);
    }
  });
  test('is accused by runs that say to be one and the same, since their tokens are', async () => {
    const contract = loadOperation('alibaba.update-enhanced-vpn-gateway');
    const target = keptReference({ contracts: [contract], intercept: remembersTokens() });
    const reports = [];
    for (let time = 0; time < 2; time += 1) reports.push(await runInProcess({ contract, target, runId: 'one and the same' }));
    expect(reports.map((report) => accusations(report).length > 0)).toEqual([false, true]);
  });
});
