import type { Contract } from '../../contract/contract.js';
import { ConfigurationError } from '../../contract/errors.js';
import { fixtureMembers } from '../../contract/facts/fixture-members.js';
import { namesClause } from '../../contract/facts/names-clause.js';
import { completeTraits, denied, givenTraits, noOther } from '../../contract/inspect/traits.js';
import { oneLine } from '../../contract/load/one-line.js';
import { nearest, schemaProblem } from '../../contract/load/read-yaml.js';
import type { TargetFile } from '../../generated/target-file.js';
import { authProblem, inlineCredential } from '../auth/auth-entry.js';
import type { Environment } from '../auth/environment.js';
import { deviationProblem } from './read-deviations.js';
import { type SettledFixture, type SettledTarget, settledTarget } from './settled-target.js';
import { urlProblem } from './url-problem.js';

function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `known: ${known.join(', ')}` : `did you mean '${near}'?`;
}

function traitProblem({ traits: known, exclusive }: Contract, listed: readonly string[]): string | undefined {
  const given = givenTraits(listed);
  const stranger = listed
    .filter((entry) => entry !== noOther)
    .find((entry) => !Object.hasOwn(known, entry.replace(/^!/, '')));
  if (stranger !== undefined)
    return `unknown trait '${stranger}'; ${suggestion(stranger.replace(/^!/, ''), Object.keys(known))}`;
  const both = given.find((trait) => listed.includes(denied(trait)));
  if (both !== undefined) return `the trait '${both}' is given and denied; take '${both}' or '${denied(both)}' away`;
  const group = exclusive
    .map((traits) => traits.filter((trait) => given.includes(trait)))
    .find((traits) => traits.length > 1);
  return group === undefined
    ? undefined
    : `the traits ${group.map((trait) => `'${trait}'`).join(' and ')} exclude each other; leave one of them`;
}

function fixtureProblem(contract: Contract, { traits, values }: SettledFixture): string | undefined {
  const members = fixtureMembers(contract);
  const names = members.map(({ name }) => name);
  const trait = traitProblem(contract, traits);
  if (trait !== undefined) return trait;
  const stranger = Object.keys(values).find((name) => !names.includes(name));
  if (stranger !== undefined) return `values has the unknown member '${stranger}'; ${suggestion(stranger, names)}`;
  const missing = members.find(({ name, required }) => required && !Object.hasOwn(values, name));
  return missing === undefined ? undefined : `values has no ${missing.name}, which every request needs`;
}

function featureProblem(feature: string, contracts: readonly Contract[]): string | undefined {
  const clauses = contracts.flatMap((contract) => contract.clauses.map(({ id }) => id));
  const operations = contracts.map(({ id }) => id);
  return operations.includes(feature) || clauses.some((id) => namesClause(feature, id))
    ? undefined
    : `names no operation and no clause; ${suggestion(feature, feature.includes('/') ? clauses : operations)}`;
}

function problemOf(target: SettledTarget, contracts: readonly Contract[]): string | undefined {
  const url = urlProblem(target.baseUrl);
  if (url !== undefined) return `baseUrl: ${url}`;
  const auths = [
    ['auth', target.auth] as const,
    ...Object.entries(target.operations).map(([id, own]) => [`operations.${id}.auth`, own.auth] as const),
  ];
  const [auth] = auths.flatMap(([place, entry]) => (entry === undefined ? [] : (authProblem(entry, place) ?? [])));
  if (auth !== undefined) return auth;
  for (const [id, { baseUrl, fixtures }] of Object.entries(target.operations)) {
    const contract = contracts.find((candidate) => candidate.id === id);
    if (contract === undefined) {
      const ids = contracts.map((candidate) => candidate.id);
      return `operations: unknown operation '${id}'; ${suggestion(id, ids)}`;
    }
    const own = baseUrl === undefined ? undefined : urlProblem(baseUrl);
    if (own !== undefined) return `operations.${id}.baseUrl: ${own}`;
    for (const [index, fixture] of fixtures.entries()) {
      const twice = fixtures.findIndex((other) => other.id === fixture.id) !== index;
      const problem = twice ? 'the id is used twice' : fixtureProblem(contract, fixture);
      if (problem !== undefined) return `operations.${id}.fixtures[${index}] (${fixture.id}): ${problem}`;
    }
  }
  const deviation = Array.isArray(target.deviations) ? deviationProblem(target.deviations) : undefined;
  if (deviation !== undefined) return deviation;
  for (const [index, feature] of (target.features ?? []).entries()) {
    const problem = featureProblem(feature, contracts);
    if (problem !== undefined) return `features[${index}] (${feature}): ${problem}`;
  }
  return undefined;
}

/** The target with all that the traits of its fixtures tell. */
function withTraits(target: SettledTarget, contracts: readonly Contract[]): SettledTarget {
  const operations = Object.entries(target.operations).map(([id, own]) => {
    const contract = contracts.find((candidate) => candidate.id === id);
    const traits = (fixture: SettledFixture): string[] =>
      contract === undefined ? fixture.traits : [...completeTraits(fixture.traits, contract)];
    return [
      id,
      { ...own, fixtures: own.fixtures.map((fixture) => ({ ...fixture, traits: traits(fixture) })) },
    ] as const;
  });
  return { ...target, operations: Object.fromEntries(operations) };
}

/**
 * Checks a target against its schema and the contracts; the fixtures come back with all that their traits tell (see
 * `completeTraits`). `place` is how messages call it: a file name.
 * @throws ConfigurationError `target-file-invalid` in one line that names place, value and remedy, `variable-missing`
 */
export function checkTarget(
  value: unknown,
  place: string,
  contracts: readonly Contract[],
  environment: Environment = process.env,
): SettledTarget {
  const fail = (problem: string): never => {
    throw new ConfigurationError('target-file-invalid', oneLine(`${place}: ${problem}`));
  };
  // First of all: the messages of the schema show the values they complain of.
  const problem = inlineCredential(value) ?? schemaProblem('targets/target-file.schema.json', value);
  if (problem !== undefined) fail(problem);
  const target = settledTarget(value as TargetFile, place, environment);
  const found = problemOf(target, contracts);
  return found === undefined ? withTraits(target, contracts) : fail(found);
}
