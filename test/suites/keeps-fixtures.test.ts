import { describe, expect, it } from 'vitest';
import { restorationNews } from '../../cli/output/restorations.js';
import type { Contract } from '../../contract/contract.js';
import { loadCatalogue, loadOperation } from '../../contract/load/catalogue.js';
import { valueAt, withValueAt } from '../../contract/pointer.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { readBackRequest, resourceIn } from '../../suites/exchange/read-back.js';
import { planRun } from '../../suites/plan/plan.js';
import { type Restoration, restoreFixture } from '../../suites/restore/restore-fixture.js';
import { isSameState } from '../../suites/restore/same-state.js';
import { runSubject } from '../../suites/run-subject.js';
import { Session } from '../../suites/session/session.js';
import { restorableState } from '../../suites/state/comparable-state.js';
import { driverNamed } from '../../targets/drivers/index.js';
import type { Intercept } from '../../targets/reference/reference-answer.js';
import { createReferenceTransport } from '../../targets/reference/reference-transport.js';
import { virtualTiming } from '../../targets/reference/virtual-timing.js';

interface Kept {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly restorations: readonly Restoration[];
  readonly report: ReturnType<typeof buildReport>;
}

/** Runs all checks of an operation against the reference with fixtures that somebody needs, and restores them. */
async function runKept(
  contract: Contract,
  kind: 'restore' | 'only-refused',
  intercept: Intercept = (answer) => answer,
): Promise<Kept> {
  const timing = virtualTiming();
  const transport = createReferenceTransport({ contracts: [contract], settleMs: 1, clock: timing.now, intercept });
  const driver = driverNamed(contract.driver.name);
  const states = (): Promise<readonly string[]> =>
    Promise.all(
      contract.fixtures.map(async (fixture) => {
        const reply = await transport.send(driver.encode(contract, 'read-back', readBackRequest(contract, fixture)));
        return restorableState(contract, resourceIn(contract, fixture, reply));
      }),
    );
  const before = await states();
  const plan = planRun({
    contract,
    driver,
    fixtures: contract.fixtures,
    cases: 0,
    seed: 1,
    selection: { clauses: [], levels: [] },
    careful: kind === 'only-refused',
  });
  const session = new Session({
    contract,
    driver,
    transport,
    deadlines: { settle: 2000 },
    seed: 1,
    runId: 'kept',
    timing,
    model: plan.context.model,
    clauses: plan.selected,
    care: { kind, secrets: {} },
  });
  const results = [];
  for (const { check, subject } of plan.subjects) results.push(await runSubject(session, check, subject));
  const options = { contract, driver, transport, model: plan.context.model, secrets: {}, timing, settleMs: 2000 };
  const restorations = [];
  for (const { snapshot, overwritten } of await session.keeper.snapshots())
    restorations.push(await restoreFixture(options, snapshot, overwritten));
  await timing.sleep(10_000);
  const selected = new Set(plan.selected.map(({ local }) => local));
  const skips = [...session.unseen(), ...plan.withheld].filter(([local]) => selected.has(local));
  const report = buildReport([
    {
      type: 'run',
      format: 1,
      kit: '0',
      startedAt: '2026-01-01T00:00:00.000Z',
      seed: 1,
      cases: 0,
      strict: false,
      target: { name: 'test', url: transport.baseUrl },
    },
    {
      type: 'operation',
      operation: contract.id,
      title: contract.title,
      document: contract.document,
      clauses: [...plan.clauses],
    },
    ...results,
    ...skips.map(([local, reason]) => ({
      type: 'skip' as const,
      operation: contract.id,
      clause: `${contract.id}${local}`,
      reason,
    })),
    { type: 'end', finishedAt: '2026-01-01T00:00:01.000Z', requests: session.requests },
  ]);
  const after = await states();
  await transport.close();
  return { before, after, restorations, report };
}

describe.each(loadCatalogue().map((contract) => [contract.id, contract] as const))(
  'the fixtures of %s',
  (_, contract) => {
    it.each(['restore', 'only-refused'] as const)(
      'are as they were after a run that keeps them (%s), and nothing is accused',
      async (kind) => {
        const { before, after, restorations, report } = await runKept(contract, kind);
        expect(restorations.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
        expect(before.filter((state, index) => !isSameState(state, after[index] ?? ''))).toEqual([]);
        const clauses = report.operations.flatMap((operation) => operation.clauses);
        expect(clauses.filter(({ verdict }) => verdict === 'fail').map(({ id, reason }) => [id, reason])).toEqual([]);
        // What could not be brought back is not changed; what only that would show is left open, and says so.
        const open = clauses.filter(
          ({ verdict, reason = '' }) =>
            verdict === 'inconclusive' && !/not sent: fixture [\w-]+ could not be restored: /.test(reason),
        );
        expect(open.map(({ id, reason }) => [id, reason])).toEqual([]);
        expect(report.totals.pass).toBeGreaterThan(kind === 'restore' ? 60 : 20);
      },
    );
  },
);

describe('a fixture whose values are as they were', () => {
  /** Shows a number as text once an update has sent it so. */
  const asSent = (): Intercept => {
    const changed = new Set<string>();
    return (answer, { role, isAccepted, fixture = '' }) => {
      if (role === 'update' && isAccepted) changed.add(fixture);
      const asn = valueAt(answer.body, '/VpnBgpConfig/LocalAsn');
      return role === 'update' || asn === undefined || !changed.has(fixture)
        ? answer
        : { ...answer, body: withValueAt(answer.body, '/VpnBgpConfig/LocalAsn', String(asn)) };
    };
  };

  it.each(['restore', 'only-refused'] as const)('but not their type is told (%s)', async (kind) => {
    const { restorations } = await runKept(loadOperation('alibaba.modify-vpn-attachment-attribute'), kind, asSent());
    const told = restorations.flatMap((restoration) => restorationNews(restoration) ?? []);
    expect(told).not.toEqual([]);
    for (const text of told) expect(text).toMatch(/in another type: \/VpnBgpConfig\/LocalAsn was 45104 and is "45104"/);
    expect(restorations.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });
});
