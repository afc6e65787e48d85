import type { Relation } from '../../../generated/clauses.js';
import { applies } from './applies.js';
import { scopesOf } from './scopes.js';

/** Whether the member is there wherever the condition holds. */
export function keepsRequiredWhen(
  { member, when }: Extract<Relation, { name: 'required-when' }>,
  request: unknown,
): boolean {
  return scopesOf(request, [member, when.member]).every((scope) => !applies(when, scope) || scope(member).length > 0);
}
