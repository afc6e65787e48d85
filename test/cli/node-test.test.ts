import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../contract/load/package-root.js';

test("the example's node:test file passes", () => {
  const file = path.join(packageRoot, 'examples/internal-links/conformance.node-test.mjs');
  // Else node's runner takes itself for a file of this one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], {
    encoding: 'utf8',
    env,
  });
  expect(stdout).toMatch(/^# pass 1$/m);
  expect(status).toBe(0);
});
