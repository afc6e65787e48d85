import type { Contract } from '../contract.js';
import type { Schema } from '../schema.js';
import { resourceSchema } from './resource-schema.js';
import { placesShown, type ShownPlace, storedMembers } from './stored-members.js';
import { StoredPlace } from './stored-place.js';

/** Where the arrays of the resource stand whose entries the update merges by a member of theirs. */
function* keyedPlaces(schema: Schema, place: StoredPlace): Generator<string> {
  if (schema['x-merge-by'] !== undefined) yield place.pattern;
  for (const [name, child] of Object.entries(schema.contentSchema?.properties ?? schema.properties ?? {})) {
    const own = place.member(name, child);
    if (own !== undefined) yield* keyedPlaces(child, own);
  }
}

/**
 * The members of the resource that no update sets: scalars and lists that the read-back shows, but those that change by
 * themselves or with others. Of the entries of a list only where a member tells them apart.
 */
export function fixedMembers(contract: Pick<Contract, 'update' | 'readBack'>): readonly ShownPlace[] {
  const set = storedMembers(contract).map(({ place }) => place);
  const keyed = [...keyedPlaces(contract.update.request, StoredPlace.whole)];
  const isPlain = (place: string): boolean => {
    const rest = keyed.reduce(
      (text, array) => (text.startsWith(`${array}/items/`) ? text.slice(`${array}/items`.length) : text),
      place,
    );
    return !`${rest}/`.includes('/items/');
  };
  return [...placesShown(resourceSchema(contract))].filter(({ place, schema }) => {
    const isUnit = place !== '' && schema.properties === undefined && isPlain(place);
    return (
      isUnit &&
      schema['x-follows'] === undefined &&
      !set.some((own) => own === place || own.startsWith(`${place}/`) || place.startsWith(`${own}/`))
    );
  });
}
