import type { Contract, Fixture } from '../../contract/contract.js';
import { ConfigurationError } from '../../contract/errors.js';
import { completeTraits, noOther } from '../../contract/inspect/traits.js';
import { oneLine } from '../../contract/load/one-line.js';
import { readYaml, schemaProblem } from '../../contract/load/read-yaml.js';
import { isObject } from '../../contract/pointer.js';
import { checkTarget } from '../../targets/target-file/check-target.js';

function fail(file: string, problem: string): never {
  throw new ConfigurationError('fixtures-invalid', oneLine(`${file}: ${problem}`));
}

/** The resources of one operation, as a contract has them. @throws ConfigurationError */
function fixturesOf(file: string, contract: Contract, list: unknown): readonly Fixture[] {
  const problem = schemaProblem('specs/schemas/fixtures.schema.json', { fixtures: list });
  if (problem !== undefined) fail(file, `${contract.id}: ${problem}`);
  const fixtures = list as readonly Fixture[];
  // Traits and values are those of a target file, and so are the slips.
  const described = fixtures.map(({ id, traits, values }) => ({ id, traits, values }));
  checkTarget({ baseUrl: 'http://127.0.0.1', operations: { [contract.id]: { fixtures: described } } }, file, [
    contract,
  ]);
  return fixtures.map((fixture) => ({
    ...fixture,
    traits: [...completeTraits([...fixture.traits, noOther], contract)],
  }));
}

/**
 * The contracts with resources of the user's own: a file (YAML) that lists them by contract id, each with `id`,
 * `traits`, `values` and `state`. Operations that it does not name keep theirs.
 * @throws ConfigurationError naming file, place and remedy
 */
export function withOwnFixtures(contracts: readonly Contract[], file: string): readonly Contract[] {
  const content = readYaml<unknown>(file);
  if (!isObject(content)) return fail(file, 'it lists no resources; write <contract id>: with a list');
  const stranger = Object.keys(content).find((id) => !contracts.some((contract) => contract.id === id));
  if (stranger !== undefined)
    return fail(
      file,
      `'${stranger}' is no operation that is served; served: ${contracts.map(({ id }) => id).join(', ')}`,
    );
  return contracts.map((contract) =>
    content[contract.id] === undefined
      ? contract
      : { ...contract, fixtures: [...fixturesOf(file, contract, content[contract.id])] },
  );
}
