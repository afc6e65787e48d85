import type { Contract } from './contract.js';
import { resourceSchema } from './resource-schema.js';
import type { Schema } from './schema.js';
import { storedMembers } from './stored-members.js';
import { type StoredPlace, storedMember, wholeResource } from './stored-place.js';

/** A member of the resource that the read-back shows and no update sets. */
export interface FixedMember {
  /** Pointer into the stored resource. */
  readonly place: string;
  readonly schema: Schema;
  /** Whether the read-back shows it under a condition only. */
  readonly conditional: boolean;
}

function* units(schema: Schema, { pattern }: StoredPlace, owner: boolean): Generator<FixedMember> {
  const changes = schema['x-volatile'] === true || schema['x-request-id'] === true || schema['x-follows'] !== undefined;
  if (changes) return;
  const conditional = owner || schema['x-returned-when'] !== undefined || schema['x-state-when'] !== undefined;
  if (schema.properties === undefined) yield { place: pattern, schema, conditional };
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    const own = storedMember({ pattern, pointer: pattern, items: [] }, name, child);
    if (own !== undefined) yield* units(child, own, conditional);
  }
}

/** The members of the resource that no update sets: scalars and lists that the read-back shows, but those that change by themselves or with others. */
export function fixedMembers(contract: Pick<Contract, 'update' | 'readBack'>): readonly FixedMember[] {
  const set = storedMembers(contract).map(({ place }) => place);
  return [...units(resourceSchema(contract), wholeResource, false)].filter(
    ({ place }) => place !== '' && !set.some((own) => own === place || own.startsWith(`${place}/`) || place.startsWith(`${own}/`)),
  );
}
