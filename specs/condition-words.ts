import type { Condition } from './schema.js';

/** A condition in words; traits by their names. */
export function conditionWords(condition: Condition): string {
  if ('trait' in condition) return `the resource is ${condition.trait}`;
  if ('member' in condition) return `${condition.member.split('/').at(-1)} is ${condition.in.map(String).join(' or ')}`;
  if ('not' in condition) return `not (${conditionWords(condition.not)})`;
  const parts = 'all' in condition ? condition.all : condition.any;
  return parts.map((part) => conditionWords(part)).join('all' in condition ? ' and ' : ' or ');
}
