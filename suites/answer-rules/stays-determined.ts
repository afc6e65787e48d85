import type { Behaviour } from '../../specs/contract.js';
import { valueAt } from '../../specs/pointer.js';
import type { RuleOutcome } from './rule-outcome.js';

/** Forgets what the answer before showed: it was not about the rule. */
export function forgetDetermining({ member }: NonNullable<Behaviour['determined']>, memory: Map<string, string>): void {
  memory.delete(`determining ${member}`);
}

/**
 * Whether a member shows the same as whenever those that determine it were as they are. An answer right after they changed tells nothing:
 * what follows from them may take its time. `memory` keeps what was shown.
 */
export function staysDetermined({ member, by }: NonNullable<Behaviour['determined']>, body: unknown, memory: Map<string, string>): RuleOutcome {
  const determining = JSON.stringify(by.map((pointer) => valueAt(body, pointer) ?? null));
  const former = memory.get(`determining ${member}`);
  memory.set(`determining ${member}`, determining);
  const value = valueAt(body, member);
  if (former !== determining || value === undefined) return undefined;
  const key = `determined ${member} ${determining}`;
  const shown = JSON.stringify(value);
  const known = memory.get(key);
  if (known === undefined) memory.set(key, shown);
  if (known === undefined || known === shown) return known === undefined ? undefined : 'kept';
  return { expected: `${member} shows ${known}${by.length === 0 ? '' : ` as long as ${by.join(' and ')} stay`}`, actual: shown, pointer: member };
}
