import type { Contract } from '../contract/contract.js';
import { isForbidden } from '../contract/facts/is-forbidden.js';
import type { Driver, Transport } from '../contract/target.js';
import type { Timing } from '../contract/timing.js';
import type { JournalEntry } from '../generated/journal.js';
import { operationEntry } from './plan/operation-entry.js';
import type { Plan } from './plan/plan.js';
import type { Care } from './restore/keeper.js';
import { type Restoration, restoreFixture } from './restore/restore-fixture.js';
import type { Snapshot } from './restore/snapshot.js';
import { runSubject } from './run-subject.js';
import { Session } from './session/session.js';

/** One operation of one target, planned, with all that running it takes. */
export interface OperationRun {
  readonly contract: Contract;
  readonly driver: Driver;
  readonly plan: Plan;
  /** What the checks send through. */
  readonly transport: Transport;
  /** What restoring sends through; default: what the checks do. */
  readonly restoring?: Transport;
  /** How long an accepted update may take to settle, in milliseconds. */
  readonly settleMs: number;
  readonly timing: Timing;
  /** What no other run has. */
  readonly runId: string;
  /** How fixtures are kept from harm; default: not at all. */
  readonly care?: Care;
  /** Whether fixtures are written back at the end; default: where they are kept from harm. */
  readonly restores?: boolean;
  /** Whether nothing more is to be asked: told to stop, out of time, or without credentials. */
  readonly isOver?: () => boolean;
}

/**
 * What an operation that runs gives, in this order: its clauses; what nobody could write back; results, skips; what
 * became of the fixtures.
 */
export type OperationNews =
  | { readonly kind: 'entry'; readonly entry: JournalEntry }
  | { readonly kind: 'kept'; readonly snapshots: readonly Snapshot[] }
  | { readonly kind: 'restored'; readonly restoration: Restoration };

/**
 * Runs one operation: the engine of the command line, of `runConformance` and of the kit's own tests. Told to stop, it
 * ends without a word on what it did not come to, and restores the fixtures all the same; so it does when the kit
 * itself breaks, before it throws what broke it.
 */
export async function* runOperation(run: OperationRun): AsyncGenerator<OperationNews, void, undefined> {
  const {
    contract,
    driver,
    plan,
    transport,
    restoring = transport,
    settleMs,
    timing,
    runId,
    care,
    restores = care !== undefined,
    isOver = () => false,
  } = run;
  const { id } = contract;
  const { model, seed } = plan.context;
  const options = {
    contract,
    driver,
    transport,
    deadlines: { settle: settleMs },
    seed,
    runId,
    timing,
    model,
    clauses: plan.selected,
  };
  const session = new Session({ ...options, ...(care === undefined ? {} : { care }) });
  yield { kind: 'entry', entry: operationEntry(contract, plan) };
  if (care !== undefined && !isOver()) {
    const snapshots: Snapshot[] = [];
    for (const fixture of new Map(plan.subjects.map(({ subject }) => [subject.fixture.id, subject.fixture])).values())
      snapshots.push(await session.keeper.snapshot(fixture));
    yield {
      kind: 'kept',
      snapshots: snapshots.filter(
        ({ fixture, state }) => state !== undefined || !isForbidden(contract, fixture.traits),
      ),
    };
  }
  let defect: { readonly error: unknown } | undefined;
  try {
    for (const { check, subject } of plan.subjects) {
      if (isOver()) break;
      yield { kind: 'entry', entry: await runSubject(session, check, subject) };
    }
    if (!isOver()) {
      const known = new Set(plan.clauses.map((clause) => clause.id));
      for (const [local, reason] of [...session.unseen(), ...plan.withheld])
        if (known.has(`${id}${local}`))
          yield { kind: 'entry', entry: { type: 'skip', operation: id, clause: `${id}${local}`, reason } };
    }
  } catch (error) {
    // A defect of the kit leaves no fixture changed.
    defect = { error };
  }
  for (const { snapshot, overwritten } of restores ? await session.keeper.snapshots() : []) {
    const options = { contract, driver, transport: restoring, model, secrets: care?.secrets ?? {}, timing, settleMs };
    yield { kind: 'restored', restoration: await restoreFixture(options, snapshot, overwritten) };
  }
  if (defect !== undefined) throw defect.error;
}
