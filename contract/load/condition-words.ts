import type { Condition } from '../schema.js';

/** What traits stand for, as completes "on": a connection in policy mode. */
export type TraitWords = Readonly<Record<string, string>>;

/** A condition in words: on a connection in policy mode, but not on a VPN gateway of the flavor GM. */
export function conditionWords(condition: Condition, traits: TraitWords): string {
  if ('trait' in condition) return `on ${traits[condition.trait]?.replace(/\.$/, '') ?? condition.trait}`;
  if ('member' in condition)
    return `where ${condition.member.split('/').at(-1)} is ${condition.in.map(String).join(' or ')}`;
  if ('not' in condition) return `except ${conditionWords(condition.not, traits)}`;
  if ('any' in condition) return condition.any.map((part) => conditionWords(part, traits)).join(' or ');
  const inner = condition.all.filter((part) => !('not' in part)).map((part) => conditionWords(part, traits));
  const outer = condition.all.flatMap((part) => ('not' in part ? [conditionWords(part.not, traits)] : []));
  if (inner.length === 0) return `except ${outer.join(' or ')}`;
  return [inner.join(' and '), ...outer.map((words) => `but not ${words}`)].join(', ');
}
