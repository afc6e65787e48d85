import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JournalEntry } from '../../generated/journal.js';
import type { ConformanceReport } from '../../generated/report.js';
import { buildReport } from '../../reports/build-report.js';
import { curlLine } from '../../reports/curl.js';
import { renderJunit } from '../../reports/junit.js';
import { createRedactor } from '../../reports/redact.js';
import { renderSummary } from '../../reports/summary.js';
import { loadCatalogue } from '../../specs/catalogue.js';
import { ConfigurationError } from '../../specs/errors.js';
import { secretMembers } from '../../specs/secret-members.js';
import { type Plan, planRun } from '../../suites/plan.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { createTransport } from '../../targets/transport.js';
import type { Console } from '../console.js';
import { JournalFile } from '../journal-file.js';
import { checkClauses, chosenContracts, chosenLevels, wholeNumber } from '../options.js';
import { printPlan } from '../print-plan.js';
import { createProgress } from '../progress.js';
import { type ResolvedOperation, type ResolvedTarget, resolveTarget, type TargetOptions } from '../resolve-target.js';
import { runSuite } from '../run-suite.js';
import { kitVersion } from '../version.js';

/** Flags of `run`, as commander gives them. */
export interface RunFlags extends TargetOptions {
  readonly operation: readonly string[];
  readonly clause: readonly string[];
  readonly level: readonly string[];
  readonly seed?: string;
  readonly cases: string;
  readonly strict: boolean;
  readonly plan: boolean;
  readonly specs?: string;
  readonly output: string;
  readonly workers: string;
}

/** Why a target cannot be worked with at all: nothing answers where it should be. */
async function unreachable(target: ResolvedTarget): Promise<string | undefined> {
  for (const baseUrl of new Set(target.operations.map((operation) => operation.baseUrl))) {
    const transport = createTransport({ baseUrl, timeoutMs: target.timeoutMs });
    const reply = await transport.send({ method: 'GET', path: '/', headers: {} });
    await transport.close();
    if (reply.kind === 'none') return `no answer from ${baseUrl}: ${reply.problem}; is the target running?`;
  }
  return undefined;
}

function withCurl(entry: JournalEntry): JournalEntry {
  if (entry.type !== 'result') return entry;
  const findings = entry.findings.map((finding) =>
    finding.exchange === undefined ? finding : { ...finding, exchange: { ...finding.exchange, curl: curlLine(finding.exchange.request) } },
  );
  return { ...entry, findings };
}

function selectionWords(flags: RunFlags): string | undefined {
  const words = [
    ...flags.operation.map((id) => `operation ${id}`),
    ...flags.clause.map((id) => `clause ${id}`),
    ...flags.level.map((level) => `level ${level}`),
  ];
  return words.length === 0 ? undefined : words.join(', ');
}

/**
 * Runs the checks and writes the report. Gives the exit code.
 * @throws ConfigurationError for flags, contracts and target files that cannot be used
 */
export async function runCommand(flags: RunFlags, console: Console): Promise<number> {
  const seed = flags.seed === undefined ? Math.floor(Math.random() * 0x7fffffff) : wholeNumber('--seed', flags.seed, -0x80000000, 0x7fffffff);
  const cases = wholeNumber('--cases', flags.cases, 0, 10_000);
  const workers = wholeNumber('--workers', flags.workers, 1, 64);
  const levels = chosenLevels(flags.level);
  const catalogue = loadCatalogue(flags.specs);
  const named = chosenContracts(catalogue, flags.operation);
  const clauses = checkClauses(named, flags.clause);
  const contracts =
    clauses.length === 0
      ? named
      : named.filter((contract) =>
          contract.clauses.some(({ id }) => clauses.some((wanted) => (wanted.endsWith('*') ? id.startsWith(wanted.slice(0, -1)) : id === wanted))),
        );

  const target = await resolveTarget(flags, contracts, catalogue, flags.operation.length > 0, !flags.plan);
  try {
    // A run over everything is planned by its workers, side by side.
    if (flags.plan || clauses.length + levels.length > 0 || flags.target !== undefined) {
      const plans = target.operations.map((operation) => planOf(operation, { seed, cases, levels, clauses }));
      refuseEmpty(plans);
      if (flags.plan) {
        printPlan(plans, console);
        return 0;
      }
    }
    return await execute(flags, { seed, cases, levels, clauses, workers }, target, console);
  } finally {
    await target.close();
  }
}

