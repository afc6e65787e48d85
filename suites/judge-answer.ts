import { valueAt } from '../specs/pointer.js';
import type { SentRequest } from './observer.js';
import type { Session } from './session.js';

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Every value of a request at a contract pointer, through arrays and strings that hold JSON. */
export function valuesAt(root: unknown, pointer: string): readonly unknown[] {
  const [head, ...rest] = pointer.split('/').slice(1);
  const value = parsed(root);
  if (head === undefined) return [value];
  const tail = rest.map((segment) => `/${segment}`).join('');
  if (head === 'items') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, tail)) : [];
  const child = valueAt(value, `/${head}`);
  return child === undefined ? [] : valuesAt(child, tail);
}

/** What every answer, accepted or refused, must keep: it shows no secret of the request. */
export function judgeAnswer(session: Session, sent: SentRequest): void {
  const { reply, logical } = sent;
  if (reply.kind === 'none') return;
  const shown = reply.text + JSON.stringify(reply.headers);
  for (const { clause, behaviour } of session.contract.behaviours) {
    const secrets = (behaviour.conceals ?? []).flatMap((pointer) => valuesAt(logical, pointer)).filter((value): value is string => typeof value === 'string' && value.length >= 6);
    if (secrets.length === 0) continue;
    const leaked = secrets.some((secret) => shown.includes(secret) || shown.includes(JSON.stringify(secret).slice(1, -1)));
    if (leaked) session.observer.found(clause.local, { axis: 'shape', outcome: 'broken', expected: 'an answer without the secret', actual: 'the secret of the request stands in the answer' }, sent);
    else session.observer.saw(clause.local, 'observe');
  }
}
