import type { Contract } from '../../contract/contract.js';
import type { AuthFlaw, Driver, Signer, TargetFixture, Transport } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import type { JournalEntry } from '../../generated/journal.js';
import type { ConformanceReport } from '../../generated/report.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { type Plan, planRun, type Selection } from '../../suites/plan/plan.js';
import { runOperation } from '../../suites/run-operation.js';
import { Session } from '../../suites/session/session.js';
import { driverNamed } from '../../targets/drivers/index.js';
import type { ReferenceBehaviour } from '../../targets/reference/reference.js';
import { createReferenceTransport } from '../../targets/reference/reference-transport.js';
import { startReference } from '../../targets/reference/start-reference.js';
import { virtualTiming } from '../../targets/reference/virtual-timing.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import { createTransport } from '../../targets/transport/transport.js';

/** The time of day when a run in virtual time begins. */
const firstDay = Date.parse('2026-01-01T00:00:00Z');

/** What is run against what. */
export interface InProcessRun {
  /** What the kit believes. */
  readonly contract: Contract;
  /** What the target does; default: what the kit believes. */
  readonly served?: Contract;
  readonly selection?: Partial<Selection>;
  readonly fixtures?: readonly TargetFixture[];
  readonly reference?: Partial<Omit<ReferenceBehaviour, 'contracts'>>;
  readonly cases?: number;
  /** Local id of a clause: the run ends behind the first subject that breaks it. */
  readonly untilBroken?: string;
  /** Puts something between the run and the target. */
  readonly wrap?: (transport: Transport, timing: Timing) => Transport;
  readonly settleMs?: number;
  readonly strict?: boolean;
  readonly seed?: number;
  /** What tells the run from others; default: nothing does. */
  readonly runId?: string;
  /** Sends what a conformant target refuses, and the stored values; default: everything. */
  readonly careful?: boolean;
  /** Restores the fixtures at the end. */
  readonly restore?: boolean;
  /** Values of secret members, by name: what no read-back shows is written back with them. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Another target than the reference. */
  readonly baseUrl?: string;
  /** The time such a target lives in; default: that of the process. */
  readonly timing?: Timing;
  /** A target in memory that outlives the run. */
  readonly target?: KeptTarget;
  readonly signer?: Signer;
  readonly authProbes?: readonly AuthFlaw[];
}

/** A target that is asked in memory, and the time it lives in. */
export interface KeptTarget {
  readonly transport: Transport;
  readonly timing: Timing;
}

/** A reference that keeps its state from run to run. */
export function keptReference(behaviour: ReferenceBehaviour): KeptTarget {
  const timing = virtualTiming();
  return {
    timing,
    transport: createReferenceTransport({
      clock: timing.now,
      today: () => new Date(firstDay + timing.now()),
      settleMs: 1,
      ...behaviour,
    }),
  };
}

/** Runs the checks without vitest and the command line in between, and reports. */
export async function runInProcess(run: InProcessRun): Promise<ConformanceReport> {
  return buildReport(await runJournal(run));
}

/** A run that has been planned, on a target that is there. */
export interface OpenedRun {
  readonly plan: Plan;
  readonly driver: Driver;
  readonly transport: Transport;
  readonly timing: Timing;
  /** A session that knows nothing of the fixtures. */
  session(runId: string): Session;
  close(): Promise<void>;
}

/** Plans a run and, unless it is there already, starts its target. */
export async function openRun(run: InProcessRun): Promise<OpenedRun> {
  const {
    contract,
    served = contract,
    selection = {},
    cases = 0,
    settleMs = 2000,
    fixtures = contract.fixtures,
    careful = false,
    restore = false,
  } = run;
  const { seed = 1, secrets = {} } = run;
  const driver = driverNamed(contract.driver.name);
  const {
    transport: direct,
    timing,
    close,
  } = await transportOf(run, { contracts: [served], settleMs: 1, ...run.reference });
  const transport = run.wrap?.(direct, timing) ?? direct;
  const plan = planRun({
    contract,
    driver,
    fixtures,
    cases,
    seed,
    selection: { clauses: [], levels: [], ...selection },
    careful,
    ...(run.authProbes === undefined ? {} : { authProbes: run.authProbes }),
  });
  const session = (runId: string): Session =>
    new Session({
      contract,
      driver,
      transport,
      deadlines: { settle: settleMs },
      seed,
      runId,
      timing,
      model: plan.context.model,
      clauses: plan.selected,
      ...(careful || restore ? { care: { kind: careful ? 'only-refused' : 'restore', secrets } } : {}),
    });
  return { plan, driver, transport, timing, session, close };
}

function isBroken(entry: JournalEntry, local: string | undefined): boolean {
  if (entry.type !== 'result' || local === undefined) return false;
  const clause = `${entry.operation}${local}`;
  return entry.findings.some((finding) => finding.outcome === 'broken' && finding.clause === clause);
}

/** The journal of such a run. */
export async function runJournal(run: InProcessRun): Promise<readonly JournalEntry[]> {
  const {
    contract,
    cases = 0,
    settleMs = 2000,
    strict = false,
    careful = false,
    restore = false,
    seed = 1,
    secrets = {},
    runId = 'test',
  } = run;
  const { plan, driver, transport, timing, close } = await openRun(run);
  const selected = new Set(plan.selected.map(({ id }) => id));
  const entries: JournalEntry[] = [];
  const problems: string[] = [];
  try {
    const care =
      careful || restore ? { care: { kind: careful ? ('only-refused' as const) : ('restore' as const), secrets } } : {};
    for await (const news of runOperation({
      contract,
      driver,
      plan,
      transport,
      settleMs,
      timing,
      runId,
      ...care,
      restores: restore,
    })) {
      if (news.kind === 'entry' && (news.entry.type !== 'skip' || selected.has(news.entry.clause)))
        entries.push(news.entry);
      if (news.kind === 'entry' && isBroken(news.entry, run.untilBroken)) break;
      if (news.kind === 'restored' && news.restoration.outcome === 'failed')
        problems.push(`${news.restoration.fixture}: ${news.restoration.problem}`);
    }
  } finally {
    await close();
  }
  const requests = entries.reduce((sum, entry) => sum + (entry.type === 'result' ? entry.requests : 0), 0);
  return [
    {
      type: 'run',
      format: 1,
      kit: '0',
      startedAt: '2026-01-01T00:00:00.000Z',
      seed,
      cases,
      strict,
      target: { name: 'test', url: transport.baseUrl },
    },
    ...entries,
    {
      type: 'end',
      finishedAt: '2026-01-01T00:00:01.000Z',
      requests,
      ...(problems.length === 0 ? {} : { problem: problems.join('; ') }),
    },
  ];
}

interface Opened {
  readonly transport: Transport;
  readonly timing: Timing;
  close(): Promise<void>;
}

/**
 * Signed requests go over HTTP, as those to another target, and wait; others reach the reference in memory, which
 * answers the same in a time of its own.
 */
async function transportOf(
  { baseUrl, signer, target, timing = processTiming }: InProcessRun,
  behaviour: ReferenceBehaviour,
): Promise<Opened> {
  if (baseUrl === undefined && signer === undefined)
    return { ...(target ?? keptReference(behaviour)), close: async () => {} };
  const reference = baseUrl === undefined ? await startReference(behaviour) : undefined;
  const transport = createTransport({
    baseUrl: baseUrl ?? reference?.url ?? '',
    timeoutMs: 2000,
    ...(signer === undefined ? {} : { signer }),
  });
  return {
    transport,
    timing,
    close: async () => {
      await transport.close();
      await reference?.close();
    },
  };
}
