import type { Behaviour } from '../../../contract/contract.js';
import { valueAt } from '../../../contract/pointer.js';
import { momentOf } from './moment-of.js';
import { firstBroken, type RuleOutcome } from './rule-outcome.js';

/** What the clocks of one service's machines may differ by, in seconds. */
const skew = 60;

/** Whether `later` is not before `earlier`; undefined where they cannot be compared. */
function isInOrder(earlier: unknown, later: unknown): boolean | undefined {
  const [a, b] = [momentOf(earlier), momentOf(later)];
  return a === undefined || b === undefined || a.zoned !== b.zoned ? undefined : b.seconds >= a.seconds - skew;
}

function outcomeOf(
  pointer: string,
  { earlier, later }: { readonly earlier: unknown; readonly later: unknown },
  of: string,
): RuleOutcome {
  const holds = isInOrder(earlier, later);
  if (holds === undefined) return undefined;
  return holds
    ? 'kept'
    : {
        expected: `${pointer} is not before ${JSON.stringify(earlier)} (${of})`,
        actual: JSON.stringify(later),
        pointer,
      };
}

/**
 * After so many updates over so many milliseconds a time that has not moved stands still; it may be that of the update
 * before, and an update that changes nothing may leave it.
 */
const still = { updates: 6, milliseconds: 2500 };

/**
 * Whether a time has stood still for longer than updates take. `memory` keeps what it was, since when and for how many
 * updates.
 */
function movesOn(pointer: string, shown: unknown, memory: Map<string, string>, now: number): RuleOutcome {
  if (typeof shown !== 'string' || momentOf(shown) === undefined) return undefined;
  const [former, since, updates] = ['shown', 'since', 'updates'].map((what) => memory.get(`${what} ${pointer}`));
  const isSame = former === shown;
  const own = { since: isSame ? Number(since) : now, updates: isSame ? Number(updates) + 1 : 0 };
  memory.set(`shown ${pointer}`, shown);
  memory.set(`since ${pointer}`, String(own.since));
  memory.set(`updates ${pointer}`, String(own.updates));
  if (own.updates < still.updates || now - own.since < still.milliseconds) return undefined;
  const expected = `${pointer} moves with the updates`;
  return {
    expected,
    actual: `it stays ${JSON.stringify(shown)} over ${own.updates} updates in ${Math.floor((now - own.since) / 1000)} s`,
    pointer,
  };
}

/**
 * Whether the times of an answer are in order, and none is before what the answer to the update before showed or stands
 * still. `memory` keeps the latter; `now` is in milliseconds.
 */
export function keepsTimes(
  { ordered = [], rising = [] }: NonNullable<Behaviour['times']>,
  body: unknown,
  memory: Map<string, string>,
  now: number,
): RuleOutcome {
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
  return firstBroken([
    ...pairs,
    ...steps,
    ...rising.map((pointer) => movesOn(pointer, valueAt(body, pointer), memory, now)),
  ]);
}
