import type { Check } from '../check.js';
import { acceptDraft } from '../trials/accept-draft.js';
import { judgeRefusedParts } from '../trials/judge-refused-parts.js';

/**
 * The stored values written back are accepted: the one update that changes nothing. For targets where nothing may be
 * changed.
 */
export const acceptsStoredValues: Check = {
  id: 'accepts-stored-values',
  title: 'an update with the stored values is accepted and answered in the documented shape',
  harmless: true,
  plan: ({ contract, fixtures, careful }) =>
    !careful
      ? []
      : fixtures.map((fixture) => ({
          name: '/exchange/success-status',
          fixture,
          covers: contract.clauses
            .filter(
              ({ side, local }) =>
                side === 'response' ||
                side === 'header' ||
                ['/exchange/success-status', '/exchange/success-media-type'].includes(local),
            )
            .map(({ local }) => ({ clause: local, side: 'observe' as const })),
          requests: { accept: 1, refuse: 0 },
          run: async (session) => {
            // In a careful session whatever is sent as a control becomes the stored values.
            await acceptDraft(session, fixture, {}, { clause: '/exchange/success-status' });
            await judgeRefusedParts(session, fixture);
          },
        })),
};
