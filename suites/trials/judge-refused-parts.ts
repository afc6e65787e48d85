import { valueAt } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import { isAccepted } from '../exchange/reply.js';
import { describeChanges } from '../requests/describe-changes.js';
import type { Session } from '../session/session.js';
import { accuse } from './accuse.js';
import { clauseOf } from './clause-of-changes.js';
import { type Refused, tellUndecided } from './refused-request.js';
import { whyOpen } from './why-open.js';

const general = '/exchange/success-status';

/** Tells of the stored values that a fixture does not take back where it takes others, each once. */
export async function judgeRefusedParts(session: Session, fixture: TargetFixture): Promise<void> {
  const model = session.model(fixture);
  for (const { places, twin, draft } of session.stored.found(fixture)?.refused ?? []) {
    const sent = await session.sendOnce(fixture, model.logical(draft));
    if (isAccepted(session.contract, sent.reply)) continue;
    const changes = places.map((at) => ({ at, from: undefined, to: valueAt(draft, at) }));
    const refused: Refused = { session, fixture, draft, sent };
    const clause = clauseOf(refused, changes) ?? general;
    const change = `the stored ${describeChanges(session, fixture, changes, sent.logical)}`;
    const [inTwin, inDraft] = [twin, draft]
      .map((request) => model.judge(model.logical(request)))
      .map(({ broken, disputed }) => [...broken, ...disputed]);
    const open = inDraft?.find((local) => inTwin?.includes(local) === false);
    if (open === undefined) await accuse(refused, { clause, change }, changes, twin);
    else tellUndecided(refused, { clause, change }, whyOpen(model, open, sent.logical));
  }
}
