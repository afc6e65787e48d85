import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../specs/catalogue.js';
import { runInProcess } from '../kit/run-in-process.js';
import { type Implementation, implementationAt } from './implementation.js';

const id = 'huawei.update-vpn-connection';
const { variants, defects, fixtures, start }: Implementation = await implementationAt('huawei-update-vpn-connection.mjs');
const contract = loadOperation(id);

/** Defects that no check fails so far, with the reason. */
const unseen: Readonly<Record<string, string>> = {
  'rules-appended': 'took-effect: the list sent replaces the stored one',
  'any-project': 'how another project is answered is not documented',
  'not-found-400': 'with which 4xx an unknown connection is refused is not documented',
  'malformed-500': 'how a body that is not JSON is answered is not documented',
  'fqdn-without-local-id': 'non-strict only: an id may be stored from before (erratum local-id-stored-before)',
  'fqdn-without-peer-id': 'non-strict only: an id may be stored from before (erratum local-id-stored-before)',
};

/** Defects that only requests about other members show. */
const wide = new Set(['rejected-half-applied', 'error-psk-echo']);

describe('an independent implementation', () => {
  test.each(Object.keys(variants))('%s is not accused', async (variant) => {
    const server = await start({ variant, settleMs: 1 });
    try {
      const report = await runInProcess({ contract, baseUrl: server.url, fixtures, cases: 2, settleMs: 5000 });
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

  const rows = Object.entries(defects).flatMap(([name, expected]) => (expected === null ? [] : [[name, expected] as const]));
  test.each(rows)('%s is caught by %s', async (defect, expected) => {
    const server = await start({ variant: 'strict', defect });
    try {
      const report = await runInProcess({
        contract,
        baseUrl: server.url,
        settleMs: 600,
        fixtures,
        cases: wide.has(defect) || expected.startsWith('/answer') ? 3 : 0,
        selection: wide.has(defect) ? {} : { clauses: [`${id}${expected}`] },
      });
      const failed = report.operations.flatMap(({ clauses }) => clauses.filter(({ verdict }) => verdict === 'fail').map((clause) => clause.id));
      expect(failed).toContain(`${id}${expected}`);
    } finally {
      await server.close();
    }
  });
});
