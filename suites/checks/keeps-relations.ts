import type { Check, Subject } from '../check.js';
import { violatingCase } from '../requests/violating-case.js';
import { acceptDraft, isUsable } from '../trials/accept-draft.js';
import { refuseCase } from '../trials/refuse-case.js';

/** Rules over several members: requests that keep them are accepted, requests that break them are refused. */
export const keepsRelations: Check = {
  id: 'keeps-relations',
  title: 'rules over several members are enforced',
  harmless: true,
  plan: (context) => {
    const taken = new Set<string>();
    return context.fixtures.flatMap((fixture) => {
      const model = context.model(fixture);
      return model.relations.flatMap((relation): readonly Subject[] => {
        if (taken.has(relation.clause) || !context.isWanted(relation.clause) || Object.keys(relation.bite).length === 0)
          return [];
        const twin = model.with(relation.bite);
        if (!model.isSure(twin)) return [];
        const cases = relation
          .violations(twin)
          .flatMap(
            ({ operator, request }) =>
              violatingCase(context, fixture, { clause: relation.clause, operator }, twin, request) ?? [],
          );
        if (cases.length === 0) return [];
        taken.add(relation.clause);
        return [
          {
            name: relation.clause,
            fixture,
            covers: [
              { clause: relation.clause, side: 'accept' },
              { clause: relation.clause, side: 'refuse' },
            ],
            requests: { accept: 1, refuse: cases.length },
            run: async (session) => {
              if (!(await isUsable(session, fixture, [relation.clause]))) return;
              if (!session.keeper.isCareful) {
                if (
                  !(await acceptDraft(session, fixture, twin, { clause: relation.clause, members: relation.members }))
                )
                  return;
                session.observer.saw(relation.clause, 'accept');
              }
              for (const violating of cases) await refuseCase(session, violating);
            },
          },
        ];
      });
    });
  },
};
