import { clauseAt } from '../../contract/inspect/tree.js';
import type { DraftRequest } from '../../properties/request.js';
import type { AssignedNode } from './assign-nodes.js';
import type { PlanContext } from './plan-context.js';

/** The smallest valid request with one boundary value of one member. */
export interface EdgeDraft {
  /** undefined: the member is left out. */
  readonly value: unknown;
  readonly draft: DraftRequest;
}

const made = new WeakMap<AssignedNode, readonly EdgeDraft[]>();

/**
 * A request for each boundary value of a member that every reading admits, and one without it where it is optional.
 * Made once for each assignment.
 */
export function edgeDrafts(context: PlanContext, assigned: AssignedNode): readonly EdgeDraft[] {
  const known = made.get(assigned);
  if (known !== undefined) return known;
  const { node, fixture, clauses } = assigned;
  const model = context.model(fixture);
  const isOmissible = !node.required && node.via === 'property' && clauses.includes(clauseAt(node, 'presence'));
  const edges = (model.domain(node)?.edges ?? []).map((value) => ({
    value,
    draft: model.with({ [node.pointer]: value }),
  }));
  const drafts = [...edges, ...(isOmissible ? [{ value: undefined, draft: model.without(node) }] : [])].filter(
    ({ draft }) => model.isSure(draft),
  );
  made.set(assigned, drafts);
  return drafts;
}
