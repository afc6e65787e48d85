import type { Contract } from '../contract.js';
import type { Schema } from '../schema.js';

/** The schema of one resource in the read-back: the whole answer, or an entry of its list. */
export function resourceSchema({ readBack }: Pick<Contract, 'readBack'>): Schema {
  if (readBack === undefined) return {};
  if (readBack.resource === undefined) return readBack.response;
  const names = readBack.resource.list.split('/').slice(1);
  return names.reduce<Schema>((owner, name) => owner.properties?.[name] ?? {}, readBack.response).items ?? {};
}
