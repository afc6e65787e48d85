import path from 'node:path';
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { packageRoot } from '../../contract/load/package-root.js';
import { readYaml } from '../../contract/load/read-yaml.js';

let compiled: ValidateFunction | undefined;

function validateEntry(): ValidateFunction {
  // With `discriminator`, a wrong entry is told what is wrong with it, and not that it is none of the other kinds.
  compiled ??= new Ajv2020({ strict: false, discriminator: true }).compile({
    ...readYaml<AnySchemaObject>(path.join(packageRoot, 'reports/journal.schema.json')),
    discriminator: { propertyName: 'type' },
    required: ['type'],
    type: 'object',
  });
  return compiled;
}

/** What keeps a value from being a journal entry, in a few words; undefined when it is one. */
export function entryProblem(value: unknown): string | undefined {
  const validate = validateEntry();
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  if (error?.keyword === 'discriminator')
    return "is no journal entry: its type is none of 'run', 'operation', 'result', 'skip', 'end'";
  const place = error === undefined || error.instancePath === '' ? '' : `at ${error.instancePath}: `;
  const unknown: unknown = error?.params['additionalProperty'];
  return `is no journal entry: ${place}${error?.message ?? 'invalid'}${typeof unknown === 'string' ? ` ('${unknown}')` : ''}`;
}
