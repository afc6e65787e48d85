import * as fc from 'fast-check';
import { withoutToken } from '../../contract/facts/client-tokens.js';
import type { DraftRequest } from '../../properties/request.js';
import type { Check, Subject } from '../check.js';
import { isAccepted } from '../exchange/reply.js';
import { withoutTraits } from '../requests/without-traits.js';
import { acceptDraft, isUsable } from '../trials/accept-draft.js';
import { withoutCauses } from '../trials/without-causes.js';

/** How many refused requests are looked into on one fixture. */
const mostFound = 3;

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
              const isTaken = async (draft: DraftRequest): Promise<boolean> => {
                const clean = withoutCauses(session, fixture, draft);
                return (
                  isAccepted(session.contract, (await session.control(fixture, clean)).reply) ||
                  session.causes.heldBy(fixture, clean) !== undefined
                );
              };
              const property = fc.asyncProperty(
                model(fixture).requests.map((draft) => withoutTraits(contract, withoutToken(contract, draft))),
                async (draft) => !model(fixture).isSure(draft) || (await isTaken(draft)),
              );
              const claim = { clause: '/exchange/success-status', change: 'random valid request, shrunk' };
              // What a refused request was refused for is left out of the next ones.
              for (let found = 0; found < mostFound; found += 1) {
                const { failed, counterexample } = await fc.check(property, { numRuns: cases, seed });
                const [smallest] = counterexample ?? [];
                if (!failed || smallest === undefined || !(await acceptDraft(session, fixture, smallest, claim)))
                  return;
              }
            },
          }),
        ),
};
