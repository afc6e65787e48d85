import type { TargetFile } from '../generated/target-file.js';
import type { Contract } from '../specs/contract.js';
import { ConfigurationError } from '../specs/errors.js';
import { nearest, readYaml } from '../specs/read-yaml.js';

/**
 * Reads a target file (YAML or JSON) and checks it against its schema and the contracts.
 * @throws ConfigurationError naming file, place and remedy
 */
export function loadTargetFile(file: string, contracts: readonly Contract[]): TargetFile {
  const target = readYaml<TargetFile>(file, 'targets/target-file.schema.json');
  const fail = (problem: string): never => {
    throw new ConfigurationError('target-file-invalid', `${file}: ${problem}`);
  };
  for (const [id, { fixtures }] of Object.entries(target.operations)) {
    const contract = contracts.find((candidate) => candidate.id === id);
    if (contract === undefined) {
      const ids = contracts.map((candidate) => candidate.id);
      return fail(`operations: unknown operation '${id}'; ${suggestion(id, ids)}`);
    }
    const mandatory = Object.entries(contract.update.request.properties ?? {}).filter(
      ([name, schema]) => schema['x-fixture'] === true && contract.update.request.required?.includes(name) === true,
    );
    fixtures.forEach(({ id: name, traits, values }, index) => {
      const place = `operations.${id}.fixtures[${index}] (${name})`;
      if (fixtures.findIndex((other) => other.id === name) !== index) fail(`${place}: the id is used twice`);
      for (const trait of traits)
        if (contract.traits[trait] === undefined) fail(`${place}: unknown trait '${trait}'; ${suggestion(trait, Object.keys(contract.traits))}`);
      for (const [member] of mandatory) if (values[member] === undefined) fail(`${place}: values has no ${member}, which every request needs`);
    });
  }
  return target;
}

function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `known: ${known.join(', ')}` : `did you mean '${near}'?`;
}
