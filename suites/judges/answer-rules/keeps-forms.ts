import { valueAt } from '../../../contract/pointer.js';
import { firstBroken, type RuleOutcome } from './rule-outcome.js';

/** Whether members of an answer show text that matches their regular expression. */
export function keepsForms(forms: Readonly<Record<string, string>>, body: unknown): RuleOutcome {
  return firstBroken(
    Object.entries(forms).map(([pointer, form]): RuleOutcome => {
      const value = valueAt(body, pointer);
      if (value === undefined) return undefined;
      if (typeof value === 'string' && new RegExp(form, 'u').test(value)) return 'kept';
      return { expected: `${pointer} has the form ${form}`, actual: JSON.stringify(value), pointer };
    }),
  );
}
