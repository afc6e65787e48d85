import * as fc from 'fast-check';
import { acceptDraft, isUsable } from '../accept-draft.js';
import type { Check, Subject } from '../check.js';
import { isAccepted } from '../reply.js';
import { withoutToken } from '../without-token.js';
import { withoutTraits } from '../without-traits.js';

/** Random valid requests with members there or not are accepted; a refused one is shrunk to the smallest. */
export const acceptsRandom: Check = {
  id: 'accepts-random',
  title: 'random valid updates are accepted',
  plan: ({ contract, changeable, model, cases, seed }) =>
    cases === 0
      ? []
      : changeable.map(
          (fixture): Subject => ({
            name: '/exchange/success-status',
            fixture,
            covers: [{ clause: '/exchange/success-status', side: 'observe' }],
            requests: { accept: cases, refuse: 0 },
            run: async (session) => {
              if (!(await isUsable(session, fixture, ['/exchange/success-status']))) return;
              const property = fc.asyncProperty(
                model(fixture).requests.map((draft) => withoutTraits(contract, withoutToken(contract, draft))),
                async (draft) => !model(fixture).isSure(draft) || isAccepted(session.contract, (await session.control(fixture, draft)).reply),
              );
              const { failed, counterexample } = await fc.check(property, { numRuns: cases, seed });
              const [smallest] = counterexample ?? [];
              if (failed && smallest !== undefined) await acceptDraft(session, fixture, smallest, '/exchange/success-status', 'random valid request, shrunk');
            },
          }),
        ),
};
