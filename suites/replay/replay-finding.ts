import type { Driver, TargetFixture, Transport } from '../../contract/target.js';
import type { ResultEntry } from '../../generated/journal.js';
import { refusesBadAuth } from '../checks/refuses-bad-auth.js';
import type { PlannedSubject } from '../plan/observing-subjects.js';
import type { Plan } from '../plan/plan.js';
import { fullDrafts } from '../requests/full-drafts.js';
import { runSubject } from '../run-subject.js';
import type { Session } from '../session/session.js';
import { type Comparison, compareResults, seenAgain } from './compare-results.js';
import { cannotTell, type FoundFinding, type Replayed } from './replayed.js';
import { whyOutOfReach } from './why-out-of-reach.js';

/** A finding, and how to ask the target again. */
export interface Replay {
  readonly found: FoundFinding;
  /** What the run planned that found it. */
  readonly plan: Plan;
  readonly driver: Driver;
  readonly transport: Transport;
  /** Opens a session that knows nothing of the fixtures. */
  readonly open: () => Session;
  /** Whether non-strict answers fail. */
  readonly strict: boolean;
  /**
   * Whether somebody needs the fixtures: then what the run sent before is not sent again unless the subject rests on
   * it.
   */
  readonly isSpared: boolean;
  /** Whether nothing more is to be sent. */
  readonly isStopped: () => boolean;
}

const interrupted = 'interrupted';
const unseen = 'no answer showed it, neither kept nor broken';

/**
 * How often a subject must be as documented by itself: one of several servers behind one address may be the wrong one.
 */
const repetitions = 2;

/** Whether wrong credentials are what showed it: they are sent once, as some vendors lock a key after a few. */
function isOfCredentials({ found }: Replay): boolean {
  return found.check === refusesBadAuth.id;
}

async function runAll(
  session: Session,
  subjects: readonly PlannedSubject[],
  isEnough: (result: ResultEntry) => boolean,
): Promise<readonly ResultEntry[]> {
  const results: ResultEntry[] = [];
  for (const { check, subject } of subjects) {
    const result = await runSubject(session, check, subject);
    results.push(result);
    if (isEnough(result)) break;
  }
  return results;
}

/** Stores other values than the turn before: an update that sends what is stored does not show whether it is lost. */
async function renew(
  { plan: { context } }: Replay,
  session: Session,
  fixture: TargetFixture,
  turn: number,
): Promise<void> {
  const model = context.model(fixture);
  const drafts = context.changeable.includes(fixture) ? (fullDrafts(context.contract, model) ?? []) : [];
  const draft = drafts[turn % Math.max(1, drafts.length)];
  if (draft === undefined) return;
  session.begin(fixture);
  await session.update(fixture, model.logical(draft));
}

/** Whether a finding's clause is one that its check tells only where it is broken, and not where it is kept. */
function isToldWhenBroken({ plan: { context }, found }: Replay, { covers, local }: Comparison): boolean {
  const clause = context.contract.clauses.find(({ id }) => id === found.clause);
  return (
    clause !== undefined &&
    clause.side !== 'response' &&
    clause.side !== 'header' &&
    !covers.some((cover) => cover.clause === local)
  );
}

/** Whether everything that the subjects are about was seen as documented. */
function areKept(
  { plan: { context } }: Replay,
  subjects: readonly PlannedSubject[],
  results: readonly ResultEntry[],
): boolean {
  const seen = new Set(results.flatMap(({ tally }) => tally.map(({ clause, side }) => `${side} ${clause}`)));
  const own = subjects.flatMap(({ subject }) => subject.covers).filter(({ clause }) => context.isWanted(clause));
  return own.length > 0 && own.every(({ clause, side }) => seen.has(`${side} ${context.contract.id}${clause}`));
}

type Shown = Replayed | 'unseen';

/** What to look for in what the target shows to a session. */
function comparisonIn({ found, strict }: Replay, own: readonly PlannedSubject[], session: Session): Comparison {
  const local = found.clause.slice(session.contract.id.length);
  const skipped = session.skips.get(local);
  return {
    found,
    local,
    strict,
    covers: own.flatMap(({ subject }) => subject.covers),
    ...(skipped === undefined ? {} : { skipped }),
  };
}

