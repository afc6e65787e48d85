import type { Contract } from '../contract.js';
import type { Schema } from '../schema.js';
import { schemaAt } from '../schema-at.js';

/** The schema of one resource in the read-back: the whole answer, or an entry of its list. */
export function resourceSchema({ readBack }: Pick<Contract, 'readBack'>): Schema {
  if (readBack === undefined) return {};
  if (readBack.resource === undefined) return readBack.response;
  return schemaAt(readBack.response, `${readBack.resource.list}/items`);
}
