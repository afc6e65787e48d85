import { valueAt } from '../../contract/pointer.js';
import { contractPointer, type DraftRequest, decodeContent, firstInstance } from '../../properties/request.js';
import { isAccepted } from '../exchange/reply.js';
import { fullDrafts } from '../requests/full-drafts.js';
import { changesBetween, type RequestChange } from '../requests/request-changes.js';
import type { Claim } from './claim.js';
import { causeOfRefusal } from './refusal-cause.js';
import type { RefusalTrial } from './refusal-trial.js';
import type { Refused } from './refused-request.js';
import { takenTwin, twinsWithout } from './taken-twin.js';
import { withoutCauses } from './without-causes.js';

/** Beside how many other values one is tried. */
const mostElsewhere = 2;

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The taken request and the least that the refused one has instead. */
export interface FoundCause {
  readonly twin: DraftRequest;
  readonly changes: readonly RequestChange[];
}

/** Looks for what a valid request is refused for; undefined where the fixture takes none that was tried. */
export async function findCause(
  refused: Refused,
  { choice }: Claim,
  trial: RefusalTrial,
): Promise<FoundCause | undefined> {
  const { session, fixture, draft } = refused;
  const model = session.model(fixture);
  for (const twin of choice === undefined ? [] : twinsWithout(session, fixture, draft, choice)) {
    if (!(await takes(refused, twin))) continue;
    return withCompanions(refused, trial, twin, await causeOfRefusal(trial, twin, draft));
  }
  const plain = decodeContent(model.tree, draft);
  if (!isSame(plain, draft) && (await takes(refused, plain)))
    return { twin: plain, changes: [{ at: '', from: plain, to: draft }] };
  const twin = await takenTwin(session, fixture, plain);
  return twin === undefined
    ? undefined
    : withCompanions(refused, trial, twin, await causeOfRefusal(trial, twin, plain));
}

async function takes({ session, fixture }: Refused, draft: DraftRequest): Promise<boolean> {
  return isAccepted(session.contract, (await session.control(fixture, draft)).reply);
}

/** Requests that hold one value beside other ones than the refused request does. */
function elsewhere({ session, fixture, draft }: Refused, { at, to }: RequestChange): readonly DraftRequest[] {
  const model = session.model(fixture);
  const pointer = contractPointer(at);
  const smallest = model.with({ [pointer]: to });
  const full = (fullDrafts(session.contract, model) ?? []).map((whole) =>
    model.change(whole, firstInstance(pointer), to),
  );
  const isHeld = (own: DraftRequest): boolean =>
    JSON.stringify(valueAt(own, firstInstance(pointer))) === JSON.stringify(to);
  return [smallest, ...full]
    .map((own) => withoutCauses(session, fixture, own, [pointer]))
    .filter((own) => isHeld(own) && session.causes.admits(fixture, model, own) && changesBetween(own, draft).length > 0)
    .slice(0, mostElsewhere);
}

/** A value that is taken beside other ones is refused only together with some of those that the refused request has. */
async function withCompanions(
  refused: Refused,
  trial: RefusalTrial,
  twin: DraftRequest,
  changes: readonly RequestChange[],
): Promise<FoundCause> {
  const [only] = changes;
  if (changes.length !== 1 || only === undefined || only.to === undefined) return { twin, changes };
  for (const other of elsewhere(refused, only)) {
    if (!(await takes(refused, other))) continue;
    const companions = await causeOfRefusal(trial, other, refused.draft);
    return { twin, changes: [only, ...companions] };
  }
  return { twin, changes };
}
