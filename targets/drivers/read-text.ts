import type { Schema } from '../../contract/schema.js';

const known = new WeakMap<Schema, readonly string[]>();

/** The JSON types that a schema names, those of its alternatives included. */
export function typesOf(schema: Schema): readonly string[] {
  const types = known.get(schema) ?? [...[schema.type ?? []].flat(), ...(schema.anyOf ?? []).flatMap(typesOf)];
  known.set(schema, types);
  return types;
}

/**
 * What a server reads from text: the integer or boolean that the schema names where the text is written so,
 * else the text itself, so that validation sees the wrong type.
 */
export function readText(text: string, schema: Schema | undefined): unknown {
  const types = schema === undefined ? [] : typesOf(schema);
  if (types.includes('integer') && /^-?\d+$/.test(text)) return Number(text);
  if (types.includes('number') && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
