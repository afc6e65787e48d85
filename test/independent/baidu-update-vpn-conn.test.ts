import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../specs/catalogue.js';
import { runInProcess } from '../kit/run-in-process.js';
import { type Implementation, implementationAt } from './implementation.js';

const id = 'baidu.update-vpn-conn';
const { variants, defects, fixtures, fixturesOf = () => fixtures, start }: Implementation = await implementationAt('baidu-update-vpn-conn.mjs');
const contract = loadCatalogue().find((entry) => entry.id === id);
if (contract === undefined) throw new Error(`no contract ${id}`);

/** Defects that no check shows so far, with the reason. */
const unseen: Readonly<Record<string, string>> = {
  'secret-not-updated': 'took-effect: the read-back of the accepted update shows it',
  'token-ignored': 'non-strict only: idempotence can mean that the repeat leaves what it set (erratum token-late-repetition)',
};

describe('an independent implementation', () => {
  test.each(Object.keys(variants))('%s is not accused', async (variant) => {
    const server = await start({ variant, settleMs: 20 });
    try {
      const report = await runInProcess({ contract, baseUrl: server.url, fixtures: fixturesOf(variant), cases: 2, settleMs: 5000 });
      const accused = report.operations.flatMap(({ clauses }) =>
        clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive').map((clause) => clause.id),
      );
      expect(accused).toEqual([]);
    } finally {
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

  test('a token that is ignored is told, not failed', async () => {
    const clause = `${id}/token-idempotent`;
    const server = await start({ variant: 'strict', defect: 'token-ignored', settleMs: 1 });
    try {
      const report = await runInProcess({ contract, baseUrl: server.url, fixtures, selection: { clauses: [clause] } });
      expect(report.operations[0]?.clauses).toMatchObject([{ id: clause, verdict: 'non-strict' }]);
    } finally {
      await server.close();
    }
  });

  const rows = Object.entries(defects).flatMap(([name, expected]) => (expected === null ? [] : [[name, expected] as const]));
  test.each(rows)('%s is caught by %s', async (defect, expected) => {
    const [, mode, local = expected] = /^(slow|full):(.*)$/.exec(expected) ?? [];
    const variant = mode === 'slow' ? 'slow' : 'strict';
    const server = await start({ variant, defect, settleMs: 40 });
    try {
      const selection = mode === 'full' ? {} : { clauses: [`${id}${local}`] };
      const report = await runInProcess({
        contract,
        baseUrl: server.url,
        settleMs: 600,
        fixtures: fixturesOf(variant),
        cases: local === '/exchange/success-status' ? 2 : 0,
        selection,
      });
      const failed = report.operations.flatMap(({ clauses }) => clauses.filter(({ verdict }) => verdict === 'fail').map((clause) => clause.id));
      expect(failed).toContain(`${id}${local}`);
    } finally {
      await server.close();
    }
  });
});
