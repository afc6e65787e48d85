import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { withOwnNames } from '../../properties/own-names.js';
import type { Check, Subject } from '../check.js';
import { acceptDraft } from '../trials/accept-draft.js';

/** Every documented example request is accepted. */
export const acceptsExamples: Check = {
  id: 'accepts-examples',
  title: 'the documented example requests are accepted',
  plan: ({ contract, fixtures, model }) =>
    contract.examples.flatMap(({ clause, example }): readonly Subject[] => {
      if (clause.excluded !== undefined) return [];
      const fixture = fixtures.find((candidate) => meetsNeeds(clause.needs, new Set(candidate.traits)));
      if (fixture === undefined) return [];
      return [
        {
          name: clause.local,
          fixture,
          covers: [{ clause: clause.local, side: 'accept' }],
          requests: { accept: 2, refuse: 0 },
          run: async (session) => {
            const draft = { ...model(fixture).minimal(), ...example.request };
            if (await acceptDraft(session, fixture, draft, { clause: clause.local, isWhole: true }))
              session.observer.saw(clause.local, 'accept');
            // The resource of another sample may need the name.
            const renamed = withOwnNames(draft, model(fixture).nodes, fixture);
            if (JSON.stringify(renamed) !== JSON.stringify(draft))
              await session.update(fixture, model(fixture).logical(renamed));
          },
        },
      ];
    }),
};
