import { isUsable } from '../accept-draft.js';
import type { Check, Subject } from '../check.js';
import { describeReply, isAccepted } from '../reply.js';

/** The same request with the same client token is answered like the first time. */
export const honoursToken: Check = {
  id: 'honours-token',
  title: 'a request repeated with its client token is accepted like the first time',
  plan: ({ contract, fixtures, model }) =>
    contract.behaviours.flatMap(({ clause, behaviour }): readonly Subject[] => {
      const [fixture] = fixtures;
      if (behaviour.token === undefined || clause.excluded !== undefined || fixture === undefined) return [];
      const pointer = behaviour.token;
      return [
        {
          name: clause.local,
          fixture,
          covers: [{ clause: clause.local, side: 'observe' }],
          requests: { accept: 2, refuse: 0 },
          run: async (session) => {
            if (!(await isUsable(session, fixture, [clause.local]))) return;
            const token = `vpn-conformance-${session.seed.toString(36)}-${Math.floor(session.clock()).toString(36)}`;
            const logical = model(fixture).logical(model(fixture).change(model(fixture).base(), pointer, token));
            const first = await session.update(fixture, logical);
            const again = await session.update(fixture, logical);
            if (isAccepted(contract, first.reply) && isAccepted(contract, again.reply)) session.observer.saw(clause.local, 'observe');
            else {
              const outcome = isAccepted(contract, first.reply) && again.reply.kind === 'answer' ? ('broken' as const) : ('undecided' as const);
              session.observer.found(
                clause.local,
                {
                  axis: 'status',
                  outcome,
                  expected: `the answer of the first time (${describeReply(contract, first.reply)})`,
                  actual: describeReply(contract, again.reply),
                },
                again,
              );
            }
          },
        },
      ];
    }),
};
