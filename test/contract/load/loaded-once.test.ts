import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadContract } from '../../../contract/load/load-contract.js';
import { packageRoot } from '../../../contract/load/package-root.js';

test('a contract is one and the same object as long as its files stay as they are', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vpn-conformance-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(path.join(packageRoot, 'test/contracts/acme/update-link'), folder, { recursive: true });
  const first = loadContract(folder);
  expect(loadContract(folder)).toBe(first);
  const file = path.join(folder, 'openapi.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('maxLength: 16', 'maxLength: 17'));
  const edited = loadContract(folder);
  expect([first, edited].map(({ update }) => update.request.properties?.['name']?.maxLength)).toEqual([16, 17]);
});
