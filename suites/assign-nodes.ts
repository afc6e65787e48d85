import { facetsOf } from '../specs/facets.js';
import type { TargetFixture } from '../specs/target.js';
import { clauseAt, type TreeNode } from '../specs/tree.js';
import type { PlanContext } from './check.js';

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

const assignments = new WeakMap<PlanContext, readonly AssignedNode[]>();

/** Gives every checkable clause of every request member to the first fixture that can show it. */
export function assignNodes(context: PlanContext): readonly AssignedNode[] {
  const known = assignments.get(context);
  if (known !== undefined) return known;
  const taken = new Set<string>();
  const assigned = context.fixtures.flatMap((fixture) =>
    context.model(fixture).nodes.flatMap((node): readonly AssignedNode[] => {
      const fresh = nodeClauses(node).filter((local) => !taken.has(local) && context.isJudged(local, fixture));
      for (const local of fresh) taken.add(local);
      return fresh.length === 0 ? [] : [{ node, fixture, clauses: fresh }];
    }),
  );
  assignments.set(context, assigned);
  return assigned;
}
