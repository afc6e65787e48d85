import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import { isAccepted } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { effectsOf } from '../judges/judge-effect.js';
import type { Judging } from '../judges/judging.js';
import { plainVariants } from '../requests/plain-updates.js';

/** What sending updates and looking at what they did needs of the run. */
export interface Updating extends Judging {
  /** The resource as the read-back shows it; undefined where it cannot be read. */
  shown(fixture: TargetFixture): Promise<unknown>;
  /** Sends a valid update and judges what became of it. */
  apply(fixture: TargetFixture, logical: LogicalRequest): Promise<SentRequest>;
}

/** Whether a resource shows all that a request sends, so that no document says what the request gets. */
export function asksForNothing(
  session: Updating,
  fixture: TargetFixture,
  logical: LogicalRequest,
  resource: unknown,
): boolean {
  const { all } = effectsOf(session, fixture, { logical }, { before: resource, after: resource, late: [] });
  const sent = all.filter(({ unit }) => unit.sent !== undefined);
  return sent.length > 0 && sent.every(({ outcome }) => outcome !== 'broken');
}

/**
 * Whether nothing that a request sends would change what a resource shows: the same as stored, or nothing that is
 * stored at all.
 */
export function changesNothing(
  session: Updating,
  fixture: TargetFixture,
  logical: LogicalRequest,
  resource: unknown,
): boolean {
  const { all } = effectsOf(session, fixture, { logical }, { before: resource, after: resource, late: [] });
  return all.every(({ unit, outcome }) => unit.sent === undefined || outcome !== 'broken');
}

/** How many updates are tried that would leave something for the request to change. */
const mostVariants = 6;

/**
 * Sees to it that a valid update that was refused asks for a change: no document says what one gets that sends what is
 * stored already. Where it does send that, another update sets one of its members to something else.
 * @returns whether the update is worth being sent again
 */
export async function madeToAskForChange(
  session: Updating,
  fixture: TargetFixture,
  draft: DraftRequest,
): Promise<boolean> {
  const model = session.model(fixture);
  const resource = await session.shown(fixture);
  if (resource === undefined || !asksForNothing(session, fixture, model.logical(draft), resource)) return false;
  for (const variant of plainVariants(model, draft).slice(0, mostVariants)) {
    const logical = model.logical(variant.draft);
    if (asksForNothing(session, fixture, logical, resource)) continue;
    if (isAccepted(session.contract, (await session.apply(fixture, logical)).reply)) return true;
  }
  return false;
}
