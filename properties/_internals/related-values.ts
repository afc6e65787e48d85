import type { Contract } from '../../contract/contract.js';
import type { Schema } from '../../contract/schema.js';

/**
 * Strings listed by `enum` anywhere in a contract under the same lower-case member name or beside values that they have
 * in common.
 */
export function relatedValues(contract: Contract): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  const collect = (name: string, schema: Schema): void => {
    const own = [schema, ...(schema['x-when'] ?? []).map((entry) => entry.then as Schema)].flatMap(
      (part) => part.enum ?? [],
    );
    const texts = own.filter((value): value is string => typeof value === 'string');
    if (texts.length > 0)
      values.set(name.toLowerCase(), [...new Set([...(values.get(name.toLowerCase()) ?? []), ...texts])]);
    for (const [child, inner] of Object.entries(schema.properties ?? schema.contentSchema?.properties ?? {}))
      collect(child, inner);
    if (schema.items !== undefined) collect(name, schema.items);
  };
  collect('', contract.update.request);
  collect('', contract.update.response);
  const shared = (own: readonly string[], other: readonly string[]): number =>
    own.filter((value) => other.includes(value)).length;
  return new Map(
    [...values].map(([name, own]) => {
      const alike = [...values.values()].filter((other) => shared(own, other) >= 2);
      return [name, [...new Set([...own, ...alike.flat()])]] as const;
    }),
  );
}
