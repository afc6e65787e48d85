import { valueAt } from '../pointer.js';
import type { Condition, TraitCondition, Traits } from '../schema.js';
import { traitHolds } from './traits.js';

/** Whether a trait condition certainly holds on a fixture: a trait that is neither given nor denied is unknown. */
export function traitsSatisfy(condition: TraitCondition, traits: Traits): boolean {
  return conditionHolds(condition, traits, undefined) === true;
}

/**
 * Whether a condition holds for an answer's body on a fixture; undefined where the body lacks the member it speaks of,
 * or the trait is unknown.
 */
export function conditionHolds(condition: Condition, traits: Traits, body: unknown): boolean | undefined {
  if ('trait' in condition) return traitHolds(condition.trait, traits);
  if ('member' in condition) {
    const value = valueAt(body, condition.member);
    return value === undefined ? undefined : condition.in.includes(value);
  }
  if ('not' in condition) {
    const part = conditionHolds(condition.not, traits, body);
    return part === undefined ? undefined : !part;
  }
  const parts = ('all' in condition ? condition.all : condition.any).map((part) => conditionHolds(part, traits, body));
  const decisive = !('all' in condition);
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) ? undefined : !decisive;
}

/** Whether a fixture with these traits certainly meets `needs` (`trait` or `!trait`). */
export function meetsNeeds(needs: readonly string[], traits: Traits): boolean {
  return needs.every((need) => traits.has(need));
}
