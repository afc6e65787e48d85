import type { Behaviour } from '../../specs/contract.js';
import { valueAt } from '../../specs/pointer.js';
import { momentOf } from './moment-of.js';
import { firstBroken, type RuleOutcome } from './rule-outcome.js';

/** What the clocks of one service's machines may differ by, in seconds. */
const skew = 60;

/** Whether `later` is not before `earlier`; undefined where they cannot be compared. */
function isInOrder(earlier: unknown, later: unknown): boolean | undefined {
  const [a, b] = [momentOf(earlier), momentOf(later)];
  return a === undefined || b === undefined || a.zoned !== b.zoned ? undefined : b.seconds >= a.seconds - skew;
}

function outcomeOf(pointer: string, { earlier, later }: { readonly earlier: unknown; readonly later: unknown }, of: string): RuleOutcome {
  const holds = isInOrder(earlier, later);
  if (holds === undefined) return undefined;
  return holds ? 'kept' : { expected: `${pointer} is not before ${JSON.stringify(earlier)} (${of})`, actual: JSON.stringify(later), pointer };
}

/** Whether the times of an answer are in order, and none is before what the answer to the update before showed. `memory` keeps the latter. */
export function keepsTimes({ ordered = [], rising = [] }: NonNullable<Behaviour['times']>, body: unknown, memory: Map<string, string>): RuleOutcome {
  const pairs = ordered.slice(1).map((pointer, index) => {
    const former = ordered[index] ?? pointer;
    return outcomeOf(pointer, { earlier: valueAt(body, former), later: valueAt(body, pointer) }, former);
  });
  const steps = rising.map((pointer): RuleOutcome => {
    const later = valueAt(body, pointer);
    const earlier = memory.get(`rising ${pointer}`);
    if (typeof later === 'string') memory.set(`rising ${pointer}`, later);
    return outcomeOf(pointer, { earlier, later }, 'after the update before');
  });
  return firstBroken([...pairs, ...steps]);
}
