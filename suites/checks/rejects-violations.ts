import * as fc from 'fast-check';
import { firstInstance } from '../../properties/request.js';
import { isUsable } from '../accept-draft.js';
import type { AssignedNode } from '../assign-nodes.js';
import { assignNodes } from '../assign-nodes.js';
import type { Check, PlanContext, Subject } from '../check.js';
import { refuseCase, refuseCases } from '../refuse-case.js';
import type { Session } from '../session.js';
import { casesOf, violatingCase } from '../violating-case.js';

/** Random values beyond the boundary ones; the first that is taken is shrunk to the smallest before it is told. */
async function refuseRandom(session: Session, context: PlanContext, { node, fixture, clauses }: AssignedNode): Promise<void> {
  const model = context.model(fixture);
  const domain = model.domain(node);
  if (domain === undefined || context.cases === 0) return;
  const twin = model.with({ [node.pointer]: domain.edges[0] });
  for (const { clause, operator, random, advisory } of domain.violations) {
    if (random === undefined || advisory === true || !clauses.includes(clause)) continue;
    const attempt = async (value: unknown): Promise<boolean> => {
      const violating = violatingCase(
        context,
        fixture,
        { clause, operator, pointer: node.pointer },
        twin,
        model.change(twin, firstInstance(node.pointer), value),
      );
      return violating === undefined || refuseCase(session, violating);
    };
    await fc.check(fc.asyncProperty(random, attempt), { numRuns: context.cases, seed: context.seed });
  }
}

/** Each request that breaks exactly one clause is refused as documented and changes nothing. */
export const rejectsViolations: Check = {
  id: 'rejects-violations',
  title: 'a request that breaks one clause is refused as documented and changes nothing',
  harmless: true,
  plan: (context) =>
    assignNodes(context)
      .filter(({ clauses }) => clauses.some(context.isWanted))
      .flatMap((assigned): readonly Subject[] => {
        const cases = casesOf(context, assigned);
        if (cases.length === 0) return [];
        const broken = [...new Set(cases.map(({ clause }) => clause))];
        return [
          {
            name: assigned.node.pointer,
            fixture: assigned.fixture,
            covers: broken
              .filter((clause) => cases.some((entry) => entry.clause === clause && !entry.advisory))
              .map((clause) => ({ clause, side: 'refuse' as const })),
            requests: { accept: 1, refuse: cases.length },
            run: async (session) => {
              if (!(await isUsable(session, assigned.fixture, broken))) return;
              const allRefused = await refuseCases(session, cases);
              if (allRefused && !session.isCareful) await refuseRandom(session, context, assigned);
            },
          },
        ];
      }),
};
