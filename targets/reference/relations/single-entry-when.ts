import type { Relation } from '../../../generated/clauses.js';
import { applies } from './applies.js';
import { scopesOf } from './scopes.js';

function hasOneEntry(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes(',');
  return !Array.isArray(value) || value.length <= 1;
}

/** Whether the lists, comma-separated or arrays, hold one entry at most wherever the condition holds. */
export function keepsSingleEntryWhen(
  { members, when }: Extract<Relation, { name: 'single-entry-when' }>,
  request: unknown,
): boolean {
  return scopesOf(request, [...members, when.member]).every(
    (scope) => !applies(when, scope) || members.flatMap(scope).every(hasOneEntry),
  );
}
