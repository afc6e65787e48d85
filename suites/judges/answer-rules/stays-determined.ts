import type { Behaviour } from '../../../contract/contract.js';
import { valueAt } from '../../../contract/pointer.js';
import type { Schema } from '../../../contract/schema.js';
import { schemaAt } from '../../../contract/schema-at.js';
import { shownText } from '../../state/shown-text.js';
import type { RuleOutcome } from './rule-outcome.js';

/**
 * Whether a member shows the same as whenever those that determine it were as they are. `memory` keeps what was shown; `response`
 * says which members of an answer there are.
 * To be asked of answers to requests that leave the latter alone: what follows from a change of them may take its time.
 */
export function staysDetermined(
  { member, by }: NonNullable<Behaviour['determined']>,
  body: unknown,
  memory: Map<string, string>,
  response: Schema,
): RuleOutcome {
  const show = (pointer: string): string | undefined => shownText(schemaAt(response, pointer), valueAt(body, pointer));
  const shown = show(member);
  if (shown === undefined) return undefined;
  const key = `determined ${member} ${by.map((pointer) => show(pointer) ?? 'nothing').join(' ')}`;
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
