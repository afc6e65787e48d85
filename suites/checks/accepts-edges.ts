import { traitMembers } from '../../contract/facts/trait-members.js';
import { valueAt } from '../../contract/pointer.js';
import type { Check, Subject } from '../check.js';
import { judgedMembers } from '../judges/judge-effect.js';
import { type AssignedNode, assignNodes } from '../requests/assign-nodes.js';
import { blamed } from '../requests/blamed.js';
import { describeEdge } from '../requests/describe-edge.js';
import { type EdgeDraft, edgeDrafts } from '../requests/edge-drafts.js';
import type { PlanContext } from '../requests/plan-context.js';
import type { Session } from '../session/session.js';
import { comparableValue } from '../state/comparable-value.js';
import { storedValues } from '../state/stored-values.js';
import { acceptDraft, isUsable } from '../trials/accept-draft.js';
import { edgeGroupSubjects } from '../trials/accept-edge-groups.js';

/**
 * The values of a member that decides what kind of resource it is, the stored one last: the fixture stays what it is
 * said to be.
 */
async function storedLast(
  session: Session,
  { node, fixture }: AssignedNode,
  drafts: readonly EdgeDraft[],
): Promise<readonly EdgeDraft[]> {
  const member = traitMembers(session.contract).has(node.pointer)
    ? judgedMembers(session.contract).get(node.pointer)
    : undefined;
  if (member === undefined) return drafts;
  const stored = comparableValue(
    member.schema,
    valueAt(storedValues(session.contract, await session.shown(fixture)), member.place),
  );
  const isStored = ({ value }: EdgeDraft): boolean =>
    value !== undefined && comparableValue(member.schema, value) === stored;
  return [...drafts.filter((draft) => !isStored(draft)), ...drafts.filter(isStored)];
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
          covers: clauses.map((clause) => ({
            clause,
            side: clause.endsWith('#effect') ? ('observe' as const) : ('accept' as const),
          })),
          requests: { accept: drafts.length, refuse: 0 },
          run: async (session) => {
            if (!(await isUsable(session, fixture, clauses))) return;
            for (const { value, draft } of await storedLast(session, assigned, drafts)) {
              if (session.isVouched(fixture, draft)) continue;
              const change = describeEdge(session, node, value, context.model(fixture).logical(draft));
              await acceptDraft(session, fixture, draft, {
                clause: blamed(node, value, clauses),
                change,
                choice: { node, value },
              });
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
