import type { TargetFixture } from '../../specs/target.js';
import { acceptDraft } from '../accept-draft.js';
import { nodeClauses } from '../assign-nodes.js';
import { blamed } from '../blamed.js';
import type { Check } from '../check.js';
import { describeEdge } from '../describe-edge.js';
import { acceptance } from '../expected-answers.js';
import { fullDrafts } from '../full-drafts.js';
import { plainVariants } from '../plain-updates.js';
import { describeReply, errorCodeOf, isAccepted } from '../reply.js';
import type { Session } from '../session.js';

/** Where the plain update is refused and one with another value of a member is taken, it is refused for that member, and this is told. */
async function tellMember(session: Session, fixture: TargetFixture): Promise<boolean> {
  const model = session.model(fixture);
  const { contract, observer } = session;
  const sent = await session.control(fixture, model.base());
  if (session.keeper.isCareful || isAccepted(contract, sent.reply) || sent.notNow !== undefined) return false;
  for (const { node, value, draft } of plainVariants(model)) {
    if (!isAccepted(contract, (await session.control(fixture, draft)).reply)) continue;
    const clauses = nodeClauses(node).filter((local) => contract.clauses.some((clause) => clause.local === local && clause.excluded === undefined));
    const actual = `refused with ${describeReply(contract, sent.reply)}, and accepted with another ${node.name}`;
    const change = describeEdge(session, node, value, sent.logical);
    const part = { axis: 'status', outcome: 'broken', ...acceptance(contract), actual, change } as const;
    observer.found(blamed(node, value, clauses), part, sent, errorCodeOf(contract, sent.reply));
    return true;
  }
  return false;
}

/** A small and a full valid update are accepted on every fixture, and the answers have the documented shape. */
export const acceptsPlainUpdate: Check = {
  id: 'accepts-plain-update',
  title: 'a small valid update is accepted and answered in the documented shape',
  plan: ({ contract, fixtures, changeable, model }) =>
    fixtures.map((fixture) => ({
      name: `/exchange/success-status`,
      fixture,
      covers: contract.clauses
        .filter(({ side, local }) => side === 'response' || side === 'header' || ['/exchange/success-status', '/exchange/success-media-type'].includes(local))
        .map(({ local }) => ({ clause: local, side: 'observe' as const })),
      requests: { accept: 2, refuse: 0 },
      run: async (session) => {
        if (await tellMember(session, fixture)) return;
        const taken = await acceptDraft(session, fixture, model(fixture).base(), '/exchange/success-status');
        // What an update does is looked at on every kind of resource, for as many members as go together.
        const [, full] = (changeable.includes(fixture) && fullDrafts(contract, model(fixture))) || [];
        if (taken && full !== undefined) await acceptDraft(session, fixture, full, '/exchange/success-status', 'an update of all members that go together');
      },
    })),
};
