import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Contract } from '../../contract/contract.js';
import { kitVersion } from '../../contract/load/kit-version.js';
import type { Exchange, JournalEntry, RunEntry, Shard } from '../../generated/journal.js';
import { environmentSecrets } from '../../reports/redact/environment-secrets.js';
import { curlLine } from '../../reports/render/curl.js';
import type { FormatName } from '../../reports/render/formats.js';
import { renderMarkdown } from '../../reports/render/markdown.js';
import { renderSummary } from '../../reports/render/summary.js';
import { operationEntry } from '../../suites/plan/operation-entry.js';
import type { Plan } from '../../suites/plan/plan.js';
import { credentialScope } from '../../targets/auth/credential-scope.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import { createRequestGate, timeIsOver } from '../../targets/transport/request-gate.js';
import type { Safety } from '../flags/safety.js';
import { tellJobSummary } from '../output/job-summary.js';
import type { JournalFile } from '../output/journal-file.js';
import { leftFixtures, leftWords } from '../output/left-fixtures.js';
import { createProgress } from '../output/progress.js';
import { createRunFolder } from '../output/run-folder.js';
import { RunRecord } from '../output/run-record.js';
import { type DeviationUpdate, updateDeviations } from '../output/update-deviations.js';
import type { Console } from '../process/console.js';
import { onInterrupt } from '../process/on-interrupt.js';
import { processSigner } from '../target/process-signer.js';
import { redactorFor } from '../target/redactor-for.js';
import type { ResolvedOperation, ResolvedTarget } from '../target/resolve-target.js';
import { RunCredentials } from '../target/run-credentials.js';
import { type Smoke, smokeGate } from '../target/smoke-gate.js';
import { planOperation } from './plan-operation.js';
import type { RunScope } from './run-config.js';
import { runSuite } from './run-suite.js';
import type { StartThread } from './suite-listener.js';

/** What a run does. */
export interface RunNumbers extends RunScope {
  /** Operations side by side. */
  readonly workers: number;
  readonly safety: Safety;
}

/** Where a run writes, and how its results count. */
export interface RunOutput {
  /** Folder in which each run gets one of its own for journal and reports. */
  readonly output: string;
  /** Whether non-strict answers fail. */
  readonly strict: boolean;
  /** How much is printed. */
  readonly detail: 'quiet' | 'normal' | 'verbose';
  /** What was selected, in words; absent: everything. */
  readonly selection?: string;
  /** Flags with which `replay` asks the same target. */
  readonly replayFlags: readonly string[];
  /** Whether the file of known deviations is brought up to date. */
  readonly updateDeviations: boolean;
  /** Which part of a shared run it is; absent: it is not shared. */
  readonly shard?: Shard;
  /** What the report is written as. */
  readonly reporters: readonly FormatName[];
  /** After how many failed clauses nothing more is checked; absent: everything is. */
  readonly maxFailures?: number;
}

