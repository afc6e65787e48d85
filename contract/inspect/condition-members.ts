import type { Condition } from '../schema.js';

/** Pointers of the members of an answer that a condition looks at. */
export function conditionMembers(condition: Condition | undefined): readonly string[] {
  if (condition === undefined || 'trait' in condition) return [];
  if ('member' in condition) return [condition.member];
  if ('not' in condition) return conditionMembers(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(conditionMembers);
}
