import type { Judging } from './judging.js';
import type { SentRequest } from './observer.js';
import { valuesAt } from './values-at.js';

/** What every answer, accepted or refused, must keep: it shows no secret of the request. */
export function judgeAnswer(session: Judging, sent: SentRequest): void {
  const { reply, logical } = sent;
  if (reply.kind === 'none') return;
  const shown = reply.text + JSON.stringify(reply.headers);
  for (const { clause, behaviour } of session.contract.behaviours) {
    const secrets = (behaviour.conceals ?? [])
      .flatMap((pointer) => valuesAt(logical, pointer))
      .filter((value): value is string => typeof value === 'string' && value.length >= 6);
    if (secrets.length === 0) continue;
    const leaked = secrets.some((secret) => shown.includes(secret) || shown.includes(JSON.stringify(secret).slice(1, -1)));
    if (leaked)
      session.observer.found(
        clause.local,
        { axis: 'shape', outcome: 'broken', expected: 'an answer without the secret', actual: 'the secret of the request stands in the answer' },
        sent,
      );
    else session.observer.saw(clause.local, 'observe');
  }
}
