import type { Relation } from '../../../generated/clauses.js';
import type { Scope } from './scopes.js';

type When = Extract<Relation, { when: unknown }>['when'];

/** Whether a relation's condition holds in a scope: the member is there and has one of the values. */
export function applies(when: When, scope: Scope): boolean {
  return scope(when.member).some((value) => when.in.includes(value));
}
