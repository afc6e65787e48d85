import { valueAt } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import type { Check, Subject } from '../check.js';
import { othersIn, resourceIdentity } from '../exchange/read-back.js';
import { isAccepted } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { fullDrafts } from '../requests/full-drafts.js';
import type { PlanContext } from '../requests/plan-context.js';
import type { Session } from '../session/session.js';
import { comparableState } from '../state/comparable-state.js';
import { isUsable } from '../trials/accept-draft.js';
import { withoutCauses } from '../trials/without-causes.js';

const clause = '/exchange/others-stay';
const mostPlaces = 3;
const mostBystanders = 8;
/** How many of them are updated before. */
const mostRenewed = 2;
/** How often updates are sent again where something else has changed. */
const rounds = 4;
/** How often it must have changed again: reads may show former states for a while. */
const fewestTimes = 3;

interface Place {
  /** What is updated. */
  readonly fixture: TargetFixture;
  /** What must stay as it is, beside what else a read-back lists. */
  readonly bystanders: readonly TargetFixture[];
  readonly drafts: readonly DraftRequest[];
  /** Updates of another resource; none where it refuses them. */
  readonly own: (other: TargetFixture) => readonly DraftRequest[];
}

/** What others are, by their names. */
type Look = ReadonlyMap<string, string>;

/** Fixtures that can be updated, each with others that are other resources, those first that refuse every update. */
function placesOf({ contract, changeable, fixtures, refusing, model, isWithin }: PlanContext): readonly Place[] {
  const identity = (fixture: TargetFixture): string => resourceIdentity(contract, fixture);
  const places = changeable.flatMap((fixture, index): readonly Place[] => {
    const others = [
      ...refusing.slice(0, mostBystanders / 2),
      ...changeable.slice(index + 1),
      ...changeable.slice(0, index),
      ...fixtures,
    ];
    const apart = [...new Set(others)].filter((other) => identity(other) !== identity(fixture));
    const drafts = fullDrafts(contract, model(fixture));
    if (drafts === undefined || (apart.length === 0 && contract.readBack?.resource === undefined)) return [];
    const own = (other: TargetFixture): readonly DraftRequest[] =>
      changeable.includes(other) ? (fullDrafts(contract, model(other)) ?? []) : [];
    return [{ fixture, bystanders: apart.filter(isWithin).slice(0, mostBystanders), drafts, own }];
  });
  return places.slice(0, mostPlaces);
}

function nameOf(fixture: string): string {
  return `fixture ${fixture}`;
}

/** What a bystander is now, by its name: fixtures, and what else the read-back of the updated one lists. */
async function look(session: Session, { fixture, bystanders }: Place): Promise<Look> {
  const { contract } = session;
  const seen = new Map<string, string>();
  for (const other of bystanders) {
    session.overlook(other);
    const state = await session.state(other);
    if (state !== undefined) seen.set(nameOf(other.id), state);
  }
  const own = await session.readBack(fixture);
  const key = contract.readBack?.resource?.key ?? '';
  for (const entry of (own === undefined ? undefined : othersIn(contract, fixture, own.reply)) ?? [])
    seen.set(`${key} ${String(valueAt(entry, `/${key}`))} of the same list`, comparableState(contract, entry));
  return seen;
}

interface Updated {
  readonly sent: SentRequest;
  /** What the others are behind it. */
  readonly now: Look;
  /** The names of those that are not as they were. */
  readonly changed: readonly string[];
}

/** Updates one resource and looks at the others; undefined where the update is not accepted. */
async function update(session: Session, place: Place, draft: DraftRequest, before: Look): Promise<Updated | undefined> {
  const { fixture } = place;
  const sent = await session.apply(fixture, session.model(fixture).logical(withoutCauses(session, fixture, draft)));
  if (!isAccepted(session.contract, sent.reply)) return undefined;
  const now = await look(session, place);
  const changed: string[] = [];
  for (const [name, state] of before) {
    const present = now.get(name);
    const other = place.bystanders.find(({ id }) => nameOf(id) === name) ?? fixture;
    if (present === undefined || !(await session.isSameState(other, state, present))) changed.push(name);
  }
  return { sent, now, changed };
}

/**
 * Gives others values of their own again, where they can be updated: other ones than the resource is sent when it is
 * its turn.
 */
async function renew(session: Session, others: readonly TargetFixture[], { own }: Place, turn: number): Promise<void> {
  for (const other of others) {
    const drafts = own(other);
    const draft = drafts[(turn + 1) % Math.max(1, drafts.length)];
    if (draft !== undefined)
      await session.apply(other, session.model(other).logical(withoutCauses(session, other, draft)));
  }
}

/**
 * Updates one resource and looks at the others. Where one is not as it was, it is given values of its own and the
 * updates are sent again, a few times: one change may be late news of the updates that it got itself; three are no
 * coincidence.
 */
async function judgePlace(session: Session, place: Place): Promise<void> {
  // What every update does to all others it has done to them already, but to those that were updated since.
  await renew(session, place.bystanders.filter((other) => place.own(other).length > 0).slice(0, mostRenewed), place, 0);
  let before = await look(session, place);
  const suspects = new Set<string>();
  for (const draft of place.drafts) {
    const seen = await update(session, place, draft, before);
    if (seen === undefined) return;
    for (const name of seen.changed) suspects.add(name);
    before = seen.now;
  }
  const times = new Map<string, number>();
  let last: SentRequest | undefined;
  for (let round = 0; round < rounds && suspects.size > 0; round += 1) {
    const changed = place.bystanders.filter(({ id }) => suspects.has(nameOf(id)));
    await renew(session, changed, place, round);
    const draft = place.drafts[round % place.drafts.length];
    const was = await look(session, place);
    // What a look has not shown yet of its own updates may show up now.
    const unsure = new Set(place.bystanders.filter((other) => !session.isUpToDate(other)).map(({ id }) => nameOf(id)));
    const seen = draft === undefined ? undefined : await update(session, place, draft, was);
    if (seen === undefined) return;
    for (const name of seen.changed) if (!unsure.has(name)) times.set(name, (times.get(name) ?? 0) + 1);
    if (seen.changed.length > 0) last = seen.sent;
  }
  const [wronged] = [...times].sort(([, a], [, b]) => b - a);
  if (wronged === undefined || wronged[1] < fewestTimes) {
    if (before.size > 0) session.observer.saw(clause, 'observe');
    return;
  }
  const actual = `${wronged[0]} changed, too, after ${wronged[1]} of ${rounds} updates`;
  session.observer.found(
    clause,
    { axis: 'state', outcome: 'broken', expected: 'an update changes no other resource', actual },
    last,
  );
}

/** An update changes the resource that it names, and no other one. */
export const leavesOthersAlone: Check = {
  id: 'leaves-others-alone',
  title: 'an update changes no other resource',
  plan: (context) =>
    context.isWanted(clause)
      ? placesOf(context).map(
          (place): Subject => ({
            name: clause,
            fixture: place.fixture,
            covers: [{ clause, side: 'observe' }],
            requests: { accept: place.drafts.length + mostRenewed, refuse: 0 },
            run: async (session) => {
              if (await isUsable(session, place.fixture, [clause])) await judgePlace(session, place);
            },
          }),
        )
      : [],
};
