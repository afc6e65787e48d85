import { names } from '../../contract/load/derive-clauses.js';
import type { Check, Subject } from '../check.js';
import { assignNodes } from '../requests/assign-nodes.js';
import type { PlanContext } from '../requests/plan-context.js';
import { casesOf, type ViolatingCase, violatingCase } from '../requests/violating-case.js';
import { isUsable } from '../trials/accept-draft.js';
import { refuseCase } from '../trials/refuse-case.js';

function relationCases(context: PlanContext, local: string): readonly ViolatingCase[] {
  return context.fixtures.flatMap((fixture) => {
    const model = context.model(fixture);
    return model.relations
      .filter((relation) => names(local, relation.clause) && Object.keys(relation.bite).length > 0)
      .flatMap((relation) => {
        const twin = model.with(relation.bite);
        return relation
          .violations(twin)
          .flatMap(
            ({ operator, request }) =>
              violatingCase(context, fixture, { clause: relation.clause, operator }, twin, request) ?? [],
          );
      });
  });
}

/** Error codes that the document gives to violations of certain clauses are given to them. */
export const rejectsWithCode: Check = {
  id: 'rejects-with-code',
  title: 'documented error codes are given to the violations they are documented for',
  harmless: true,
  plan: (context) =>
    context.contract.errors.flatMap(({ clause, provoke, code }): readonly Subject[] => {
      if (
        provoke === undefined ||
        !('violates' in provoke) ||
        clause.excluded !== undefined ||
        !context.isWanted(clause.local)
      )
        return [];
      const cases = provoke.violates.flatMap((local) => [
        ...assignNodes(context).flatMap((assigned) =>
          assigned.clauses.some((own) => names(local, own))
            ? casesOf(context, assigned).filter((entry) => names(local, entry.clause))
            : [],
        ),
        ...relationCases(context, local),
      ]);
      // The farthest beyond a limit: a limit that is off by one is told by the clause of the limit.
      const chosen = cases.filter(({ advisory, mayBeAbsent }) => !advisory && !mayBeAbsent).at(-1);
      if (chosen === undefined) return [];
      return [
        {
          name: clause.local,
          fixture: chosen.fixture,
          covers: [{ clause: clause.local, side: 'observe' }],
          requests: { accept: 1, refuse: 1 },
          run: async (session) => {
            if (!(await isUsable(session, chosen.fixture, [clause.local]))) return;
            const others = chosen.rejects.flatMap((entry) => entry.code ?? []).filter((other) => other !== code);
            const rejects = [{ ...clause.rejects, code: [code, ...others] }];
            await refuseCase(
              session,
              { ...chosen, clause: clause.local, rejects, operator: chosen.operator },
              'observe',
            );
          },
        },
      ];
    }),
};
