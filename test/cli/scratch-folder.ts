import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** A new folder outside the repository; removed when the tests of the file are through. */
export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vpn-conformance-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
