import type { Contract } from '../../contract/contract.js';
import type { Schema } from '../../contract/schema.js';

/**
 * Values that belong together in the world of VPNs: who takes one of them without checking may well take the others.
 */
const families: readonly (readonly string[])[] = [
  ['esp', 'ah', 'ah-esp'],
  ['tunnel', 'transport'],
  ['main', 'aggressive', 'quick'],
  ['v1', 'v2', 'ikev2'],
  ['ip', 'fqdn', 'dn'],
  ['3des', 'des'],
  ['aes', 'aes128', 'aes192', 'aes256'],
  ['sha2-256', 'sha2-224', 'sm3'],
  ['aes-128', 'sm4'],
  ['group14', 'group22', 'group23', 'group24'],
];

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
      const kin = families.filter((family) => shared(own, family) >= 1);
      return [name, [...new Set([...own, ...alike.flat(), ...kin.flat()])]] as const;
    }),
  );
}
