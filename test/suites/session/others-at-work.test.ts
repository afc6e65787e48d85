import { expect, test } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import type { Transport } from '../../../contract/target.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import { keptReference, runJournal } from '../../kit/run-in-process.js';

/** Milliseconds of watching that settle whether somebody else is there, and what else waiting may take. */
const bound = 32_000;

test('a target that loses every update is not watched again for each subject that shows it', async () => {
  const contract = loadOperation('otc.update-vpn-connection');
  const clauses = contract.clauses.filter(({ kind }) => kind === 'effect').map(({ id }) => id);
  const shown = keptReference({ contracts: [contract] });
  const updated = keptReference({ contracts: [contract] });
  const transport: Transport = {
    ...shown.transport,
    send: (wire, ...others) => (wire.method === 'PUT' ? updated : shown).transport.send(wire, ...others),
  };
  const report = buildReport(
    await runJournal({ contract, selection: { clauses }, target: { transport, timing: shown.timing }, settleMs: 1000 }),
  );
  const failed = report.operations.flatMap(({ clauses }) => clauses.filter(({ verdict }) => verdict === 'fail'));
  expect(failed.map(({ id }) => id)).toContain(`${contract.id}/vpn_connection/name#effect`);
  expect(failed.length).toBeGreaterThan(2);
  expect(shown.timing.now()).toBeLessThan(bound);
});
