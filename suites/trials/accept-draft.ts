import type { TargetFixture } from '../../contract/target.js';
import { type DraftRequest, decodeContent } from '../../properties/request.js';
import { isAccepted } from '../exchange/reply.js';
import type { Session } from '../session/session.js';
import { type Claim, isClaimed, keptBy } from './claim.js';
import { judgeRefused } from './judge-refused.js';
import { takesUpdates } from './taken-twin.js';
import { whyRefused } from './why-refused.js';

/** How many causes are looked for in one request. */
const mostCauses = 4;

/**
 * Sends a request that every reading admits, without what the fixture is known to refuse where that is not what it is
 * sent for. A refusal is judged (see `judgeRefused`).
 * @returns whether the target took it
 */
export async function acceptDraft(
  session: Session,
  fixture: TargetFixture,
  draft: DraftRequest,
  claim: Claim,
): Promise<boolean> {
  const { contract, causes } = session;
  const model = session.model(fixture);
  for (let attempt = 0; attempt < mostCauses; attempt += 1) {
    const clean = claim.isWhole === true ? draft : causes.without(fixture, model, draft, keptBy(claim));
    const sent = await session.control(fixture, clean);
    if (isAccepted(contract, sent.reply)) return true;
    const known = causes.heldBy(fixture, decodeContent(model.tree, clean));
    if (known !== undefined && !isClaimed({ ...claim, isWhole: false }, known.changes)) {
      const part = {
        axis: 'control',
        outcome: 'undecided',
        expected: 'a valid request is accepted',
        actual: known.told,
      } as const;
      session.observer.found(
        claim.clause,
        { ...part, ...(claim.change === undefined ? {} : { change: claim.change }) },
        sent,
      );
      return false;
    }
    if (!(await judgeRefused({ session, fixture, draft: clean, sent }, claim))) return false;
  }
  return false;
}

/**
 * Whether ordinary updates work on the fixture at all; otherwise everything the subject covers is undecided.
 */
export async function isUsable(session: Session, fixture: TargetFixture, clauses: readonly string[]): Promise<boolean> {
  const sent = await session.control(fixture, session.model(fixture).base());
  if (
    isAccepted(session.contract, sent.reply) ||
    (await session.keeper.controlOf(fixture)) === 'none' ||
    (await takesUpdates(session, fixture))
  )
    return true;
  const actual = `fixture ${fixture.id} does not take a plain update: ${whyRefused(session, fixture, sent)}`;
  for (const clause of new Set(clauses))
    session.observer.found(
      clause,
      { axis: 'control', outcome: 'undecided', expected: 'a plain update is accepted', actual },
      undefined,
    );
  return false;
}
