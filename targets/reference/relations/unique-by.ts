import type { Relation } from '../../../generated/clauses.js';
import { valuesAt } from '../values-at.js';

/** Whether no two items of an array have the same value of a member; items without it are not judged. */
export function keepsUniqueBy({ array, member }: Extract<Relation, { name: 'unique-by' }>, request: unknown): boolean {
  return valuesAt(request, array).every((value) => {
    if (!Array.isArray(value)) return true;
    const seen = value.flatMap((item) => valuesAt(item, member)).map((one) => JSON.stringify(one));
    return new Set(seen).size === seen.length;
  });
}
