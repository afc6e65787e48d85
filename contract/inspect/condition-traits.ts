import type { Condition } from '../schema.js';

/** Names of the traits that a condition looks at. */
export function conditionTraits(condition: Condition): readonly string[] {
  if ('trait' in condition) return [condition.trait];
  if ('member' in condition) return [];
  if ('not' in condition) return conditionTraits(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(conditionTraits);
}
