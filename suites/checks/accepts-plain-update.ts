import type { Check } from '../check.js';
import { fullDrafts } from '../requests/full-drafts.js';
import { acceptDraft } from '../trials/accept-draft.js';

/** A small and a full valid update are accepted on every fixture, and the answers have the documented shape. */
export const acceptsPlainUpdate: Check = {
  id: 'accepts-plain-update',
  title: 'a small valid update is accepted and answered in the documented shape',
  plan: ({ contract, fixtures, changeable, model }) =>
    fixtures.map((fixture) => ({
      name: `/exchange/success-status`,
      fixture,
      covers: contract.clauses
        .filter(
          ({ side, local }) =>
            side === 'response' ||
            side === 'header' ||
            ['/exchange/success-status', '/exchange/success-media-type'].includes(local),
        )
        .map(({ local }) => ({ clause: local, side: 'observe' as const })),
      requests: { accept: 2, refuse: 0 },
      run: async (session) => {
        const taken = await acceptDraft(session, fixture, model(fixture).base(), {
          clause: '/exchange/success-status',
        });
        // What an update does is looked at on every kind of resource, for as many members as go together.
        const [, full] = (changeable.includes(fixture) && fullDrafts(contract, model(fixture))) || [];
        if (taken && full !== undefined)
          await acceptDraft(session, fixture, full, {
            clause: '/exchange/success-status',
            change: 'an update of all members that go together',
          });
      },
    })),
};
