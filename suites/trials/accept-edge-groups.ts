import type { TargetFixture } from '../../contract/target.js';
import type { Subject } from '../check.js';
import { isAccepted } from '../exchange/reply.js';
import type { Observer } from '../findings/observer.js';
import { assignNodes } from '../requests/assign-nodes.js';
import { describeEdge } from '../requests/describe-edge.js';
import { type EdgeGroup, edgeGroups, together } from '../requests/edge-groups.js';
import type { PlanContext } from '../requests/plan-context.js';
import type { Session } from '../session/session.js';
import { acceptDraft, isUsable } from './accept-draft.js';
import { withoutCauses } from './without-causes.js';

const clause = '/exchange/success-status';

interface Tried {
  readonly isTaken: boolean;
  readonly observer: Observer;
}

/** Sends a request of which nothing is told yet. */
async function attempt(session: Session, fixture: TargetFixture, { draft, edges }: EdgeGroup): Promise<Tried> {
  const kept = edges.map(({ node }) => node.pointer);
  const clean = withoutCauses(session, fixture, draft, kept);
  const { result, observer } = await session.apart(() => session.control(fixture, clean));
  return { isTaken: isAccepted(session.contract, result.reply), observer };
}

/** The fewest of the values that are refused together. */
async function smallest(session: Session, fixture: TargetFixture, group: EdgeGroup): Promise<EdgeGroup> {
  let found = group;
  for (const edge of group.edges) {
    const edges = found.edges.filter((one) => one !== edge);
    const draft = together(session.model(fixture), edges);
    if (edges.length < 2 || draft === undefined) continue;
    if (!(await attempt(session, fixture, { draft, edges })).isTaken) found = { edges, draft };
  }
  return found;
}

/**
 * Sends the boundary values of a group in one request. Where that goes wrong, they are sent alone, until one shows it;
 * what none shows alone is told of all together. A value that is refused alone is left to the subject of its member.
 */
async function acceptGroup(session: Session, fixture: TargetFixture, group: EdgeGroup): Promise<void> {
  const whole = await attempt(session, fixture, group);
  if (whole.isTaken && !session.hasNews(whole.observer)) {
    for (const { alone } of group.edges) session.vouch(fixture, alone);
    session.observer.absorb(whole.observer);
    return;
  }
  for (const edge of group.edges) {
    const single = await attempt(session, fixture, { draft: edge.alone, edges: [edge] });
    const isNews = session.hasNews(single.observer);
    session.observer.absorb(single.observer);
    if (isNews || !single.isTaken) return;
  }
  if (whole.isTaken) {
    session.observer.absorb(whole.observer);
    return;
  }
  const { edges, draft } = await smallest(session, fixture, group);
  const told = edges.map(({ node, value }) =>
    describeEdge(session, node, value, session.model(fixture).logical(draft)),
  );
  await acceptDraft(session, fixture, draft, {
    clause,
    change: `together: ${told.join(', ')}`,
    members: edges.map(({ node }) => node.pointer),
  });
}

/** Subjects that send boundary values of several members in one request, so that those of single members need not. */
export function edgeGroupSubjects(context: PlanContext): readonly Subject[] {
  const fixtures = new Set(assignNodes(context).map(({ fixture }) => fixture));
  return [...fixtures].flatMap((fixture): readonly Subject[] => {
    const groups = edgeGroups(context, fixture);
    if (groups.length === 0) return [];
    return [
      {
        name: clause,
        fixture,
        covers: [{ clause, side: 'observe' }],
        requests: { accept: groups.length, refuse: 0 },
        run: async (session) => {
          if (!(await isUsable(session, fixture, [clause]))) return;
          for (const group of groups) await acceptGroup(session, fixture, group);
        },
      },
    ];
  });
}
