import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { startReference } from '../../targets/reference/start-reference.js';
import { falsify } from '../mutants/falsify.js';
import { readReport } from './read-output.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';

const folder = scratchFolder();

describe('a target with one limit moved by one', () => {
  it('has one cause in a whole run, with the command that shows it again', async () => {
    const [operation, local, change] = ['baidu.update-vpn-conn', '/vpnConnName#length', 'maxLength-1'];
    const contract = loadOperation(operation);
    const clause = contract.clauses.find((candidate) => candidate.local === local);
    const mutant =
      clause === undefined ? undefined : falsify(contract, clause).find((candidate) => candidate.change === change);
    if (clause === undefined || mutant === undefined) throw new Error(`no mutant ${change} of ${local}`);
    const reference = await startReference({ contracts: [mutant.served], settleMs: 1 });
    const output = path.join(folder, operation);
    try {
      const { code, stdout } = await runCli(
        ['run', '--seed', '1', '--operation', operation, '--url', reference.url, '--output', output],
        { cwd: folder },
      );
      const { causes, totals } = readReport(output);
      expect(causes.map(({ clauses }) => clauses.map(({ id }) => id))).toEqual([[clause.id]]);
      expect([code, totals.fail, totals.inconclusive]).toEqual([1, 1, 0]);
      expect(stdout).toMatch(/^1 cause \(1 clause failed\)$/m);
      expect(stdout.match(/^1\. FAIL (?:accepted|refused) /gm)).toHaveLength(1);
      expect(causes[0]?.minimal.exchange?.curl).toMatch(/^curl -i -X /);
    } finally {
      await reference.close();
    }
  });
});
