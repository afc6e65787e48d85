/**
 * Writes requirements/<today>.yaml: what runs are scored on from now on. A set that was written is never changed; one of
 * today that no release has gone out with yet may be taken away by hand, with its line in sets.lock. With --check, only
 * tells whether all sets are as they were written; exit code 1 when one is not.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadCatalogue, ownSpecs } from '../contract/load/catalogue.js';
import { kitVersion } from '../contract/load/kit-version.js';
import { parseLedger } from '../contract/load/ledger.js';
import { ownRequirements } from '../contract/load/requirements.js';
import { frozenProblems, frozenSets, lockName, requirementSet, setDigest } from './requirement-set.js';

const isCheck = process.argv.includes('--check');
if (!isCheck) {
  const date = new Date().toISOString().slice(0, 10);
  const file = path.join(ownRequirements, `${date}.yaml`);
  if (existsSync(file) || frozenSets(ownRequirements).has(date)) {
    console.error(`requirements/${date}.yaml is written already, and sets never change`);
    process.exit(1);
  }
  const ledger = parseLedger(readFileSync(path.join(ownSpecs, 'clauses.lock'), 'utf8'));
  const text = requirementSet({ date, kit: kitVersion }, loadCatalogue(), ledger);
  mkdirSync(ownRequirements, { recursive: true });
  writeFileSync(file, text);
  appendFileSync(path.join(ownRequirements, lockName), `${date} ${setDigest(text)}\n`);
  console.log(`requirements/${date}.yaml written`);
}
const problems = frozenProblems(ownRequirements);
for (const problem of problems) console.error(`requirements/: ${problem}`);
console.log(`requirements/: ${frozenSets(ownRequirements).size} sets`);
if (problems.length > 0) process.exitCode = 1;
