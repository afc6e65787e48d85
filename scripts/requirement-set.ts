import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Contract } from '../contract/contract.js';
import type { Ledger } from '../contract/load/ledger.js';
import { requirementDates } from '../contract/load/requirements.js';
import type { RequirementSet } from '../generated/requirements.js';

const head =
  '# What a run is scored on. Written once by `npm run requirements`, and never changed: later clauses come with later sets.\n';

/** The requirement set of a date as text: every clause in the ledger that the kit checks, by profile. */
export function requirementSet(
  { date, kit }: Pick<RequirementSet, 'date' | 'kit'>,
  contracts: readonly Contract[],
  { active }: Pick<Ledger, 'active'>,
): string {
  const operations = contracts.map(({ id, digest, clauses }) => {
    const checked = clauses.filter((clause) => clause.excluded === undefined && active.has(clause.id));
    const of = (wanted: 'core' | 'extended'): string[] =>
      checked.flatMap(({ profile, local }) => (profile === wanted ? [local] : [])).sort();
    return [id, { digest, core: of('core'), extended: of('extended') }] as const;
  });
  const set: RequirementSet = { date, kit, operations: Object.fromEntries(operations) };
  return `${head}${stringify(set, { lineWidth: 0 })}`;
}

/** The digest under which a set is frozen: sha256 (hex) of its text. */
export function setDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The file that holds the digests of all sets that were written, beside them: a line for each, date and digest. */
export const lockName = 'sets.lock';

/** The digests of a lock, by date. */
export function frozenSets(folder: string): ReadonlyMap<string, string> {
  const file = path.join(folder, lockName);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return new Map(
    lines.filter((line) => line !== '').map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? ''] as const),
  );
}

/** What is wrong with the sets of a folder, one line each: changed, gone, or never frozen. */
export function frozenProblems(folder: string): readonly string[] {
  const frozen = frozenSets(folder);
  const dates = requirementDates(folder);
  return [
    ...dates.flatMap((date) => {
      const digest = setDigest(readFileSync(path.join(folder, `${date}.yaml`), 'utf8'));
      const known = frozen.get(date);
      if (known === undefined) return [`${date}.yaml is not in ${lockName}; sets are written by npm run requirements`];
      return known === digest
        ? []
        : [`${date}.yaml was changed after it was written; bring it back, and write a later set`];
    }),
    ...[...frozen.keys()].flatMap((date) =>
      dates.includes(date) ? [] : [`${date}.yaml is in ${lockName} and gone; reports that name it need it`],
    ),
  ];
}
