import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import type { Transport } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import type { ConformanceReport } from '../../generated/report.js';
import { keptReference, runInProcess } from '../kit/run-in-process.js';

/** What a run holds against its target. */
function accusations({ operations }: ConformanceReport): readonly string[] {
  const held = operations
    .flatMap(({ clauses }) => clauses)
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'non-strict');
  return held.map(({ id, verdict, reason }) => `${verdict} ${id}: ${reason ?? ''}`);
}

/** Lets requests take a time that differs from one to the next, so that two runs do not stay in step. */
function uneven(start: number): (transport: Transport, timing: Timing) => Transport {
  let state = start;
  return (transport, timing) => ({
    ...transport,
    send: async (request) => {
      state = (state * 48271) % 0x7fffffff;
      await timing.sleep(state % 4);
      return transport.send(request);
    },
  });
}

/** What one run may take for the target's doing when another one does it. */
const ofState = [
  'left-out-stays',
  'left-out-inside-stays',
  'refusal-without-effect',
  'answer-shows-resource',
  'repetition-changes-nothing',
  'others-stay',
];

describe('two runs on the same fixtures at once', () => {
  test.each(loadCatalogue().flatMap((contract) => [1, 2].map((seed) => ({ id: contract.id, contract, seed }))))(
    'accuse nobody: $id, seeds 1 and $seed',
    async ({ contract, seed }) => {
      const target = keptReference({ contracts: [contract] });
      const selection = { clauses: ofState.map((name) => `${contract.id}/exchange/${name}`) };
      const run = { contract, target, selection };
      const reports = await Promise.all(
        [1, seed].map((own, index) =>
          runInProcess({ ...run, seed: own, runId: `run ${index}`, ...(index === 0 ? {} : { wrap: uneven(seed) }) }),
        ),
      );
      expect(reports.map(accusations)).toEqual([[], []]);
      for (const { exitCode } of reports) expect([0, 3]).toContain(exitCode);
    },
  );
});
