import type { Clause, Contract } from '../../contract/contract.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';

/** A contract with one clause falsified. */
export interface ClauseMutant {
  readonly clause: Clause;
  /** What was changed, e.g. maximum+1. */
  readonly change: string;
  readonly served: Contract;
}

const steps: Readonly<Record<string, readonly number[]>> = {
  minLength: [-1, 1],
  maxLength: [1, -1],
  minimum: [-1, 1],
  maximum: [1, -1],
  minItems: [-1, 1],
  maxItems: [1, -1],
  'x-minimum': [-1, 1],
  'x-maximum': [1, -1],
};
const removable = new Set([
  'enum',
  'uniqueItems',
  'pattern',
  'x-characters',
  'x-first-character',
  'x-within',
  'x-outside',
  'x-prefix-length',
  'x-host-address',
  'x-network-address',
]);

/**
 * Pointer of a clause's schema node in the contract object; request schemas nest under properties, items and
 * contentSchema.
 */
function schemaPointer(contract: Contract, pointer: string): string {
  let at = '/update/request';
  for (const segment of pointer.split('/').slice(1)) {
    if (valueAt(contract, `${at}/contentSchema`) !== undefined) at += '/contentSchema';
    at += segment === 'items' && valueAt(contract, `${at}/items`) !== undefined ? '/items' : `/properties/${segment}`;
  }
  return at;
}

function changed(contract: Contract, at: string, value: unknown): Contract {
  // A contract is plain data; the copy has the same shape with one keyword changed.
  return withValueAt(contract, at, value) as Contract;
}

/** Contracts with the clause falsified: a limit moved by one either way, an enum member dropped, a keyword removed. */
export function falsify(contract: Contract, clause: Clause): readonly ClauseMutant[] {
  const { pointer, facet = '' } = clause;
  if (pointer === undefined || clause.side !== 'request' || facet.includes(':')) return [];
  const at = schemaPointer(contract, pointer);
  const schema = valueAt(contract, at);
  if (!isObject(schema)) return [];
  const mutant = (change: string, place: string, value: unknown): ClauseMutant => ({
    clause,
    change,
    served: changed(contract, place, value),
  });
  return Object.entries(schema).flatMap(([keyword, value]): readonly ClauseMutant[] => {
    if (facetOf(keyword) !== facet) return [];
    if (typeof value === 'number' && steps[keyword] !== undefined)
      return (steps[keyword] ?? []).map((step) =>
        mutant(`${keyword}${step > 0 ? '+' : ''}${step}`, `${at}/${keyword}`, value + step),
      );
    if (keyword === 'enum' && Array.isArray(value) && value.length > 1)
      return [
        mutant(`without ${value.at(-1)}`, `${at}/enum`, value.slice(0, -1)),
        mutant('without enum', `${at}/enum`, undefined),
      ];
    return removable.has(keyword) ? [mutant(`without ${keyword}`, `${at}/${keyword}`, undefined)] : [];
  });
}

/** The contract with another keyword at the node of a clause. */
export function replacing(contract: Contract, { pointer = '' }: Clause, keyword: string, value: unknown): Contract {
  return changed(contract, `${schemaPointer(contract, pointer)}/${keyword}`, value);
}

/** The contract with one more value in the list of an enum clause. */
export function admitting(contract: Contract, clause: Clause, value: string): Contract {
  const listed = valueAt(contract, `${schemaPointer(contract, clause.pointer ?? '')}/enum`);
  return replacing(contract, clause, 'enum', [...(Array.isArray(listed) ? listed : []), value]);
}

export function facetOf(keyword: string): string {
  if (/length/i.test(keyword) && keyword !== 'x-prefix-length') return 'length';
  if (/Items$/.test(keyword) && keyword !== 'uniqueItems') return 'count';
  if (/imum$/.test(keyword)) return 'range';
  return keyword === 'uniqueItems' ? 'uniqueness' : keyword.replace('x-', '').replace('forbidden-prefixes', 'prefix');
}
