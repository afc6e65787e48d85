import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Exchange, JournalEntry, RunEntry } from '../../generated/journal.js';
import type { ConformanceReport } from '../../generated/report.js';
import { buildReport } from '../../reports/build-report.js';
import { curlLine } from '../../reports/curl.js';
import { environmentSecrets } from '../../reports/environment-secrets.js';
import { renderJunit } from '../../reports/junit.js';
import { renderSummary } from '../../reports/summary.js';
import { loadCatalogue } from '../../specs/catalogue.js';
import type { Contract } from '../../specs/contract.js';
import { ConfigurationError } from '../../specs/errors.js';
import type { Plan } from '../../suites/plan.js';
import type { Restoration } from '../../suites/restore-fixture.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { createRequestGate } from '../../targets/request-gate.js';
import type { Console } from '../console.js';
import { JournalFile } from '../journal-file.js';
import { onInterrupt } from '../on-interrupt.js';
import { checkClauses, chosenContracts, chosenLevels, operationsNamed, wholeNumber } from '../options.js';
import { planOperation } from '../plan-operation.js';
import { type PlacedPlan, planRequests } from '../plan-requests.js';
import { printPlan } from '../print-plan.js';
import { printRequests } from '../print-requests.js';
import { processClock } from '../process-clock.js';
import { processSigner } from '../process-signer.js';
import { createProgress } from '../progress.js';
import { redactorFor } from '../redactor-for.js';
import { type ResolvedOperation, type ResolvedTarget, resolveTarget, type TargetOptions, targetFileOf } from '../resolve-target.js';
import { redactRestoration, restorationNews } from '../restorations.js';
import { runSuite } from '../run-suite.js';
import { type Safety, type SafetyFlags, safetyOf } from '../safety.js';
import { smokeGate } from '../smoke-gate.js';
import { kitVersion } from '../version.js';

/** Flags of `run`, as commander gives them. */
export interface RunFlags extends TargetOptions, SafetyFlags {
  readonly operation: readonly string[];
  readonly clause: readonly string[];
  readonly level: readonly string[];
  readonly seed?: string;
  readonly cases: string;
  readonly strict: boolean;
  readonly authProbes: boolean;
  /** true: counted by check; 'full': every request. */
  readonly plan: boolean | string;
  readonly specs?: string;
  readonly output: string;
  readonly workers?: string;
}

/** Who stands behind the target, as its file says. */
function identityOf({ version, implementation }: ResolvedTarget): Omit<RunEntry['target'], 'name' | 'url'> {
  const { organization, url, contact } = implementation;
  return {
    ...(version === undefined ? {} : { version }),
    ...(organization === undefined ? {} : { organization }),
    ...(url === undefined ? {} : { website: url }),
    ...(contact === undefined ? {} : { contact }),
  };
}

function curlOf({ request, signing }: Exchange): string {
  return curlLine({ ...request, ...(signing === undefined ? {} : { signing }) });
}

