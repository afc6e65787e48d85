import { describe, expect, it } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { flawsOf } from '../../../targets/auth/auth-entry.js';
import { testCredentials } from '../../../targets/reference/test-credentials.js';
import { runInProcess } from '../../kit/run-in-process.js';
import { authEntries, testSigner } from './test-signers.js';

const rows = authEntries.flatMap(([name, entry, operations]) => operations.map((id) => ({ name, entry, id })));
// One run over everything for each operation; the command line's own tests do it for each scheme.
const whole = rows.filter(({ id }, index) => rows.findIndex((row) => row.id === id) === index);
const dated = ['refuses-expired-date', 'refuses-missing-credentials', 'refuses-wrong-secret'];

function verdicts(report: Awaited<ReturnType<typeof runInProcess>>): Readonly<Record<string, readonly string[]>> {
  const clauses = report.operations.flatMap((operation) => operation.clauses);
  const of = (verdict: string): readonly string[] =>
    clauses.filter((clause) => clause.verdict === verdict).map(({ id }) => id.split('/').at(-1) ?? id);
  // Whether two updates overlap hangs on how busy the machine is.
  const skipped = of('skipped').filter((name) => name !== 'not-concurrent');
  return { fail: of('fail'), 'non-strict': of('non-strict'), inconclusive: of('inconclusive'), skipped };
}

describe('a reference that asks for credentials', () => {
  it.each([
    ...whole.map((row) => ({ ...row, scope: 'every check', clauses: [] })),
    ...rows
      .filter((row) => !whole.includes(row))
      .map((row) => ({
        ...row,
        scope: 'plain updates',
        clauses: [`${row.id}/refuses-*`, `${row.id}/exchange/success*`],
      })),
  ])(
    'passes $scope of $id with $name, and refuses each kind of wrong credentials as documented',
    async ({ entry, id, clauses }) => {
      const contract = loadOperation(id);
      const signer = testSigner(entry);
      if (signer === undefined) throw new Error('no signer');
      const reference = { auth: { credentials: testCredentials } };
      const report = await runInProcess({
        contract,
        signer,
        selection: { clauses },
        authProbes: flawsOf(entry),
        strict: true,
        reference,
        cases: 1,
      });
      const isDated = flawsOf(entry).includes('expired-date');
      expect(verdicts(report)).toEqual({
        fail: [],
        'non-strict': [],
        inconclusive: [],
        skipped: isDated ? [] : ['refuses-expired-date'],
      });
      expect(report.exitCode).toBe(0);
    },
  );

  it('lets nothing through without credentials: no clause passes', async () => {
    const contract = loadOperation('baidu.update-vpn-conn');
    const report = await runInProcess({ contract, reference: { auth: { credentials: testCredentials } } });
    expect(report.exitCode).not.toBe(0);
    expect(report.operations[0]?.clauses.find(({ id }) => id.endsWith('/exchange/success-status'))?.verdict).not.toBe(
      'pass',
    );
  });
});

describe('a target that', () => {
  it.each(rows)('asks nobody for credentials is found out on $id with $name', async ({ entry, id }) => {
    const contract = loadOperation(id);
    const signer = testSigner(entry);
    if (signer === undefined) throw new Error('no signer');
    const selection = { clauses: dated.map((name) => `${id}/${name}`) };
    const report = await runInProcess({ contract, signer, selection, authProbes: flawsOf(entry), strict: true });
    const clauses = report.operations.flatMap((operation) => operation.clauses);
    expect(clauses.map(({ id: clause, verdict }) => [clause.split('/').at(-1), verdict]).sort()).toEqual(
      dated.map((name) => [
        name,
        name === 'refuses-expired-date' && entry.scheme === 'x-auth-token' ? 'skipped' : 'fail',
      ]),
    );
    expect(report.exitCode).toBe(1);
  });
});

describe('wrong credentials are sent', () => {
  const contract = loadOperation('baidu.update-vpn-conn');
  const selection = { clauses: [`${contract.id}/refuses-wrong-secret`] };

  it('only when asked for: the clauses say so', async () => {
    const report = await runInProcess({ contract, selection });
    expect(report.operations[0]?.clauses).toEqual([
      expect.objectContaining({ verdict: 'excluded', reason: expect.stringContaining('--auth-probes') }),
    ]);
    expect(report.requests).toBe(0);
  });

  it('only to targets with credentials: the clauses are skipped', async () => {
    const report = await runInProcess({ contract, selection, authProbes: [] });
    expect(report.operations[0]?.clauses).toEqual([
      expect.objectContaining({ verdict: 'skipped', reason: expect.stringContaining('auth') }),
    ]);
  });
});
