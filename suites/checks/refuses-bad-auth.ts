import type { Check, Subject } from '../check.js';
import { isAccepted, isWantedOf } from '../exchange/reply.js';
import { judgeRefusal } from '../judges/judge-refusal.js';
import { judgeUntouched } from '../judges/judge-untouched.js';
import { isUsable } from '../trials/accept-draft.js';

const changes = {
  'missing-credentials': 'sent without credentials',
  'wrong-secret': 'sent with a wrong secret',
  'expired-date': 'signed as of a day ago',
} as const;

/**
 * Requests with missing, wrong or outdated credentials are refused as documented. Planned only for targets with
 * credentials, and only when asked for.
 */
export const refusesBadAuth: Check = {
  id: 'refuses-bad-auth',
  title: 'a request with missing, wrong or outdated credentials is refused and changes nothing',
  harmless: true,
  plan: ({ contract, fixtures, flaws, isWanted, model }) =>
    contract.behaviours.flatMap(({ clause, behaviour: { auth } }): readonly Subject[] => {
      const [fixture] = fixtures;
      if (auth === undefined || fixture === undefined || !flaws.includes(auth) || !isWanted(clause.local)) return [];
      return [
        {
          name: clause.local,
          fixture,
          covers: [{ clause: clause.local, side: 'observe' }],
          requests: { accept: 1, refuse: 1 },
          run: async (session) => {
            if (!(await isUsable(session, fixture, [clause.local]))) return;
            const before = await session.state(fixture);
            const change = changes[auth];
            const sent = await session.update(fixture, model(fixture).logical(model(fixture).base()), {
              flaw: auth,
              isWanted: isWantedOf(contract, [clause.rejects]),
            });
            judgeRefusal(session, sent, { clause: clause.local, rejects: [clause.rejects], change, side: 'observe' });
            if (isAccepted(contract, sent.reply)) session.forget(fixture);
            else await judgeUntouched(session, fixture, sent, before, { change });
          },
        },
      ];
    }),
};
