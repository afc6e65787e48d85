import { isObject } from '../../../contract/pointer.js';
import type { Schema } from '../../../contract/schema.js';
import { typesOf } from '../read-text.js';
import { wireText } from '../wire-text.js';

/** Whether the schema (absent: anything goes) lets a value of this kind be written as dotted keys. */
function admits(schema: Schema | undefined, kind: 'array' | 'object'): boolean {
  return schema === undefined || typesOf(schema).includes(kind);
}

/**
 * Writes one member as the dotted, 1-based keys of Alibaba's RPC style (`Options.1.Name=x`).
 * Null and absent values give no key; a structure where the contract has none is written as JSON text.
 */
export function flatten(
  key: string,
  value: unknown,
  schema: Schema | undefined,
): readonly (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && admits(schema, 'array'))
    return value.flatMap((item, index) => flatten(`${key}.${index + 1}`, item, schema?.items));
  if (isObject(value) && admits(schema, 'object')) {
    return Object.entries(value).flatMap(([name, member]) =>
      flatten(`${key}.${name}`, member, schema?.properties?.[name]),
    );
  }
  return [[key, wireText(value)]];
}