/** What the subjects show by themselves, a few times, with other values stored each time. */
async function askAlone(
  replay: Replay,
  own: readonly PlannedSubject[],
  fixture: TargetFixture,
  times: number,
): Promise<Shown> {
  let shown: Shown = 'unseen';
  for (let turn = 0; turn < times; turn += 1) {
    const session = replay.open();
    if (turn > 0) await renew(replay, session, fixture, turn);
    const seen = compareResults(comparisonIn(replay, own, session), await runAll(session, own, replay.isStopped));
    if (replay.isStopped()) return cannotTell(interrupted);
    if (seen !== 'unseen' && seen.outcome !== 'fixed') return seen;
    if (seen !== 'unseen') shown = seen;
  }
  return shown;
}

/** What the subjects show in their turn among all that the run sent; `alone` is what they show by themselves. */
async function askAmongAll(replay: Replay, own: readonly PlannedSubject[], alone: Shown): Promise<Replayed> {
  const { found, plan, open, isStopped } = replay;
  const session = open();
  const everything = plan.subjects.filter(({ check }) => check !== refusesBadAuth);
  const isShown = (results: readonly ResultEntry[]): Replayed | undefined =>
    seenAgain(comparisonIn(replay, own, session), results);
  const isRepeated = ({ check, subject, fixture }: ResultEntry): boolean =>
    check === found.check && subject === found.subject && fixture === found.fixture;
  // What the run sent later cannot have been what the finding rests on.
  const last = everything.findLastIndex((subject) => own.includes(subject));
  const results: ResultEntry[] = [];
  for (const part of [everything.slice(0, last + 1), everything.slice(last + 1)]) {
    results.push(...(await runAll(session, part, (result) => isStopped() || isShown([result]) !== undefined)));
    const again = isShown(results);
    if (again !== undefined) return again;
    if (isStopped())
      return cannotTell(
        `${interrupted}${alone !== 'unseen' && alone.outcome === 'fixed' ? '; by itself it is as documented' : ''}`,
      );
    const seen = compareResults(comparisonIn(replay, own, session), results.filter(isRepeated));
    if (seen !== 'unseen') return seen;
  }
  const comparison = comparisonIn(replay, own, session);
  const repeated = results.filter(isRepeated);
  // What was accepted before, together with other things, is not sent once more by itself.
  if (alone !== 'unseen' && alone.outcome !== 'fixed') return alone;
  const elsewhere = alone === 'unseen' ? alone : compareResults(comparison, results);
  if (elsewhere !== 'unseen') return elsewhere;
  if (isToldWhenBroken(replay, comparison) && areKept(replay, own, repeated))
    return { outcome: 'fixed', told: 'as documented' };
  return cannotTell(comparison.skipped ?? session.unseen().get(comparison.local) ?? unseen);
}

/**
 * Asks a target again what showed a finding: plans as the run did and runs the same subject of the same check with the
 * same judges. Where the subject alone does not show it, a few times, everything that the run sent until then is sent
 * again in its order, as a finding may rest on what was there before. It is fixed only where nothing of that shows it
 * and its clause was seen as documented.
 */
export async function replayFinding(replay: Replay): Promise<Replayed> {
  const { found, plan, driver, transport, open, isSpared } = replay;
  const own = plan.subjects.filter(
    ({ check, subject }) =>
      check.id === found.check && subject.name === found.subject && subject.fixture.id === found.fixture,
  );
  const fixture = own[0]?.subject.fixture;
  if (fixture === undefined)
    return cannotTell(
      `nothing that is planned for fixture ${found.fixture} is what showed it (${found.check}, ${found.subject}); replay with the kit, --specs and target file that wrote the report`,
    );
  const why = await whyOutOfReach({ session: open(), driver, transport, fixture });
  if (why !== undefined) return cannotTell(why);
  const isOnce = isSpared || isOfCredentials(replay);
  const alone = await askAlone(replay, own, fixture, isOnce ? 1 : repetitions);
  if (replay.isStopped()) return alone === 'unseen' ? cannotTell(interrupted) : alone;
  if (alone !== 'unseen' && (isOnce || alone.outcome === 'still there')) return alone;
  return askAmongAll(replay, own, alone);
}
