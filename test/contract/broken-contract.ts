import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../contract/load/package-root.js';

/** The files of a contract folder. */
export type ContractFile = 'openapi.yaml' | 'clauses.yaml' | 'errata.yaml' | 'fixtures.yaml';

/** Runs `use` on a copy of the toy contract in which `edit` has changed one file (undefined removes it). */
export function withBrokenContract<Result>(
  file: ContractFile,
  edit: (text: string) => string | undefined,
  use: (folder: string) => Result,
): Result {
  const folder = mkdtempSync(path.join(tmpdir(), 'contract-'));
  try {
    cpSync(path.join(packageRoot, 'test/contracts/acme/update-link'), folder, { recursive: true });
    const place = path.join(folder, file);
    const before = readFileSync(place, 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`the edit leaves ${file} as it was`);
    if (after === undefined) rmSync(place);
    else writeFileSync(place, after);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
