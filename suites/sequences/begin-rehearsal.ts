import { withoutToken } from '../../contract/facts/client-tokens.js';
import type { TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { isAccepted } from '../exchange/reply.js';
import { fullDrafts } from '../requests/full-drafts.js';
import type { Session } from '../session/session.js';
import { whyRefused } from '../trials/why-refused.js';
import { withoutCauses } from '../trials/without-causes.js';
import { predictor } from './prediction.js';
import { Rehearsal, type RehearsalOptions } from './rehearsal.js';

/** Why no sequence can be judged. */
export interface Hindrance {
  readonly problem: string;
  /** Whether nothing on this target would change that: nothing can be read back. */
  readonly isLasting: boolean;
}

/** The updates that a sequence could start with, the one with most members first. */
function openings(session: Session, model: RequestModel): readonly DraftRequest[] {
  return [...(fullDrafts(session.contract, model) ?? []), withoutToken(session.contract, model.base())];
}

/** Finds an update that sequences can start from, and the members that it sets as the document says. */
export async function beginRehearsal(
  session: Session,
  fixture: TargetFixture,
  budget: RehearsalOptions['budget'],
): Promise<Rehearsal | Hindrance> {
  const { contract } = session;
  const model = session.model(fixture);
  let problem = 'no update that sets several members';
  const candidates = openings(session, model).map((draft) => model.logical(withoutCauses(session, fixture, draft)));
  for (const [index, opening] of candidates.entries()) {
    const sent = await session.update(fixture, opening);
    if (!isAccepted(contract, sent.reply)) {
      problem = `an update of all members was not accepted: ${whyRefused(session, fixture, sent)}`;
      continue;
    }
    await session.update(fixture, opening);
    const shown = await session.shown(fixture);
    if (shown === undefined) {
      const stuck = session.stuck(fixture);
      return stuck === undefined
        ? {
            problem: session.skips.get('/exchange/refusal-without-effect') ?? 'nothing can be read back',
            isLasting: true,
          }
        : { problem: stuck, isLasting: false };
    }
    const own = predictor(contract, model, shown);
    const expected = own.after(own.shown(shown), opening);
    const resource = await session.awaited(fixture, (now) => own.deviations(expected, now).length === 0);
    const aside = new Set(own.deviations(expected, resource).map(({ pointer }) => pointer));
    return new Rehearsal({
      session,
      fixture,
      predictor: own,
      opening,
      otherOpening: candidates[index + 1],
      aside,
      budget,
    });
  }
  return { problem, isLasting: false };
}
