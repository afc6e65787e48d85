import { describe, expect, test } from 'vitest';
import { loadCatalogue, loadOperation } from '../../contract/load/catalogue.js';
import { valueAt } from '../../contract/pointer.js';
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
  test.each(loadCatalogue().map((contract) => ({ id: contract.id, contract })))(
    'is accused by no run after the first: $id',
    async ({ contract }) => {
      const target = keptReference({ contracts: [contract], intercept: both(remembersTokens(), wantsUniqueNames()) });
      const runs: readonly Partial<InProcessRun>[] = [{}, { careful: true }, { seed: 2, restore: true }, {}];
      for (const [index, run] of runs.entries()) {
        const report = await runInProcess({ contract, target, cases: 1, runId: `run ${index}`, ...run });
        expect([index, accusations(report)]).toEqual([index, []]);
      }
    },
  );
  test.each([
    ['runs of their own', ['one', 'another'], false],
    ['runs that say to be one and the same', ['one', 'one'], true],
  ])('gets no client token again from %s, but where they are', async (_, runIds, isKnown) => {
    const contract = loadOperation('alibaba.update-enhanced-vpn-gateway');
    const tokens: Set<string>[] = [];
    const target = keptReference({
      contracts: [contract],
      intercept: (answer, { request }) => {
        const token = valueAt(request, '/ClientToken');
        // Edges of length stay edges: there are not enough short ones for every run.
        if (typeof token === 'string' && token.length > 8) tokens.at(-1)?.add(token);
        return answer;
      },
    });
    for (const runId of runIds) {
      tokens.push(new Set());
      await runInProcess({
        contract,
        target,
        runId,
        selection: { clauses: [`${contract.id}/ClientToken*`, `${contract.id}/exchange/*`] },
      });
    }
    const [first = new Set(), second = new Set()] = tokens;
    expect(first.size).toBeGreaterThan(0);
    expect([...second].some((token) => first.has(token))).toBe(isKnown);
  });
});
