import { randomBytes } from 'node:crypto';
import { kitVersion } from '../contract/load/kit-version.js';
import type { JournalEntry } from '../generated/journal.js';
import type { ConformanceReport } from '../generated/report.js';
import { buildReport } from '../reports/verdicts/build-report.js';
import { runOperation } from '../suites/run-operation.js';
import { driverNamed } from '../targets/drivers/index.js';
import { processTiming } from '../targets/transport/process-timing.js';
import type { RunOptions } from './complete-options.js';
import { type InProcessTarget, prepareRun } from './prepare-run.js';

/**
 * Tests an app of this process and gives the report, from whatever calls it: node:test, jest, a script. Nothing is
 * written and nothing printed; secrets are taken out. `exitCode` of the report is 0 where nothing unexpected came, 1
 * where something failed, 3 where something stayed open.
 * @throws ConfigurationError for a target, option or app that cannot be used
 */
export async function runConformance(target: InProcessTarget, options: RunOptions = {}): Promise<ConformanceReport> {
  const run = prepareRun(target, options, 'runConformance');
  const { seed, cases, strict } = run.options;
  const runId = randomBytes(6).toString('hex');
  const startedAt = new Date().toISOString();
  const entries: JournalEntry[] = [];
  const problems: string[] = [];
  let url = '';
  await run.start();
  try {
    for (const { contract, plan, guard } of run.operations) {
      url = guard().checking.baseUrl;
      const news = runOperation({
        contract,
        driver: driverNamed(contract.driver.name),
        plan,
        transport: guard().checking,
        settleMs: run.settleMs,
        timing: processTiming,
        runId,
        isOver: () => guard().isOver,
      });
      for await (const item of news) if (item.kind === 'entry') entries.push(run.redacted(item.entry));
      const { problem } = guard();
      if (problem !== undefined) problems.push(`${problem.text}; ${problem.remedy}`);
    }
  } finally {
    await run.close();
  }
  const requests = entries.reduce((sum, entry) => sum + (entry.type === 'result' ? entry.requests : 0), 0);
  const { project = 'app', version, organization } = target.implementation ?? {};
  return buildReport([
    {
      type: 'run',
      format: 1,
      kit: kitVersion,
      startedAt,
      seed,
      runId,
      cases,
      strict,
      ...(run.deviations === undefined ? {} : { deviations: run.deviations }),
      target: {
        name: project,
        url,
        ...(version === undefined ? {} : { version }),
        ...(organization === undefined ? {} : { organization }),
      },
    },
    ...entries,
    {
      type: 'end',
      finishedAt: new Date().toISOString(),
      requests,
      ...(problems.length === 0 ? {} : { problem: [...new Set(problems)].join('; ') }),
    },
  ]);
}
