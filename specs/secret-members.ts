import type { Contract } from './contract.js';
import type { Schema } from './schema.js';

function* secretNames(schema: Schema): Generator<string> {
  const properties = schema.properties ?? schema.contentSchema?.properties ?? {};
  for (const [name, child] of Object.entries(properties)) {
    if (child['x-secret'] === true) yield name;
    yield* secretNames(child);
  }
  if (schema.items !== undefined) yield* secretNames(schema.items);
}

/** Names of members marked `x-secret` anywhere in the contracts. */
export function secretMembers(contracts: readonly Contract[]): readonly string[] {
  const schemas = contracts.flatMap(({ update, readBack }) => [update.request, update.response, ...(readBack === undefined ? [] : [readBack.response])]);
  return [...new Set(schemas.flatMap((schema) => [...secretNames(schema)]))];
}
