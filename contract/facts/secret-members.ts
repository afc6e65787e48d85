import type { Contract } from '../contract.js';
import { secretPlaces } from './secret-places.js';

/** Names of members marked `x-secret` anywhere in the contracts. */
export function secretMembers(contracts: readonly Contract[]): readonly string[] {
  const schemas = contracts.flatMap(({ update, readBack }) => [
    update.request,
    update.response,
    ...(readBack === undefined ? [] : [readBack.response]),
  ]);
  return [...new Set(schemas.flatMap((schema) => secretPlaces(schema).map(({ name }) => name)))];
}
