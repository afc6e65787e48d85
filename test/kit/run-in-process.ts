import type { JournalEntry } from '../../generated/journal.js';
import type { ConformanceReport } from '../../generated/report.js';
import { buildReport } from '../../reports/build-report.js';
import type { Contract } from '../../specs/contract.js';
import type { AuthFlaw, Signer, TargetFixture } from '../../specs/target.js';
import { planRun, type Selection } from '../../suites/plan.js';
import { runSubject } from '../../suites/run-subject.js';
import { Session } from '../../suites/session.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { type ReferenceOptions, startReference } from '../../targets/reference/start-reference.js';
import { createTransport } from '../../targets/transport.js';

/** What is run against what. */
export interface InProcessRun {
  /** What the kit believes. */
  readonly contract: Contract;
  /** What the target does; default: what the kit believes. */
  readonly served?: Contract;
  readonly selection?: Partial<Selection>;
  readonly fixtures?: readonly TargetFixture[];
  readonly reference?: Partial<Omit<ReferenceOptions, 'contracts'>>;
  readonly cases?: number;
  readonly settleMs?: number;
  readonly strict?: boolean;
  /** Sends what a conformant target refuses, and the stored values; default: everything. */
  readonly careful?: boolean;
  /** Another target than the reference. */
  readonly baseUrl?: string;
  readonly signer?: Signer;
  readonly authProbes?: readonly AuthFlaw[];
}

/** Runs the checks without vitest and the command line in between, and reports. */
export async function runInProcess(run: InProcessRun): Promise<ConformanceReport> {
  return buildReport(await runJournal(run));
}

/** The journal of such a run. */
export async function runJournal(run: InProcessRun): Promise<readonly JournalEntry[]> {
  const { contract, served = contract, selection = {}, cases = 0, settleMs = 2000, strict = false, fixtures = contract.fixtures, careful = false } = run;
  const driver = driverNamed(contract.driver.name);
  const reference = run.baseUrl === undefined ? await startReference({ contracts: [served], settleMs: 1, ...run.reference }) : undefined;
  const baseUrl = run.baseUrl ?? reference?.urlOf(contract.id) ?? '';
  const transport = createTransport({ baseUrl, timeoutMs: 2000, ...(run.signer === undefined ? {} : { signer: run.signer }) });
  try {
    const plan = planRun({
      contract,
      driver,
      fixtures,
      cases,
      seed: 1,
      selection: { clauses: [], levels: [], ...selection },
      careful,
      ...(run.authProbes === undefined ? {} : { authProbes: run.authProbes }),
    });
    const session = new Session({
      contract,
      driver,
      transport,
      deadlines: { settle: settleMs },
      seed: 1,
      clock: () => performance.now(),
      model: plan.context.model,
      clauses: plan.selected,
      ...(careful ? { care: { kind: 'only-refused', secrets: {} } } : {}),
    });
    const results = [];
    for (const { check, subject } of plan.subjects) results.push(await runSubject(session, check, subject));
    const selected = new Set(plan.selected.map(({ local }) => local));
    const skips = [...session.unseen()].filter(([local]) => selected.has(local));
    return [
      { type: 'run', format: 1, kit: '0', startedAt: '2026-01-01T00:00:00.000Z', seed: 1, cases, strict, target: { name: 'test', url: baseUrl } },
      { type: 'operation', operation: contract.id, title: contract.title, document: contract.document, clauses: [...plan.clauses] },
      ...results,
      ...skips.map(([local, reason]) => ({ type: 'skip' as const, operation: contract.id, clause: `${contract.id}${local}`, reason })),
      { type: 'end', finishedAt: '2026-01-01T00:00:01.000Z', requests: session.requests },
    ];
  } finally {
    await transport.close();
    await reference?.close();
  }
}
