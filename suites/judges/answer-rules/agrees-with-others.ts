import type { Behaviour } from '../../../contract/contract.js';
import { valueAt } from '../../../contract/pointer.js';
import { firstBroken, type RuleOutcome } from './rule-outcome.js';

/**
 * Whether members of an answer say in their words what others say in theirs; words without a counterpart are passed
 * over.
 */
export function agreesWithOthers(pairs: NonNullable<Behaviour['agrees']>, body: unknown): RuleOutcome {
  return firstBroken(
    pairs.map(({ member, with: other, pairs: words }): RuleOutcome => {
      const value = valueAt(body, member);
      const said = valueAt(body, other);
      const wanted = typeof said === 'string' && Object.hasOwn(words, said) ? words[said] : undefined;
      if (value === undefined || wanted === undefined) return undefined;
      if (value === wanted) return 'kept';
      return {
        expected: `${member} is ${wanted}, as ${other} is ${said}`,
        actual: JSON.stringify(value),
        pointer: member,
      };
    }),
  );
}
