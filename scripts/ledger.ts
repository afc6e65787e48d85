/**
 * Brings specs/clauses.lock up to date: adds new clause ids, retires those that are gone. With --check, only tells;
 * exit code 1 when it is not.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadCatalogue, ownSpecs } from '../contract/load/catalogue.js';
import { formatLedger, ledgerProblems, parseLedger, updateLedger } from '../contract/load/ledger.js';

const file = path.join(ownSpecs, 'clauses.lock');
const before = parseLedger(existsSync(file) ? readFileSync(file, 'utf8') : '');
const ids = loadCatalogue().flatMap(({ clauses }) => clauses.map(({ id }) => id));
const after = process.argv.includes('--check') ? before : updateLedger(ids, before);
if (after !== before) writeFileSync(file, formatLedger(after));
for (const problem of ledgerProblems(ids, after)) {
  console.error(problem);
  process.exitCode = 1;
}
const added = [...after.active].filter((id) => !before.active.has(id)).length;
console.log(
  `specs/clauses.lock: ${after.active.size} ids (${added} new), ${after.retired.size} retired (${after.retired.size - before.retired.size} new)`,
);