/** The plan of one operation of a target. */
export function planOf(
  operation: Omit<ResolvedOperation, 'baseUrl'>,
  { features }: { readonly features?: readonly string[] },
  { safety: { care }, ...numbers }: Omit<RunNumbers, 'workers'>,
): Plan {
  return planOperation({
    ...operation,
    ...numbers,
    ...(features === undefined ? {} : { features }),
    ...(care === undefined ? {} : { care }),
  });
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

/** How the user named the target. */
function givenAs({ isEmbedded, file }: ResolvedTarget): NonNullable<RunEntry['target']['given']> {
  if (isEmbedded) return 'embedded';
  return file === undefined ? 'url' : 'file';
}

function curlOf({ request, signing }: Exchange): string {
  return curlLine({ ...request, ...(signing === undefined ? {} : { signing }) });
}

function withCurl(entry: JournalEntry): JournalEntry {
  if (entry.type !== 'result') return entry;
  const findings = entry.findings.map((finding) =>
    finding.exchange === undefined
      ? finding
      : { ...finding, exchange: { ...finding.exchange, curl: curlOf(finding.exchange) } },
  );
  return { ...entry, findings };
}

/** Nothing is known of the embedded reference, and nothing has to be. */
function everything({ operations }: Pick<ResolvedTarget, 'operations'>): Smoke {
  return {
    open: operations.map((operation) => ({ operation, letIn: { readBack: false, update: false } })),
    refused: [],
  };
}

/** Sends the requests of a run, writes journal and reports, and prints the summary. Gives the exit code. */
export async function executeRun(
  target: ResolvedTarget,
  numbers: RunNumbers,
  {
    output,
    strict,
    detail,
    selection,
    replayFlags,
    updateDeviations: updates,
    shard,
    reporters,
    maxFailures,
  }: RunOutput,
  console: Console,
  startThread?: StartThread,
): Promise<number> {
  const { workers, safety, ...scope } = numbers;
  // Credentials that are missing end a run here, before anything is written or sent.
  const credentials = new RunCredentials(target.operations);
  for (const { auth } of target.operations) {
    processSigner(auth);
    await credentials.tokenOf(auth)?.ready();
  }
  const redactor = redactorFor(target);
  const memberSecrets = environmentSecrets(
    target.operations.map(({ contract }) => contract),
    process.env,
  );
  const gate = createRequestGate(safety.limits, processTiming.now);
  const runId = randomBytes(6).toString('hex');
  const startedAt = new Date();
  const folder = createRunFolder(output, startedAt, runId.slice(0, 6));
  const record = new RunRecord(
    folder,
    redactor,
    { isRestored: safety.care !== undefined, replayFlags, reporters },
    (problem) => {
      record.problems.add(problem);
      gate.stop();
      console.error(`${problem}; nothing more is checked\n`);
    },
  );
  const { journal, problems } = record;
  // What was sent counts, be it that no result came of it.
  const write = (isOver: boolean): ReturnType<RunRecord['write']> => {
    record.requests = Math.max(record.requests, gate.admitted);
    return record.write(isOver);
  };
  journal.add({
    type: 'run',
    format: 1,
    kit: kitVersion,
    startedAt: startedAt.toISOString(),
    seed: scope.seed,
    runId,
    cases: scope.cases,
    strict,
    ...(selection === undefined ? {} : { selection }),
    scope: {
      clauses: [...scope.clauses],
      levels: [...scope.levels],
      authProbes: scope.authProbes,
      ...(shard === undefined ? {} : { shard }),
      ...(safety.care === undefined ? {} : { care: safety.care }),
      ...(target.features === undefined ? {} : { features: [...target.features] }),
    },
    ...(target.declaration === undefined ? {} : { deviations: [...target.declaration.deviations] }),
    target: { name: target.name, ...identityOf(target), url: target.url, given: givenAs(target) },
  });
  // Until the reports are written: somebody who is out of patience, or a terminal that is gone, must not cost them.
  const endListening = onInterrupt({
    stop: () => {
      problems.add('interrupted by the user');
      gate.stop();
      console.error(
        'interrupted: nothing more is checked, fixtures are restored where that was asked for; once more ends at once\n',
      );
      // What asks so may kill the process soon, however long restoring takes.
      write(false);
    },
    last: () => {
      problems.add('ended at once by the user');
      write(false);
      console.error(`ended at once; what was seen is in ${folder}\n`);
    },
  });
  const left = leftFixtures(target, output, folder);
  for (const one of left) console.error(`${leftWords(one)}\n`);
  // Of a shared run, other machines visit the operations of which nothing falls to this one.
  const operations = target.operations.filter(({ contract }) => scope.within?.get(contract.id)?.length !== 0);
  const { gone, open, refused } = target.isEmbedded
    ? everything({ operations })
    : await smokeGate({ ...target, operations }, gate, credentials, workers);
  for (const problem of refused) problems.add(problem);
  if (gone === undefined && open.length > 0 && !gate.stopped) {
    const news: (string | undefined)[] = [];
    const progress = createProgress({
      write: detail === 'quiet' ? () => {} : console.error,
      terminal: console.terminal,
      width: console.width,
      now: processTiming.now,
      clauses: new Map(
        open.flatMap(({ operation }) => operation.contract.clauses.map((clause) => [clause.id, clause])),
      ),
      strict,
    });
    await runSuite(
      open.map(({ operation, letIn }) => ({
        contract: operation.contract,
        baseUrl: operation.baseUrl,
        isEmbedded: target.isEmbedded,
        fixtures: operation.fixtures,
        ...scope,
        runId,
        settleMs: target.settleMs,
        timeoutMs: target.timeoutMs,
        headers: target.headers,
        tls: target.tls,
        cookies: target.cookies,
        ...(operation.auth === undefined ? {} : { auth: operation.auth }),
        scope: credentialScope(target.operations, operation),
        headerVariables: target.headerVariables,
        letIn,
        limits: safety.limits,
        ...(safety.care === undefined ? {} : { care: safety.care }),
        memberSecrets,
        secrets: [...target.secrets, ...Object.values(memberSecrets)],
        output: path.resolve(folder),
        unrestored: left.flatMap((entry) => (entry.operation === operation.contract.id ? [entry] : [])),
        ...(target.features === undefined ? {} : { features: target.features }),
      })),
      {
        planned: progress.planned,
        entry: (entry) => {
          journal.add(withCurl(entry));
          if (entry.type !== 'result') return;
          record.requests += entry.requests;
          progress.result(entry);
          if (maxFailures === undefined || progress.failed.size < maxFailures || gate.stopped) return;
          problems.add(`stopped at ${progress.failed.size} failed clauses (--max-failures ${maxFailures})`);
          gate.stop();
        },
        restored: (restoration) => {
          news.push(record.restored(restoration));
        },
        notice: (message) => console.error(`${message}\n`),
        problem: (message) => problems.add(message),
      },
      workers,
      gate.memory,
      credentials.memory,
      startThread,
    );
    progress.stop();
    for (const told of news) if (told !== undefined) console.error(`${told}\n`);
  }
  if (gone !== undefined && !gate.stopped) problems.add(gone);
  const { maxMs, reservedMs = 0 } = safety.limits;
  if (gate.isOver && maxMs !== undefined) problems.add(timeIsOver(maxMs, reservedMs));
  // A run that was cut off did not come to all of them; its report names their clauses all the same.
  for (const operation of target.operations)
    addOperation(journal, operation.contract, () => planOf(operation, target, numbers));
  for (const contract of target.unsupported)
    addOperation(journal, contract, () => planOf({ contract, fixtures: [] }, { features: [] }, numbers));
  const { report, files, problems: unwritten } = write(true);
  console.log(
    renderSummary(report, {
      color: console.color,
      width: console.width,
      detail,
      files,
      replay: { folder, flags: replayFlags.map(redactor.text) },
    }),
  );
  tellJobSummary(renderMarkdown(report, { folder }), process.env['GITHUB_STEP_SUMMARY'], console);
  const { file: deviationFile } = target.declaration ?? {};
  if (updates && deviationFile !== undefined)
    tellUpdate(deviationFile, updateDeviations(deviationFile, report), console);
  for (const problem of unwritten) console.error(`${problem}\n`);
  endListening();
  return unwritten.length > 0 && report.exitCode === 0 ? 3 : report.exitCode;
}

function tellUpdate(file: string, { added, removed }: DeviationUpdate, console: Console): void {
  if (added.length + removed.length === 0) {
    console.log(`${file}: nothing to change`);
    return;
  }
  console.log(`${file}: ${added.length} added, ${removed.length} taken out`);
  if (added.length > 0)
    console.log('Say of each why it is accepted (reason); until then it ends a run with exit code 1.');
}

/** Names an operation's clauses, unless they are in the journal already. */
function addOperation(journal: JournalFile, contract: Contract, plan: () => Plan): void {
  if (journal.entries.some((entry) => entry.type === 'operation' && entry.operation === contract.id)) return;
  const planned = plan();
  if (planned.clauses.length > 0) journal.add(operationEntry(contract, planned));
}
