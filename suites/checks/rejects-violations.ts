import * as fc from 'fast-check';
import { firstInstance } from '../../properties/request.js';
import type { Check, Subject } from '../check.js';
import type { AssignedNode } from '../requests/assign-nodes.js';
import { assignNodes } from '../requests/assign-nodes.js';
import type { PlanContext } from '../requests/plan-context.js';
import { casesOf, type ViolatingCase, violatingCase } from '../requests/violating-case.js';
import type { Session } from '../session/session.js';
import { isUsable } from '../trials/accept-draft.js';
import { refuseCase, refuseCases } from '../trials/refuse-case.js';

/** Random values of one kind beyond the boundary ones. */
interface RandomValues {
  readonly values: fc.Arbitrary<unknown>;
  violating(value: unknown): ViolatingCase | undefined;
}

function randomValues(context: PlanContext, { node, fixture, clauses }: AssignedNode): readonly RandomValues[] {
  const model = context.model(fixture);
  const domain = model.domain(node);
  if (domain === undefined || context.cases === 0) return [];
  const twin = model.with({ [node.pointer]: domain.edges[0] });
  return domain.violations.flatMap(({ clause, operator, random, advisory }) => {
    if (random === undefined || advisory === true || !clauses.includes(clause)) return [];
    const violating = (value: unknown): ViolatingCase | undefined =>
      violatingCase(
        context,
        fixture,
        { clause, operator, pointer: node.pointer },
        twin,
        model.change(twin, firstInstance(node.pointer), value),
      );
    return [{ values: random, violating }];
  });
}

/**
 * Sends the boundary values, then random ones. Where one of the latter is taken, the smallest that is taken is looked
 * for and told.
 */
async function refuseAll(
  session: Session,
  context: PlanContext,
  cases: readonly ViolatingCase[],
  randoms: readonly RandomValues[],
): Promise<void> {
  const options = { numRuns: context.cases, seed: context.seed };
  const samples = randoms.flatMap(({ values, violating }) =>
    fc.sample(values, options).flatMap((value) => violating(value) ?? []),
  );
  if ((await refuseCases(session, cases, samples)) !== 'further taken') return;
  for (const { values, violating } of randoms) {
    const attempt = async (value: unknown): Promise<boolean> => {
      const made = violating(value);
      return made === undefined || refuseCase(session, made);
    };
    await fc.check(fc.asyncProperty(values, attempt), options);
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
              await refuseAll(session, context, cases, session.keeper.isCareful ? [] : randomValues(context, assigned));
            },
          },
        ];
      }),
};
