import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { describeReply, isAccepted } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { isSameState } from '../restore/same-state.js';
import { writeBack } from '../restore/write-back.js';
import type { Session } from '../session/session.js';
import { restorableState } from '../state/comparable-state.js';
import { storedValues } from '../state/stored-values.js';

/** A wrong request that a target took. */
export interface TakenRequest {
  /** The resource before it, as the read-back showed it; undefined where it was not read. */
  readonly former: unknown;
  /** What was wrong, in one line. */
  readonly change: string;
  /** A valid update that holds what was wrong with a right value; absent: the former values alone are written back. */
  readonly twin?: () => Promise<SentRequest>;
}

function* leaves(value: unknown, at: string): Generator<readonly [string, unknown]> {
  if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) yield* leaves(member, `${at}/${name}`);
  else yield [at, value];
}

/** The places in which two resources hold other values. */
function differing(session: Session, former: unknown, present: unknown): readonly string[] {
  const [was, is] = [former, present].map((resource) => new Map(leaves(storedValues(session.contract, resource), '')));
  return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].filter(
    (place) => String(was?.get(place)) !== String(is?.get(place)),
  );
}

/** The places that are not as they were at the next look; undefined where nothing can be read. */
async function changedSince(
  session: Session,
  fixture: TargetFixture,
  former: unknown,
): Promise<readonly string[] | undefined> {
  session.overlook(fixture);
  const resource = await session.shown(fixture);
  return resource === undefined ? undefined : placesChanged(session, former, resource);
}

function placesChanged(session: Session, former: unknown, resource: unknown): readonly string[] {
  const { contract } = session;
  const isBack = isSameState(restorableState(contract, former), restorableState(contract, resource));
  return isBack ? [] : differing(session, former, resource);
}

/**
 * The places that are not as they were, once the read-back shows that they are or has had the time to; undefined where
 * nothing can be read.
 */
async function leftBehind(
  session: Session,
  fixture: TargetFixture,
  former: unknown,
): Promise<readonly string[] | undefined> {
  session.overlook(fixture);
  const seen = await session.watch(fixture, (resource) => {
    const places = placesChanged(session, former, resource);
    return { places, missing: places.length === 0 ? [] : ['what was there before a wrong request'] };
  });
  return seen?.places;
}

/**
 * Overwrites what a wrong request that was taken has stored: with its valid twin, then with the former values. What
 * cannot be overwritten is remembered, so that no later finding on the fixture rests on it.
 */
export async function overwriteTaken(
  session: Session,
  fixture: TargetFixture,
  { former, change, twin }: TakenRequest,
): Promise<void> {
  const { contract } = session;
  session.forget(fixture);
  // What the twin shows counts where it has overwritten what was wrong; else it shows that.
  const { result: control, observer } = await session.apart(async () => twin?.());
  const taken = `the fixture took a wrong request before (${change})`;
  if (former === undefined) {
    session.observer.absorb(observer);
    if (control !== undefined && !isAccepted(contract, control.reply))
      session.doubts.add(fixture, {
        places: [],
        told: `${taken}, and refused to have it overwritten with ${describeReply(contract, control.reply)}`,
      });
    return;
  }
  // The twin may hold other values than were there: nothing comes back by itself that would be worth waiting for.
  if ((await changedSince(session, fixture, former))?.length === 0) {
    session.observer.absorb(observer);
    return;
  }
  const update = writeBack({ contract, fixture, model: session.model(fixture), secrets: {} }, former);
  const logical: LogicalRequest | undefined = 'problem' in update ? undefined : update.logical;
  const last = logical === undefined ? control : await session.update(fixture, logical);
  const places = await leftBehind(session, fixture, former);
  if (places === undefined || places.length === 0) return;
  const why =
    last === undefined || isAccepted(contract, last.reply)
      ? 'an update does not overwrite it'
      : `overwriting it got ${describeReply(contract, last.reply)}`;
  session.doubts.add(fixture, {
    places,
    told: `${taken}, and ${places.slice(0, 3).join(', ')} still shows it: ${why}`,
  });
}
