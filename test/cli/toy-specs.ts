import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../contract/load/package-root.js';

/** The folder that holds the toy contract of the kit's own tests, and nothing else. */
export const toySpecs: string = path.join(packageRoot, 'test/contracts');

/** A copy of the toy contract below `folder`, with one of its files changed. */
export function changedSpecs(folder: string, file: string, change: (text: string) => string): string {
  cpSync(toySpecs, folder, { recursive: true });
  const changed = path.join(folder, 'acme/update-link', file);
  writeFileSync(changed, change(readFileSync(changed, 'utf8')));
  return folder;
}

/** Two operations below `folder`: the toy contract, and a copy of it as `acme.other-link`. */
export function twoOperations(folder: string): string {
  const specs = changedSpecs(folder, 'openapi.yaml', (text) => text);
  cpSync(path.join(specs, 'acme/update-link'), path.join(specs, 'acme/other-link'), { recursive: true });
  const file = path.join(specs, 'acme/other-link/openapi.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('operation: update-link', 'operation: other-link'));
  return specs;
}
