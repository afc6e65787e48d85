import { facetsOf, keywordsOf } from '../../contract/facets.js';
import { clauseAt, type TreeNode } from '../../contract/inspect/tree.js';
import type { TargetFixture } from '../../contract/target.js';
import type { PlanContext } from './plan-context.js';

/** A request member and the fixture it is tried on. */
export interface AssignedNode {
  readonly node: TreeNode;
  readonly fixture: TargetFixture;
  /** Local ids of the clauses that no earlier assignment has. */
  readonly clauses: readonly string[];
}

/** Local ids of the clauses that a request member states where it stands. */
export function nodeClauses(node: TreeNode): readonly string[] {
  const facets = facetsOf(node.schema).filter((facet) => !node.uncertain.has(facet));
  return [clauseAt(node, 'presence'), ...facets.map((facet) => clauseAt(node, facet)), `${node.pointer}#effect`];
}

/**
 * Local ids of the clauses of a node of which the kit tries a part only there, as it keeps to narrower keywords
 * (`x-plan`): a rule on values, and what becomes of them.
 */
function narrowedClauses(node: TreeNode): readonly string[] {
  const { schema, plan } = node;
  if (plan === undefined) return [];
  const isNarrower = (keyword: ReturnType<typeof keywordsOf>[number]): boolean =>
    JSON.stringify(schema[keyword]) !== JSON.stringify(plan[keyword]);
  const facets = facetsOf(plan).filter((facet) => keywordsOf(facet).some(isNarrower));
  return facets.length === 0 ? [] : [...facets.map((facet) => clauseAt(node, facet)), `${node.pointer}#effect`];
}

const assignments = new WeakMap<PlanContext, readonly AssignedNode[]>();

/**
 * Gives every checkable clause of every request member to the first fixture that can show it; to one on which the kit
 * tries only a part of it where there is no other.
 */
export function assignNodes(context: PlanContext): readonly AssignedNode[] {
  const known = assignments.get(context);
  if (known !== undefined) return known;
  const shown = context.fixtures.flatMap((fixture) =>
    context.model(fixture).nodes.flatMap((node) => {
      const narrowed = narrowedClauses(node);
      return nodeClauses(node).filter((local) => !narrowed.includes(local) && context.isJudged(local, fixture));
    }),
  );
  const whole = new Set(shown);
  const taken = new Set<string>();
  const assigned = context.fixtures.flatMap((fixture) =>
    context.model(fixture).nodes.flatMap((node): readonly AssignedNode[] => {
      const narrowed = narrowedClauses(node).filter((local) => whole.has(local));
      const fresh = nodeClauses(node).filter(
        (local) => !taken.has(local) && !narrowed.includes(local) && context.isJudged(local, fixture),
      );
      for (const local of fresh) taken.add(local);
      return fresh.length === 0 ? [] : [{ node, fixture, clauses: fresh }];
    }),
  );
  assignments.set(context, assigned);
  return assigned;
}
