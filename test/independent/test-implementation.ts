import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import type { Verdict } from '../../generated/report.js';
import { datedTiming } from '../kit/dated-timing.js';
import { runInProcess } from '../kit/run-in-process.js';
import { type Implementation, implementationAt } from './implementation.js';

/** One independent implementation and what is known of it. */
export interface TestedImplementation {
  /** Contract id. */
  readonly id: string;
  /** The file beside this one. */
  readonly file: string;
  /** Defects that no check fails so far, with the reason. */
  readonly unseen: Readonly<Record<string, string>>;
  /** How a right variant is run. */
  readonly right: { readonly settleMs: number; readonly cases: number };
  /** How long updates of a broken one are under way; default: what the implementation takes. */
  readonly brokenSettleMs?: number;
  /** Defects that only requests about other members, and random ones, show. */
  readonly wide?: readonly string[];
}

/**
 * The clause a defect is to be named by, and what it takes to see it: `slow:` a target that settles slowly, `full:` a run over everything. `non-strict:` what was expected is no
 * sentence of the document; `lawful:` the document leaves it open, and the clause passes.
 */
function expectationOf(text: string): {
  readonly local: string;
  readonly variant: string;
  readonly isFull: boolean;
  readonly verdict: Verdict;
} {
  const [, mode, local = text] = /^(slow|full|non-strict|lawful):(.*)$/.exec(text) ?? [];
  const verdict = mode === 'lawful' ? 'pass' : mode === 'non-strict' ? 'non-strict' : 'fail';
  return { local, variant: mode === 'slow' ? 'slow' : 'strict', isFull: mode === 'full', verdict };
}

/** Tests that no right variant of an implementation is accused, and that each of its defects is named by the clause meant for it. */
export async function testImplementation({
  id,
  file,
  unseen,
  right,
  brokenSettleMs,
  wide = [],
}: TestedImplementation): Promise<void> {
  const {
    variants,
    defects,
    fixtures,
    fixturesOf = () => fixtures,
    start,
  }: Implementation = await implementationAt(file);
  const contract = loadOperation(id);

  describe('an independent implementation', () => {
    test.each(Object.keys(variants))('%s is not accused', async (variant) => {
      const timing = datedTiming();
      const server = await start({ variant, settleMs: right.settleMs });
      try {
        const report = await runInProcess({
          contract,
          baseUrl: server.url,
          timing,
          fixtures: fixturesOf(variant),
          cases: right.cases,
          settleMs: 5000,
        });
        const accused = report.operations.flatMap(({ clauses }) =>
          clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive').map((clause) => clause.id),
        );
        expect(accused).toEqual([]);
      } finally {
        timing.end();
        await server.close();
      }
    });

    test('every defect has its clause or a reason', () => {
      expect(
        Object.keys(defects)
          .filter((name) => defects[name] === null)
          .sort(),
      ).toEqual(Object.keys(unseen).sort());
    });

    const rows = Object.entries(defects).flatMap(([name, expected]) =>
      expected === null ? [] : [[name, expected] as const],
    );
    test.each(rows)('%s is told by %s', async (defect, expected) => {
      const { local, variant, isFull, verdict } = expectationOf(expected);
      const isWide = wide.includes(defect);
      const timing = datedTiming();
      const server = await start({
        variant,
        defect,
        ...(brokenSettleMs === undefined ? {} : { settleMs: brokenSettleMs }),
      });
      try {
        const report = await runInProcess({
          contract,
          baseUrl: server.url,
          timing,
          settleMs: 600,
          ...(verdict === 'fail' ? { untilBroken: local } : {}),
          fixtures: fixturesOf(variant),
          cases: isWide || local.startsWith('/answer') ? 3 : local === '/exchange/success-status' ? 2 : 0,
          selection: isFull || isWide ? {} : { clauses: [`${id}${local}`] },
        });
        const clause = report.operations
          .flatMap(({ clauses }) => clauses)
          .find((candidate) => candidate.id === `${id}${local}`);
        expect(clause?.verdict).toBe(verdict);
      } finally {
        timing.end();
        await server.close();
      }
    });
  });
}