function withCurl(entry: JournalEntry): JournalEntry {
  if (entry.type !== 'result') return entry;
  const findings = entry.findings.map((finding) =>
    finding.exchange === undefined ? finding : { ...finding, exchange: { ...finding.exchange, curl: curlOf(finding.exchange) } },
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
  const asked = flags.workers === undefined ? undefined : wholeNumber('--workers', flags.workers, 1, 64);
  const levels = chosenLevels(flags.level);
  // A target file is checked against every contract that it names.
  const catalogue = loadCatalogue(flags.specs, targetFileOf(flags) === undefined ? operationsNamed(flags.operation, flags.clause) : []);
  const named = chosenContracts(catalogue, flags.operation);
  const clauses = checkClauses(named, flags.clause);
  const contracts =
    clauses.length === 0
      ? named
      : named.filter((contract) =>
          contract.clauses.some(({ id }) => clauses.some((wanted) => (wanted.endsWith('*') ? id.startsWith(wanted.slice(0, -1)) : id === wanted))),
        );

  if (typeof flags.plan === 'string' && flags.plan !== 'full') throw new ConfigurationError('bad-flag', `--plan takes full or nothing, not '${flags.plan}'`);
  const nothingIsSent = flags.plan !== false;
  const target = await resolveTarget(flags, contracts, catalogue, flags.operation.length > 0);
  if (target.file !== undefined) console.log(`target file: ${target.file}`);
  const safety = safetyOf(flags, target, nothingIsSent);
  const workers = workersFor(asked, target.limits.concurrency);
  const numbers = { seed, cases, levels, clauses, workers, safety, authProbes: flags.authProbes };
  // A run over everything is planned by its workers, side by side.
  if (nothingIsSent || clauses.length + levels.length > 0 || target.file !== undefined || safety.care === 'only-refused') {
    const plans = target.operations.map((operation) => planOf(operation, target, numbers));
    refuseEmpty(plans);
    if (nothingIsSent) {
      const planned = await planRequests(placed(plans, target));
      if (flags.plan === 'full') printRequests(planned, redactorFor(target), console);
      printPlan(planned, console);
      return 0;
    }
  }
  return await execute(flags, numbers, target, console);
}

const usualWorkers = 2;

/** How many operations run side by side: never more than the target file allows. */
function workersFor(asked: number | undefined, allowed: number | undefined): number {
  return asked === undefined ? (allowed ?? usualWorkers) : Math.min(asked, allowed ?? asked);
}

function planOf(
  operation: Omit<ResolvedOperation, 'baseUrl'>,
  { features }: { readonly features?: readonly string[] },
  { safety: { care }, ...numbers }: Omit<Numbers, 'workers'>,
): Plan {
  return planOperation({ ...operation, ...numbers, ...(features === undefined ? {} : { features }), ...(care === undefined ? {} : { care }) });
}

function placed(plans: readonly Plan[], { operations }: ResolvedTarget): readonly PlacedPlan[] {
  return plans.flatMap((plan) =>
    operations
      .filter(({ contract }) => contract === plan.context.contract)
      .map(({ baseUrl }) => ({ plan, baseUrl, driver: driverNamed(plan.context.contract.driver.name) })),
  );
}

/** @throws ConfigurationError when no plan sends anything */
function refuseEmpty(plans: readonly Plan[]): void {
  if (plans.some(({ subjects }) => subjects.length > 0)) return;
  const [reason] = plans.flatMap(({ clauses }) => clauses.flatMap(({ excluded, skipped, unsupported }) => skipped ?? excluded ?? unsupported ?? []));
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
  readonly safety: Safety;
  /** Whether requests with wrong credentials are sent. */
  readonly authProbes: boolean;
}

async function execute(flags: RunFlags, numbers: Numbers, target: ResolvedTarget, console: Console): Promise<number> {
  const { seed, cases, workers, levels, clauses, safety, authProbes } = numbers;
  // Credentials that are missing end a run here, before anything is written or sent.
  for (const { auth } of target.operations) processSigner(auth);
  const redactor = redactorFor(target);
  const memberSecrets = environmentSecrets(
    target.operations.map(({ contract }) => contract),
    process.env,
  );
  const gate = createRequestGate(safety.limits, processClock);
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
    target: { name: target.name, ...identityOf(target), url: target.url },
  });
  let requests = 0;
  const problems: string[] = [];
  const restorations: Restoration[] = [];
  if (safety.care !== undefined) writeFileSync(path.join(flags.output, 'snapshots.jsonl'), '');
  const gone = target.isEmbedded ? undefined : await smokeGate(target, gate, workers);
  if (gone === undefined) {
    const progress = createProgress(console.error, console.terminal);
    const uninterrupt = onInterrupt(() => {
      problems.push('interrupted by the user');
      gate.stop();
      console.error('interrupted: nothing more is checked, fixtures are restored where that was asked for; once more ends at once\n');
    });
    await runSuite(
      target.operations.map((operation) => ({
        contract: operation.contract,
        baseUrl: operation.baseUrl,
        isEmbedded: target.isEmbedded,
        fixtures: operation.fixtures,
        cases,
        seed,
        clauses,
        levels,
        settleMs: target.settleMs,
        timeoutMs: target.timeoutMs,
        headers: target.headers,
        tls: target.tls,
        ...(operation.auth === undefined ? {} : { auth: operation.auth }),
        authProbes,
        limits: safety.limits,
        ...(safety.care === undefined ? {} : { care: safety.care }),
        memberSecrets,
        secrets: [...target.secrets, ...Object.values(memberSecrets)],
        output: path.resolve(flags.output),
        ...(target.features === undefined ? {} : { features: target.features }),
      })),
      {
        planned: progress.planned,
        entry: (entry) => {
          journal.add(withCurl(entry));
          if (entry.type !== 'result') return;
          requests += entry.requests;
          progress.result(entry);
        },
        restored: (restoration) => restorations.push(redactRestoration(restoration, redactor)),
        problem: (message) => problems.push(message),
      },
      workers,
      gate.memory,
    );
    uninterrupt();
    progress.stop();
  } else problems.push(gone);
  // A run that was cut off did not come to all of them; its report names their clauses all the same.
  for (const operation of target.operations) addOperation(journal, operation.contract, () => planOf(operation, target, numbers));
  for (const contract of target.unsupported) addOperation(journal, contract, () => planOf({ contract, fixtures: [] }, { features: [] }, numbers));
  for (const restoration of restorations) {
    const news = restorationNews(restoration);
    if (news !== undefined) console.error(`${news}\n`);
    if (news !== undefined && restoration.outcome === 'failed') problems.push(news);
  }
  if (safety.care !== undefined) writeFileSync(path.join(flags.output, 'restorations.json'), `${JSON.stringify(restorations, null, 2)}\n`);
  const problem = problems.length === 0 ? undefined : [...new Set(problems)].join('; ');
  journal.add({ type: 'end', finishedAt: new Date().toISOString(), requests, ...(problem === undefined ? {} : { problem }) });
  const report = buildReport(journal.entries);
  const files = writeReports(flags.output, report, journal.file);
  console.log(renderSummary(report, { color: console.color, width: console.width, files }));
  return report.exitCode;
}

/** Names an operation's clauses, unless they are in the journal already. */
function addOperation(journal: JournalFile, { id, title, document }: Contract, plan: () => Plan): void {
  if (journal.entries.some((entry) => entry.type === 'operation' && entry.operation === id)) return;
  const { clauses } = plan();
  if (clauses.length > 0) journal.add({ type: 'operation', operation: id, title, document, clauses: [...clauses] });
}

function writeReports(folder: string, report: ConformanceReport, journal: string): readonly string[] {
  const json = path.join(folder, 'report.json');
  const junit = path.join(folder, 'junit.xml');
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(junit, renderJunit(report));
  return [json, junit, journal];
}
