import type { Contract } from '../contract.js';
import type { Schema } from '../schema.js';
import { basisOfSource } from './basis.js';
import { resourceSchema } from './resource-schema.js';
import { placesShown } from './stored-members.js';

const known = new WeakMap<object, ReadonlySet<string>>();

/**
 * Places of the resource that the document itself prints, in the read-back or in the answer to an update. What only
 * clients know of may be written in any form.
 */
export function printedPlaces(contract: Pick<Contract, 'update' | 'readBack'>): ReadonlySet<string> {
  const before = known.get(contract);
  if (before !== undefined) return before;
  const isDocuments = ({ schema }: { readonly schema: Schema }): boolean =>
    basisOfSource(schema['x-source'] ?? '') !== 'known';
  const shown = [...placesShown(resourceSchema(contract)), ...placesShown(contract.update.response)];
  const printed = new Set(shown.filter(isDocuments).map(({ place }) => place));
  known.set(contract, printed);
  return printed;
}
