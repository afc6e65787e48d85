import { valueAt } from '../../../contract/pointer.js';
import { firstBroken, type RuleOutcome } from './rule-outcome.js';

/** Whether members of an answer show no data; that can be no member, null or an empty string. */
export function withholdsData(pointers: readonly string[], body: unknown): RuleOutcome {
  return firstBroken(
    pointers.map((pointer): RuleOutcome => {
      const value = valueAt(body, pointer);
      if (value === undefined || value === null || value === '') return 'kept';
      return { expected: `${pointer} shows no data`, actual: JSON.stringify(value), pointer };
    }),
  );
}
