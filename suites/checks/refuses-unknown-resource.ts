import type { Check, Subject } from '../check.js';
import { describeReply, errorCodeOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { anyRefusal, isExpected } from '../findings/expected-answers.js';
import { unknownLike } from '../requests/unknown-like.js';
import type { Session } from '../session/session.js';
import { isUsable } from '../trials/accept-draft.js';
import { withoutCauses } from '../trials/without-causes.js';

/** Any refusal of the 4xx kind is right: the document does not say which. */
function judgeUnknown({ observer, contract }: Session, clause: string, sent: SentRequest, change: string): void {
  const { reply } = sent;
  const part = { ...anyRefusal, actual: describeReply(contract, reply), change };
  if (reply.kind === 'none' || reply.status === 429 || sent.notNow !== undefined)
    observer.found(
      clause,
      { ...part, ...(sent.notNow === undefined ? {} : { actual: sent.notNow }), axis: 'control', outcome: 'undecided' },
      sent,
    );
  else if (isExpected(anyRefusal.answers, reply.status, undefined)) observer.saw(clause, 'observe');
  else observer.found(clause, { ...part, axis: 'status', outcome: 'broken' }, sent, errorCodeOf(contract, reply));
}

/**
 * An update of a resource that does not exist is refused, where the document says no more of it than that the id names
 * one.
 */
export const refusesUnknownResource: Check = {
  id: 'refuses-unknown-resource',
  title: 'an update of a resource that does not exist is refused',
  harmless: true,
  plan: ({ contract, fixtures, isWanted, model }) =>
    contract.behaviours.flatMap(({ clause, behaviour: { unknown } }): readonly Subject[] => {
      const [fixture] = fixtures;
      const known = [fixture?.values[unknown?.split('/').at(-1) ?? ''] ?? []].flat()[0];
      if (
        unknown === undefined ||
        fixture === undefined ||
        known === undefined ||
        clause.excluded !== undefined ||
        !isWanted(clause.local)
      )
        return [];
      return [
        {
          name: clause.local,
          fixture,
          covers: [{ clause: clause.local, side: 'observe' }],
          requests: { accept: 0, refuse: 1 },
          run: async (session) => {
            if (!(await isUsable(session, fixture, [clause.local]))) return;
            const base = model(fixture);
            const wrong = unknownLike(known);
            const sent = await session.update(
              fixture,
              base.logical(base.change(withoutCauses(session, fixture, base.base()), unknown, wrong)),
            );
            judgeUnknown(session, clause.local, sent, `${unknown}: ${known} → ${wrong}`);
          },
        },
      ];
    }),
};
