import type { Contract } from '../../contract/contract.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import type { Finding } from '../../generated/journal.js';
import { isAccepted } from '../exchange/reply.js';
import type { Observer } from '../findings/observer.js';
import { effectsOf } from '../judges/judge-effect.js';
import { fullDrafts } from '../requests/full-drafts.js';
import type { StoredAnew } from './others-at-work.js';
import type { Session } from './session.js';

/**
 * How often a subject runs again at most until everything has come again often enough: from what is stored, then from
 * other values each time.
 */
const turns = 6;

/**
 * How often something has to come again before it is told: once may be by chance, where somebody else is at work, too;
 * more often where somebody was seen.
 */
const often = { usually: 2, suspected: 3 };

/** What no update sets, no other run sets either; and once it has changed it does not change again. */
const lasting = '/exchange/unset-stays';

const somebodyElse = 'somebody else seems to change the resource';

function isJudged({ outcome }: Finding): boolean {
  return outcome === 'broken' || outcome === 'tolerated';
}

/** What is confirmed: a subject of a check. */
interface Repeatable {
  readonly fixture: TargetFixture;
  run(session: Session): Promise<void>;
}

/**
 * Whether a change that somebody else makes can show so: what is stored, and when it shows, but not how members of one
 * and the same answer go together.
 */
function isOfState({ behaviours }: Contract, { axis, clause }: Finding): boolean {
  const behaviour = behaviours.find((entry) => entry.clause.id === clause)?.behaviour;
  const isOfOneAnswer = [behaviour?.forms, behaviour?.withholds, behaviour?.agrees].some((rule) => rule !== undefined);
  return (axis === 'state' || axis === 'timing') && !isOfOneAnswer;
}

/** What makes findings of one subject the same, whatever the values. */
function keyOf({ clause, axis, pointer = '', operator = '' }: Finding): string {
  return `${clause} ${axis} ${pointer.replaceAll(/\/\d+(?=\/|$)/g, '/0')} ${operator}`;
}

/** The request that stores other values than the turn before; undefined where nothing may be stored. */
function othersFor(session: Session, fixture: TargetFixture, turn: number): LogicalRequest | undefined {
  const model = session.model(fixture);
  const drafts =
    session.keeper.isCareful || !session.hasAccepted(fixture) ? undefined : fullDrafts(session.contract, model);
  const draft = drafts?.[turn % drafts.length];
  return draft === undefined ? undefined : model.logical(session.causes.without(fixture, model, draft));
}

/** Stores other values than the turn before: what is there already cannot be seen to be stored again. */
async function storeOthers(session: Session, fixture: TargetFixture, turn: number): Promise<void> {
  const logical = turn === 0 ? undefined : othersFor(session, fixture, turn);
  if (logical !== undefined) await session.update(fixture, logical);
}

/** How often values are stored until a look shows them: who sets them back may be quicker than the look. */
const mostStored = 4;

/** Stores values that are to stay while the fixture is watched. */
async function storeAnew(session: Session, fixture: TargetFixture, turn: number): Promise<StoredAnew | undefined> {
  for (let attempt = 0; attempt < mostStored; attempt += 1) {
    const before = await session.shown(fixture);
    const logical = othersFor(session, fixture, turn + attempt);
    if (before === undefined || logical === undefined) return undefined;
    const sent = await session.update(fixture, logical);
    if (!isAccepted(session.contract, sent.reply)) return undefined;
    const lacking = (after: unknown): string | undefined =>
      effectsOf(session, fixture, sent, { before, after, late: [] }).missing[0]?.split('#')[0];
    const hasShown = lacking(await session.shown(fixture)) === undefined;
    if (hasShown || attempt === mostStored - 1) return { fixture, hasShown, lacking };
  }
  return undefined;
}

/** What the subject shows once more, with requests that the target cannot know; nothing of it is told. */
async function onceMore(session: Session, subject: Repeatable, turn: number): Promise<Observer> {
  const { observer } = await session.apart(async () => {
    session.startAnew();
    await storeOthers(session, subject.fixture, turn);
    await subject.run(session);
    await session.settle(subject.fixture);
  });
  return observer;
}

/**
 * Confirms what a subject found: what somebody else changes meanwhile, such as another run on the same fixtures,
 * accuses nobody. The fixtures are watched while nothing is sent, then everything is sent again, then they are watched
 * again, each time at least as long as the subject `took` (milliseconds). What does not come again, or comes while
 * somebody else is at work, is left open. What was found before, in another subject, is not confirmed again.
 */
export async function confirmFindings(session: Session, subject: Repeatable, took: number): Promise<void> {
  const { contract, observer, others, touched } = session;
  const isSuspected = touched.some((fixture) => others.isSuspected(fixture));
  const isDoubtful = (finding: Finding): boolean =>
    // What is not a failure accuses nobody, unless somebody was seen: it is not worth the time that confirming takes.
    isJudged(finding) &&
    ((finding.outcome === 'broken' && isOfState(contract, finding)) ||
      isSuspected ||
      touched.some((fixture) => others.isSuspected(fixture)));
  const isNew = observer.findings.some((finding) => isDoubtful(finding) && (isSuspected || session.isNews(finding)));
  if (!isNew || contract.readBack === undefined) return;
  // Whoever came by while the subject ran comes by again in as much time.
  let longest = took;
  const watch = async (turn?: number): Promise<string | undefined> =>
    (
      await session.apart(async () =>
        others.watch(
          touched,
          longest,
          turn === undefined ? undefined : await storeAnew(session, subject.fixture, turn + 1),
        ),
      )
    ).result;
  const known = touched.find((fixture) => others.isKnownOf(fixture));
  if (known !== undefined)
    observer.leaveOpen((finding) =>
      isDoubtful(finding) && isOfState(contract, finding)
        ? `somebody else was seen to change fixture ${known.id} again and again`
        : undefined,
    );
  const isToConfirm = observer.findings.some(isDoubtful);
  if (!isToConfirm) return;
  const before = await watch();
  if (before !== undefined)
    return observer.leaveOpen((finding) => (isDoubtful(finding) ? `${before}: ${somebodyElse}` : undefined));
  const shown = new Map<string, number>();
  const undecided = new Set<string>();
  const isGone = (finding: Finding): boolean =>
    isDoubtful(finding) &&
    finding.clause !== `${contract.id}${lasting}` &&
    (shown.get(keyOf(finding)) ?? 0) < (others.isAnySuspected ? often.suspected : often.usually) &&
    !undecided.has(finding.clause);
  for (let turn = 0; turn < turns && observer.findings.some(isGone); turn += 1) {
    const started = session.clock();
    const { findings } = await onceMore(session, subject, turn);
    longest = Math.max(longest, session.clock() - started);
    for (const key of new Set(findings.filter(isJudged).map(keyOf))) shown.set(key, (shown.get(key) ?? 0) + 1);
    for (const { clause, outcome } of findings) if (outcome === 'undecided') undecided.add(clause);
    const after = await watch(turn);
    if (after !== undefined)
      return observer.leaveOpen((finding) => (isDoubtful(finding) ? `${after}: ${somebodyElse}` : undefined));
  }
  // Nobody's updates change a resource that takes none; what it stored of them once it cannot be seen to store again.
  if (!session.hasAccepted(subject.fixture)) return;
  observer.leaveOpen((finding) =>
    isGone(finding) ? `it did not come again when everything was sent again: ${somebodyElse}` : undefined,
  );
}
