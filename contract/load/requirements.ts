import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { RequirementSet } from '../../generated/requirements.js';
import type { ScoredClauses } from '../contract.js';
import { ConfigurationError } from '../errors.js';
import { packageRoot } from './package-root.js';
import { nearest, readYaml } from './read-yaml.js';

/** Where the kit's own requirement sets stand. */
export const ownRequirements: string = path.join(packageRoot, 'requirements');

/** The dates of the requirement sets of a folder, oldest first. */
export function requirementDates(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => /^(\d{4}-\d\d-\d\d)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

/** Reads the requirement set of a date. @throws ConfigurationError where it is not one */
function readSet(folder: string, date: string): RequirementSet {
  const file = path.join(folder, `${date}.yaml`);
  const set = readYaml<RequirementSet>(file, 'specs/schemas/requirements.schema.json');
  if (set.date !== date)
    throw new ConfigurationError('file-invalid', `${file}: its date is ${set.date}; a set is named after its date`);
  return set;
}

/**
 * What a run is scored on, by operation: by the set of the date that is asked for, or the newest one; nothing where
 * there is no set, or `none` is asked for. Sets of contracts of the user's own stand in `requirements/` of their folder.
 * @throws ConfigurationError `unknown-requirements` for a date without a set
 */
export function scoredClauses(asked: string | undefined, specs?: string): ReadonlyMap<string, ScoredClauses> {
  const folder = specs === undefined ? ownRequirements : path.join(specs, 'requirements');
  const dates = requirementDates(folder);
  const date = asked ?? dates.at(-1);
  if (date === undefined || date === 'none') return new Map();
  if (!dates.includes(date)) {
    const near = nearest(date, dates);
    const known = dates.length === 0 ? `${folder} holds none` : `there is ${dates.join(', ')}`;
    throw new ConfigurationError(
      'unknown-requirements',
      `no requirement set '${date}'; ${near === undefined ? `${known}, or none to score everything` : `did you mean '${near}'?`}`,
    );
  }
  const { operations } = readSet(folder, date);
  return new Map(Object.entries(operations).map(([id, { core, extended }]) => [id, { date, core, extended }]));
}
