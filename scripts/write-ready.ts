/**
 * Leaves the contracts in `dist/` parsed and found valid, so that a run need not read YAML. Does nothing where that is
 * newer than all it was made from.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../contract/load/package-root.js';
import { readyFile, usedDocuments } from '../contract/load/ready-documents.js';
import { ownRequirements, scoredClauses } from '../contract/load/requirements.js';

const sources = [path.join(packageRoot, 'specs'), ownRequirements];
const made = existsSync(readyFile) ? statSync(readyFile).mtimeMs : 0;
const files = sources.flatMap((folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file))
    : [],
);
if (files.some((file) => statSync(file).mtimeMs >= made)) {
  const { loadCatalogue } = await import('../contract/load/catalogue.js');
  loadCatalogue();
  scoredClauses(undefined);
  mkdirSync(path.dirname(readyFile), { recursive: true });
  // Never half a file: others may be reading.
  writeFileSync(`${readyFile}.new`, JSON.stringify(Object.fromEntries(usedDocuments)));
  renameSync(`${readyFile}.new`, readyFile);
}
