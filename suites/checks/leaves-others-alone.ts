import type { DraftRequest } from '../../properties/request.js';
import { valueAt } from '../../specs/pointer.js';
import type { TargetFixture } from '../../specs/target.js';
import { isUsable } from '../accept-draft.js';
import type { Check, PlanContext, Subject } from '../check.js';
import { comparableState } from '../comparable-state.js';
import { fullDrafts } from '../full-drafts.js';
import type { SentRequest } from '../observer.js';
import { othersIn, resourceIdentity } from '../read-back.js';
import { isAccepted } from '../reply.js';
import type { Session } from '../session.js';

const clause = '/exchange/others-stay';
const mostPlaces = 3;
const mostBystanders = 8;

interface Place {
  /** What is updated. */
  readonly fixture: TargetFixture;
  /** What must stay as it is, beside what else a read-back lists. */
  readonly bystanders: readonly TargetFixture[];
  readonly drafts: readonly DraftRequest[];
}

/** Fixtures that can be updated, each with others that are other resources, those first that refuse every update. */
function placesOf({ contract, changeable, fixtures, refusing, model }: PlanContext): readonly Place[] {
  const identity = (fixture: TargetFixture): string => resourceIdentity(contract, fixture);
  const places = changeable.flatMap((fixture, index): readonly Place[] => {
    const others = [...refusing.slice(0, mostBystanders / 2), ...changeable.slice(index + 1), ...changeable.slice(0, index), ...fixtures];
    const apart = [...new Set(others)].filter((other) => identity(other) !== identity(fixture));
    const drafts = fullDrafts(contract, model(fixture));
    if (drafts === undefined || (apart.length === 0 && contract.readBack?.resource === undefined)) return [];
    return [{ fixture, bystanders: apart.slice(0, mostBystanders), drafts }];
  });
  return places.slice(0, mostPlaces);
}

/** What a bystander is now, by its name: fixtures, and what else the read-back of the updated one lists. */
async function look(session: Session, { fixture, bystanders }: Place): Promise<ReadonlyMap<string, string>> {
  const { contract } = session;
  const seen = new Map<string, string>();
  for (const other of bystanders) {
    session.overlook(other);
    const state = await session.state(other);
    if (state !== undefined) seen.set(`fixture ${other.id}`, state);
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
  readonly now: ReadonlyMap<string, string>;
  /** The names of those that are not as they were. */
  readonly changed: readonly string[];
}

/** Updates one resource and looks at the others; undefined where the update is not accepted. */
async function update(session: Session, place: Place, draft: DraftRequest, before: ReadonlyMap<string, string>): Promise<Updated | undefined> {
  const { fixture } = place;
  const sent = await session.apply(fixture, session.model(fixture).logical(draft));
  if (!isAccepted(session.contract, sent.reply)) return undefined;
  const now = await look(session, place);
  return { sent, now, changed: [...before].flatMap(([name, state]) => (now.get(name) === state ? [] : [name])) };
}

/**
 * Updates one resource with different values in turn, and looks at the others behind each. Where one is not as it was, the updates are sent again: one change may be late news
 * of the updates that it got itself; twice is no coincidence.
 */
async function judgePlace(session: Session, place: Place): Promise<void> {
  const { drafts } = place;
  const changed: string[] = [];
  let seen: Updated | undefined;
  let count = 0;
  for (const draft of [...drafts, ...drafts, ...drafts]) {
    if (count >= drafts.length && changed.length === 0) break;
    seen = await update(session, place, draft, seen?.now ?? new Map());
    if (seen === undefined) return;
    changed.push(...seen.changed);
    count += 1;
  }
  if (seen === undefined) return;
  const times = new Map(changed.map((name) => [name, changed.filter((other) => other === name).length]));
  const [wronged] = [...times].sort(([, a], [, b]) => b - a);
  if (wronged === undefined || wronged[1] < 2) {
    if (seen.now.size > 0) session.observer.saw(clause, 'observe');
    return;
  }
  const actual = `${wronged[0]} changed, too, after ${wronged[1]} of ${count} updates`;
  session.observer.found(clause, { axis: 'state', outcome: 'broken', expected: 'an update changes no other resource', actual }, seen.sent);
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
            requests: { accept: place.drafts.length, refuse: 0 },
            run: async (session) => {
              if (await isUsable(session, place.fixture, [clause])) await judgePlace(session, place);
            },
          }),
        )
      : [],
};
