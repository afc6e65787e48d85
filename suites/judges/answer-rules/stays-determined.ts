import type { Behaviour } from '../../../contract/contract.js';
import { valueAt } from '../../../contract/pointer.js';
import type { RuleOutcome } from './rule-outcome.js';

/**
 * Whether a member shows the same as whenever those that determine it were as they are. `memory` keeps what was shown.
 * To be asked of answers to requests that leave the latter alone: what follows from a change of them may take its time.
 */
export function staysDetermined(
  { member, by }: NonNullable<Behaviour['determined']>,
  body: unknown,
  memory: Map<string, string>,
): RuleOutcome {
  const value = valueAt(body, member);
  if (value === undefined) return undefined;
  const key = `determined ${member} ${JSON.stringify(by.map((pointer) => valueAt(body, pointer) ?? null))}`;
  const shown = JSON.stringify(value);
  const known = memory.get(key);
  memory.set(key, known ?? shown);
  if (known === undefined) return undefined;
  if (known === shown) return 'kept';
  return {
    expected: `${member} shows ${known}${by.length === 0 ? '' : ` as long as ${by.join(' and ')} stay`}`,
    actual: shown,
    pointer: member,
  };
}
