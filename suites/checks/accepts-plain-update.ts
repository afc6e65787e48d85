import { acceptDraft } from '../accept-draft.js';
import type { Check } from '../check.js';

/** A small valid update is accepted on every fixture, and the answer has the documented shape. */
export const acceptsPlainUpdate: Check = {
  id: 'accepts-plain-update',
  title: 'a small valid update is accepted and answered in the documented shape',
  plan: ({ contract, fixtures, model }) =>
    fixtures.map((fixture) => ({
      name: `/exchange/success-status`,
      fixture,
      covers: contract.clauses
        .filter(({ side, local }) => side === 'response' || side === 'header' || ['/exchange/success-status', '/exchange/success-media-type'].includes(local))
        .map(({ local }) => ({ clause: local, side: 'observe' as const })),
      requests: { accept: 1, refuse: 0 },
      run: async (session) => {
        await acceptDraft(session, fixture, model(fixture).base(), '/exchange/success-status');
      },
    })),
};