function planOf({ contract, fixtures }: ResolvedOperation, { seed, cases, levels, clauses }: Omit<Numbers, 'workers'>): Plan {
  return planRun({ contract, driver: driverNamed(contract.driver.name), fixtures, cases, seed, selection: { clauses, levels } });
}

/** @throws ConfigurationError when no plan sends anything */
function refuseEmpty(plans: readonly Plan[]): void {
  if (plans.some(({ subjects }) => subjects.length > 0)) return;
  const [reason] = plans.flatMap(({ clauses }) => clauses.flatMap(({ excluded, skipped }) => excluded ?? skipped ?? []));
  throw new ConfigurationError(
    'nothing-selected',
    `no check is selected${reason === undefined ? '' : `: ${reason}`}; widen --operation, --clause or --level, or add fixtures`,
  );
}

interface Numbers {
  readonly seed: number;
  readonly cases: number;
  readonly workers: number;
  readonly levels: ReturnType<typeof chosenLevels>;
  readonly clauses: readonly string[];
}

async function execute(flags: RunFlags, numbers: Numbers, target: ResolvedTarget, console: Console): Promise<number> {
  const { seed, cases, workers, levels, clauses } = numbers;
  const redactor = createRedactor({ members: secretMembers(target.operations.map(({ contract }) => contract)) });
  const journal = new JournalFile(flags.output, redactor);
  const selection = selectionWords(flags);
  journal.add({
    type: 'run',
    format: 1,
    kit: kitVersion,
    startedAt: new Date().toISOString(),
    seed,
    cases,
    strict: flags.strict,
    ...(selection === undefined ? {} : { selection }),
    target: { name: target.name, ...(target.version === undefined ? {} : { version: target.version }), url: target.url },
  });
  let requests = 0;
  const problems: string[] = [];
  const gone = await unreachable(target);
  if (gone === undefined) {
    const progress = createProgress(console.error, console.terminal);
    const stop = new AbortController();
    const interrupt = (): void => {
      problems.push('interrupted by the user');
      stop.abort();
    };
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    await runSuite(
      target.operations.map((operation) => ({
        specs: flags.specs === undefined ? '' : path.resolve(flags.specs),
        operation: operation.contract.id,
        baseUrl: operation.baseUrl,
        fixtures: operation.fixtures,
        cases,
        seed,
        clauses,
        levels,
        settleMs: target.settleMs,
        timeoutMs: target.timeoutMs,
      })),
      {
        planned: progress.planned,
        entry: (entry) => {
          journal.add(withCurl(entry));
          if (entry.type !== 'result') return;
          requests += entry.requests;
          progress.result(entry);
        },
        problem: (message) => problems.push(message),
      },
      workers,
      stop.signal,
    );
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    progress.stop();
  } else problems.push(gone);
  // A run that was cut off did not come to all of them; its report names their clauses all the same.
  for (const operation of target.operations) {
    const { id, title, document } = operation.contract;
    if (!journal.entries.some((entry) => entry.type === 'operation' && entry.operation === id))
      journal.add({ type: 'operation', operation: id, title, document, clauses: [...planOf(operation, numbers).clauses] });
  }
  const [problem] = problems;
  journal.add({ type: 'end', finishedAt: new Date().toISOString(), requests, ...(problem === undefined ? {} : { problem }) });
  const report = buildReport(journal.entries);
  const files = writeReports(flags.output, report, journal.file);
  console.log(renderSummary(report, { color: console.color, width: console.width, files }));
  return report.exitCode;
}

function writeReports(folder: string, report: ConformanceReport, journal: string): readonly string[] {
  const json = path.join(folder, 'report.json');
  const junit = path.join(folder, 'junit.xml');
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(junit, renderJunit(report));
  return [json, junit, journal];
}
