import type { Contract } from './contract.js';
import { resourceSchema } from './resource-schema.js';
import { placesShown, type ShownPlace, storedMembers } from './stored-members.js';

/** The members of the resource that no update sets: scalars and lists that the read-back shows, but those that change by themselves or with others. */
export function fixedMembers(contract: Pick<Contract, 'update' | 'readBack'>): readonly ShownPlace[] {
  const set = storedMembers(contract).map(({ place }) => place);
  return [...placesShown(resourceSchema(contract))].filter(({ place, schema }) => {
    const isUnit = place !== '' && schema.properties === undefined && !`${place}/`.includes('/items/');
    return isUnit && schema['x-follows'] === undefined && !set.some((own) => own === place || own.startsWith(`${place}/`) || place.startsWith(`${own}/`));
  });
}
