import type { Check, Subject } from '../check.js';
import { resourceIdentity } from '../exchange/read-back.js';

const clause = '/exchange/refusal-without-effect';

/** What was refused on a fixture last does not happen later, either: the look behind it may have come too early. */
export const refusedStaysRefused: Check = {
  id: 'refused-stays-refused',
  title: 'what was refused does not happen later',
  harmless: true,
  plan: ({ contract, fixtures, refusing, isWanted }) => {
    if (!isWanted(clause) || contract.readBack === undefined) return [];
    const all = [...refusing, ...fixtures];
    const identities = all.map((fixture) => resourceIdentity(contract, fixture));
    // Where two fixtures are one resource, updates of the one are no late effect on the other.
    const apart = all.filter(
      (_, index) => identities.filter((identity) => identity === identities[index]).length === 1,
    );
    return apart.map(
      (fixture): Subject => ({
        name: clause,
        fixture,
        covers: [{ clause, side: 'observe' }],
        requests: { accept: 0, refuse: 0 },
        run: (session) => session.judgeLately(fixture),
      }),
    );
  },
};
