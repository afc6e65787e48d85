import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../../contract/contract.js';
import { ConfigurationError } from '../../contract/errors.js';
import { namesClause } from '../../contract/facts/names-clause.js';
import { oneLine } from '../../contract/load/one-line.js';
import { nearest, readYaml, schemaProblem } from '../../contract/load/read-yaml.js';
import { isObject } from '../../contract/pointer.js';
import type { DeclaredDeviation } from '../../generated/journal.js';
import type { DeviationEntry, TargetFile } from '../../generated/target-file.js';

/** The known deviations of a target. */
export interface Declaration {
  readonly deviations: readonly DeclaredDeviation[];
  /** The file of its own that holds them; absent: they stand in the target file. */
  readonly file?: string;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What is wrong with a list of deviations, beyond what its schema says; undefined when nothing is. */
export function deviationProblem(entries: readonly DeviationEntry[]): string | undefined {
  for (const [index, { clause, since, expires }] of entries.entries()) {
    const at = `deviations[${index}] (${clause})`;
    if (entries.findIndex((other) => other.clause === clause) !== index) return `${at}: it is declared twice`;
    for (const [key, day] of Object.entries({ since, expires }))
      if (day !== undefined && !isDay(day)) return `${at}: ${key}: there is no day ${day}`;
  }
  return undefined;
}

/** Reads a file of deviations; one that is to be written need not be there. @throws ConfigurationError */
function entriesOf(file: string, named: string, place: string, mayBeMissing: boolean): readonly DeviationEntry[] {
  if (!existsSync(file)) {
    if (mayBeMissing) return [];
    throw new ConfigurationError(
      'deviations-missing',
      `${place}: deviations: ${named} does not exist; run once with --update-deviations to have it written`,
    );
  }
  const fail = (problem: string): never => {
    throw new ConfigurationError('deviations-invalid', oneLine(`${file}: ${problem}`));
  };
  const content = readYaml<unknown>(file) ?? {};
  if (!isObject(content)) return fail('it holds no deviations; write deviations: with a list');
  const stranger = Object.keys(content).find((key) => key !== 'deviations' && key !== '$schema');
  if (stranger !== undefined) return fail(`unknown key '${stranger}'; it holds deviations and nothing else`);
  const { deviations } = content;
  if (deviations === undefined || deviations === null) return [];
  if (!Array.isArray(deviations)) return fail('deviations is no list');
  const around = {
    baseUrl: 'http://127.0.0.1',
    operations: { any: { fixtures: [{ id: 'a', traits: [], values: {} }] } },
  };
  const problem =
    schemaProblem('targets/target-file.schema.json', { ...around, deviations }) ?? deviationProblem(deviations);
  return problem === undefined ? deviations : fail(problem);
}

/** Each deviation with the number of clauses that it names, of those that the contracts check. */
export function countMatches(
  entries: readonly DeviationEntry[],
  contracts: readonly Contract[],
): readonly DeclaredDeviation[] {
  const ids = contracts.flatMap(({ clauses }) =>
    clauses.flatMap(({ id, excluded }) => (excluded === undefined ? [id] : [])),
  );
  return entries.map((entry) => ({ ...entry, matches: ids.filter((id) => namesClause(entry.clause, id)).length }));
}

/**
 * The deviations that a target file declares, or those of the file that it names, relative to it. `contracts` are all
 * of the catalogue, `mayBeMissing` says whether the file will be written.
 * @throws ConfigurationError naming file, place and remedy
 */
export function readDeviations(
  { deviations }: Pick<TargetFile, 'deviations'>,
  place: string,
  contracts: readonly Contract[],
  mayBeMissing: boolean,
): Declaration | undefined {
  if (deviations === undefined) return undefined;
  if (typeof deviations !== 'string') return { deviations: countMatches(deviations, contracts) };
  const file = path.resolve(path.dirname(place), deviations);
  return { deviations: countMatches(entriesOf(file, deviations, place, mayBeMissing), contracts), file };
}

/** What to tell of deviations that name nothing before a run begins; the run ends with exit code 1 for them. */
export function unmatchedWords(
  deviations: readonly DeclaredDeviation[],
  contracts: readonly Contract[],
): readonly string[] {
  const ids = contracts.flatMap(({ clauses }) => clauses.map(({ id }) => id));
  return deviations
    .filter(({ matches }) => matches === 0)
    .map(({ clause }) => {
      const near = nearest(clause, ids);
      return `the deviation ${clause} names no clause that is checked${near === undefined ? '' : `; did you mean '${near}'?`}`;
    });
}
