import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../contract/load/package-root.js';

test('a run whose threads do not get going is given up, and says so', () => {
  // In a process of its own: there is one vitest in each.
  const script = `
    import { RunCredentials } from ${JSON.stringify(path.join(packageRoot, 'dist/cli/target/run-credentials.js'))};
    import { createRequestGate } from ${JSON.stringify(path.join(packageRoot, 'dist/targets/transport/request-gate.js'))};
    import { runSuite } from ${JSON.stringify(path.join(packageRoot, 'dist/cli/engine/run-suite.js'))};
    const problems = [];
    const contract = { id: 'acme.update-link', clauses: [] };
    await runSuite([{ contract, fixtures: [] }], { problem: (message) => problems.push(message) }, 1, createRequestGate({}, () => 0).memory, new RunCredentials([]).memory, 0);
    console.log(JSON.stringify(problems));
    process.exit(0);
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual([expect.stringContaining('did not get going in time')]);
});
