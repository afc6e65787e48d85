import { ConfigurationError } from '../../contract/errors.js';
import { selectsClause } from '../../contract/facts/selects-clause.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { scoredClauses } from '../../contract/load/requirements.js';
import type { Plan } from '../../suites/plan/plan.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { unmatchedWords } from '../../targets/target-file/read-deviations.js';
import { executeRun, planOf } from '../engine/execute-run.js';
import { shareOf } from '../engine/share-of.js';
import type { StartThread } from '../engine/suite-listener.js';
import {
  checkClauses,
  chosenContracts,
  chosenLevels,
  chosenReporters,
  operationsNamed,
  wholeNumber,
} from '../flags/options.js';
import { type SafetyFlags, safetyOf } from '../flags/safety.js';
import { chosenShard } from '../flags/shard.js';
import { type PlacedPlan, planRequests } from '../output/plan-requests.js';
import { printPlan } from '../output/print-plan.js';
import { printRequests } from '../output/print-requests.js';
import type { Console } from '../process/console.js';
import { pathNotices } from '../target/path-notices.js';
import { redactorFor } from '../target/redactor-for.js';
import {
  embeddedNotice,
  type ResolvedTarget,
  resolveTarget,
  type TargetOptions,
  targetFileOf,
} from '../target/resolve-target.js';

/** Flags of `run`, as commander gives them. */
export interface RunFlags extends TargetOptions, SafetyFlags {
  readonly operation: readonly string[];
  readonly clause: readonly string[];
  readonly level: readonly string[];
  readonly seed?: string;
  readonly cases: string;
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly authProbes: boolean;
  /** true: counted by check; 'full': every request. */
  readonly plan: boolean | string;
  readonly specs?: string;
  /** Date of the requirement set, or none. */
  readonly requirements?: string;
  readonly output: string;
  /** i/n, or auto. */
  readonly shard?: string;
  readonly updateDeviations: boolean;
  readonly workers?: string;
  /** Formats, separated by commas. */
  readonly reporter: string;
  readonly maxFailures?: string;
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
export async function runCommand(flags: RunFlags, console: Console, startThread?: StartThread): Promise<number> {
  const shard = chosenShard(flags.shard, process.env);
  if (shard !== undefined && flags.seed === undefined)
    throw new ConfigurationError(
      'bad-flag',
      '--shard needs --seed: parts of one run fit together only with the same seed, such as --seed 1 for all of them',
    );
  const seed =
    flags.seed === undefined
      ? Math.floor(Math.random() * 0x7fffffff)
      : wholeNumber('--seed', flags.seed, -0x80000000, 0x7fffffff);
  const detail = detailOf(flags);
  const reporters = chosenReporters(flags.reporter);
  const maxFailures =
    flags.maxFailures === undefined ? undefined : wholeNumber('--max-failures', flags.maxFailures, 1, 1_000_000);
  const cases = wholeNumber('--cases', flags.cases, 0, 10_000);
  const asked = flags.workers === undefined ? undefined : wholeNumber('--workers', flags.workers, 1, 64);
  const levels = chosenLevels(flags.level);
  // A target file is checked against every contract that it names.
  const catalogue = loadCatalogue(
    flags.specs,
    targetFileOf(flags) === undefined ? operationsNamed(flags.operation, flags.clause) : [],
  );
  const named = chosenContracts(catalogue, flags.operation);
  const clauses = checkClauses(named, flags.clause);
  const contracts =
    clauses.length === 0
      ? named
      : named.filter((contract) => contract.clauses.some(({ id }) => selectsClause(clauses, id)));

  if (typeof flags.plan === 'string' && flags.plan !== 'full')
    throw new ConfigurationError('bad-flag', `--plan takes full or nothing, not '${flags.plan}'`);
  const nothingIsSent = flags.plan !== false;
  const target = await resolveTarget(flags, contracts, catalogue, flags.operation.length > 0);
  const notice = embeddedNotice(target, '.');
  if (notice !== undefined) console.log(notice);
  if (target.file !== undefined) console.log(`target file: ${target.file}`);
  for (const told of unmatchedWords(target.declaration?.deviations ?? [], catalogue)) console.error(`${told}\n`);
  const { proxied, exposed } = pathNotices(target, process.env);
  for (const told of proxied) console.log(told);
  for (const told of exposed) console.error(`warning: ${told}\n`);
  const safety = safetyOf(flags, target, nothingIsSent);
  const workers = workersFor(asked, target.limits.concurrency);
  const requirements = scoredClauses(flags.requirements, flags.specs);
  const scope = { seed, cases, levels, clauses, workers, safety, authProbes: flags.authProbes, requirements };
  const numbers =
    shard === undefined
      ? scope
      : {
          ...scope,
          within: shareOf(
            target.operations.map((operation) => planOf(operation, target, scope)),
            shard,
          ),
        };
  // A run over everything is planned by its workers, side by side.
  if (
    nothingIsSent ||
    clauses.length + levels.length > 0 ||
    target.file !== undefined ||
    safety.care === 'only-refused'
  ) {
    const plans = target.operations.map((operation) => planOf(operation, target, numbers));
    // Of a shared run nothing may be left for the last parts.
    if (shard === undefined) refuseEmpty(plans);
    if (nothingIsSent) {
      const planned = await planRequests(placed(plans, target));
      if (flags.plan === 'full') printRequests(planned, redactorFor(target), console);
      printPlan(planned, console);
      return 0;
    }
  }
  const selection = selectionWords(flags);
  const { output, strict, updateDeviations } = flags;
  return await executeRun(
    target,
    numbers,
    {
      output,
      strict,
      detail,
      updateDeviations,
      ...(shard === undefined ? {} : { shard }),
      reporters,
      ...(maxFailures === undefined ? {} : { maxFailures }),
      replayFlags: replayFlagsOf(flags),
      ...(selection === undefined ? {} : { selection }),
    },
    console,
    startThread,
  );
}

/** @throws ConfigurationError */
function detailOf({ quiet, verbose }: RunFlags): 'quiet' | 'normal' | 'verbose' {
  if (quiet && verbose)
    throw new ConfigurationError('bad-flag', '--quiet and --verbose contradict each other; give one of them');
  if (quiet) return 'quiet';
  return verbose ? 'verbose' : 'normal';
}

/** What `replay` has to be told to ask as the run did. */
function replayFlagsOf({ target, url, insecure, specs, allowLive, mutate }: RunFlags): readonly string[] {
  return [
    ...(target === undefined ? [] : ['--target', target]),
    ...(url === undefined ? [] : ['--url', url]),
    ...(insecure ? ['--insecure'] : []),
    ...(specs === undefined ? [] : ['--specs', specs]),
    ...(allowLive ? ['--allow-live'] : []),
    ...(allowLive && mutate === true ? ['--mutate'] : []),
  ];
}

const usualWorkers = 2;

/** How many operations run side by side: never more than the target file allows. */
function workersFor(asked: number | undefined, allowed: number | undefined): number {
  return asked === undefined ? (allowed ?? usualWorkers) : Math.min(asked, allowed ?? asked);
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
  const [reason] = plans.flatMap(({ clauses }) =>
    clauses.flatMap(({ excluded, skipped, unsupported }) => skipped ?? excluded ?? unsupported ?? []),
  );
  throw new ConfigurationError(
    'nothing-selected',
    `no check is selected${reason === undefined ? '' : `: ${reason}`}; widen --operation, --clause or --level, or add fixtures`,
  );
}
