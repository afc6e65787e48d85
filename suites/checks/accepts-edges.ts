import { facetsOf } from '../../specs/facets.js';
import { clauseAt, type TreeNode } from '../../specs/tree.js';
import { acceptDraft, isUsable } from '../accept-draft.js';
import { edgeGroupSubjects } from '../accept-edge-groups.js';
import { assignNodes } from '../assign-nodes.js';
import type { Check, PlanContext, Subject } from '../check.js';
import { describeEdge } from '../describe-edge.js';
import { edgeDrafts } from '../edge-drafts.js';

/** The clause that a refused boundary member is most likely about. */
function blamed(node: TreeNode, value: unknown, clauses: readonly string[]): string {
  if (value === undefined) return clauseAt(node, 'presence');
  const { schema } = node;
  const atLength = typeof value === 'string' && ([...value].length === schema.minLength || [...value].length === schema.maxLength);
  const order = [
    ...(atLength ? (['length'] as const) : []),
    'range',
    'enum',
    'count',
    'outside',
    'within',
    'classes',
    'characters',
    'format',
    'pattern',
    'content',
    'length',
    'type',
  ] as const;
  const own = facetsOf(schema);
  const facet = order.find((candidate) => own.includes(candidate) && clauses.includes(clauseAt(node, candidate)));
  // That a list or a text is one is not in doubt: something that no clause of the member states is held against it.
  if (facet === undefined || (facet === 'type' && (typeof value === 'string' || typeof value === 'object'))) return '/exchange/success-status';
  return clauseAt(node, facet);
}

/** The values of a member that no group of others had with it, one by one. */
function memberSubjects(context: PlanContext): readonly Subject[] {
  return assignNodes(context)
    .filter(({ clauses }) => clauses.some(context.isWanted))
    .flatMap((assigned): readonly Subject[] => {
      const { node, fixture, clauses } = assigned;
      const drafts = edgeDrafts(context, assigned);
      if (drafts.length === 0) return [];
      return [
        {
          name: node.pointer,
          fixture,
          covers: clauses.map((clause) => ({ clause, side: clause.endsWith('#effect') ? ('observe' as const) : ('accept' as const) })),
          requests: { accept: drafts.length, refuse: 0 },
          run: async (session) => {
            if (!(await isUsable(session, fixture, clauses))) return;
            for (const { value, draft } of drafts) {
              if (session.isVouched(fixture, draft)) continue;
              const change = describeEdge(session, node, value, context.model(fixture).logical(draft));
              await acceptDraft(session, fixture, draft, blamed(node, value, clauses), change);
            }
          },
        },
      ];
    });
}

/** Boundary members of every request member are accepted. */
export const acceptsEdges: Check = {
  id: 'accepts-edges',
  title: 'boundary values of every member are accepted',
  plan: (context) => [...edgeGroupSubjects(context), ...memberSubjects(context)],
};
