import { valueAt } from './pointer.js';
import type { Condition, TraitCondition, Traits } from './schema.js';

/** Whether a trait condition holds on a fixture. */
export function traitsSatisfy(condition: TraitCondition, traits: Traits): boolean {
  if ('trait' in condition) return traits.has(condition.trait);
  if ('not' in condition) return !traitsSatisfy(condition.not, traits);
  if ('all' in condition) return condition.all.every((part) => traitsSatisfy(part, traits));
  return condition.any.some((part) => traitsSatisfy(part, traits));
}

/** Whether a condition holds for an answer's body on a fixture; undefined where the body lacks the member it speaks of. */
export function conditionHolds(condition: Condition, traits: Traits, body: unknown): boolean | undefined {
  if ('trait' in condition) return traits.has(condition.trait);
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

/** Whether a fixture with these traits meets `needs` (`trait` or `!trait`). */
export function meetsNeeds(needs: readonly string[], traits: Traits): boolean {
  return needs.every((need) => (need.startsWith('!') ? !traits.has(need.slice(1)) : traits.has(need)));
}
