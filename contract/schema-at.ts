import type { Schema } from './schema.js';

/** The schema of what a contract pointer names, `items` for the entries of a list; an empty one where none is declared. */
export function schemaAt(root: Schema, pointer: string): Schema {
  return pointer
    .split('/')
    .slice(1)
    .reduce<Schema>((schema, name) => {
      const owner = schema.contentSchema ?? schema;
      return (name === 'items' ? owner.items : owner.properties?.[name]) ?? {};
    }, root);
}
