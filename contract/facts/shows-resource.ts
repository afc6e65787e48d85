import type { Contract } from '../contract.js';
import { resourceSchema } from './resource-schema.js';
import { placesShown, type ShownPlace } from './stored-members.js';

/** Whether the answer to an update and the read-back show members of the same resource. */
export function showsResource(contract: Pick<Contract, 'update' | 'readBack'>): boolean {
  const isValue = ({ place, schema }: ShownPlace): boolean => place !== '' && schema.properties === undefined;
  const shown = new Set([...placesShown(resourceSchema(contract))].filter(isValue).map(({ place }) => place));
  return (
    contract.update.responseMediaType !== undefined &&
    [...placesShown(contract.update.response)].some((own) => isValue(own) && shown.has(own.place))
  );
}
