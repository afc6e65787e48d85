import type { Schema } from '../schema.js';

/** A member that holds a secret. */
export interface SecretPlace {
  readonly name: string;
  /** Contract pointer. */
  readonly pointer: string;
}

function* places(schema: Schema, name: string, pointer: string): Generator<SecretPlace> {
  if (schema['x-secret'] === true) yield { name, pointer };
  const owner = schema.contentSchema ?? schema;
  if (owner.items !== undefined) yield* places(owner.items, name, `${pointer}/items`);
  for (const [child, below] of Object.entries(owner.properties ?? {}))
    yield* places(below, child, `${pointer}/${child}`);
}

/** Every member marked `x-secret` in a schema, arrays and JSON in strings included. */
export function secretPlaces(schema: Schema): readonly SecretPlace[] {
  return [...places(schema, '', '')];
}
