import { valueAt, withValueAt } from '../../contract/pointer.js';
import type { DraftRequest } from '../request.js';
import { setMember } from './condition.js';
import type { Relation, RelationContext } from './relation.js';

/** Entries of an array that differ in one member. */
export function uniqueBy(clause: string, array: string, member: string, { sample }: RelationContext): Relation {
  const pointer = `${array}/items${member}`;
  const valuesIn = (request: DraftRequest): readonly unknown[] => {
    const items = valueAt(request, array);
    return Array.isArray(items) ? items.map((item) => valueAt(item, member)) : [];
  };
  const repeated = (values: readonly unknown[], index: number): boolean =>
    values[index] !== undefined && values.indexOf(values[index]) < index;
  // Two entries that differ in everything the domain varies, so that only the duplicate is wrong.
  const longest = (least: number): unknown =>
    [...sample(array)].reverse().find((value) => Array.isArray(value) && value.length >= least);
  const [pair, triple] = [longest(2), longest(3)];
  return {
    clause,
    members: [pointer],
    bite: pair === undefined ? {} : { [array]: withMembers(pair, member, sample(pointer).slice(0, 2)) },
    holds: (request) => {
      const values = valuesIn(request);
      return values.every((_, index) => !repeated(values, index));
    },
    satisfy: (request, keep) =>
      valuesIn(request).reduce<DraftRequest>((draft, _, index) => {
        const values = valuesIn(draft);
        if (!repeated(values, index)) return draft;
        const at = `${array}/${index}${member}`;
        const fresh = sample(pointer).find((candidate) => !values.includes(candidate));
        return keep.includes(at) ? draft : setMember(draft, at, fresh);
      }, request),
    violations: (request) => {
      const [first, second] = valuesIn(request);
      if (first === undefined || second === undefined || first === second) return [];
      // Some compare neighbours only.
      const apart =
        triple === undefined
          ? []
          : [
              {
                operator: 'duplicate-apart',
                request: setMember(request, array, withMembers(triple, member, [first, second, first])),
              },
            ];
      return [{ operator: 'duplicate', request: setMember(request, `${array}/1${member}`, first) }, ...apart];
    },
  };
}

/** The first entries, as many as there are values for the member. */
function withMembers(entries: unknown, member: string, values: readonly unknown[]): unknown {
  if (!Array.isArray(entries)) return entries;
  return entries.slice(0, values.length).map((item, index) => withValueAt(item, member, values[index]));
}
