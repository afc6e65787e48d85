import { randomBytes, randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { environmentSecrets } from '../../reports/redact/environment-secrets.js';
import type { Redactor } from '../../reports/redact/redact.js';
import { refusesBadAuth } from '../../suites/checks/refuses-bad-auth.js';
import type { Plan } from '../../suites/plan/plan.js';
import { replayFinding } from '../../suites/replay/replay-finding.js';
import type { FoundFinding, Replayed } from '../../suites/replay/replayed.js';
import type { Care } from '../../suites/restore/keeper.js';
import { type Restoration, restoreFixture } from '../../suites/restore/restore-fixture.js';
import { withheldWords } from '../../suites/restore/withheld-words.js';
import { Session } from '../../suites/session/session.js';
import { credentialScope } from '../../targets/auth/credential-scope.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import { planOperation } from '../engine/plan-operation.js';
import { refuseLiveHosts } from '../flags/safety.js';
import { keepingIn, type LeftFixture, leftFixtures, leftWords } from '../output/left-fixtures.js';
import { rememberRestorations } from '../output/remember-restorations.js';
import { redactRestoration, restorationNews } from '../output/restorations.js';
import { createRunFolder, isRunFolder, usualOutput } from '../output/run-folder.js';
import { SnapshotFile } from '../output/snapshots.js';
import type { Console } from '../process/console.js';
import { onInterrupt } from '../process/on-interrupt.js';
import { gateOf, openTransport, throttled } from '../target/open-transport.js';
import { redactorFor } from '../target/redactor-for.js';
import {
  type ResolvedOperation,
  type ResolvedTarget,
  resolveTarget,
  type TargetOptions,
  targetFileOf,
} from '../target/resolve-target.js';
import { RunCredentials } from '../target/run-credentials.js';
import { type FoundCase, type FoundRun, findCase, foundRun } from './find-case.js';

/** Flags of `replay`. */
export interface ReplayFlags extends TargetOptions {
  readonly specs?: string;
  readonly allowLive: boolean;
  readonly mutate?: boolean;
  readonly restore: boolean;
}

const exitCodes: Readonly<Record<Replayed['outcome'], number>> = { 'still there': 1, fixed: 0, 'cannot tell': 3 };

/**
 * Asks the target again what showed a finding, and tells whether it still stands: exit code 1, 0 when the documented
 * answer was seen under the same conditions, 3 when nothing can be told.
 * @throws ConfigurationError for a report, case or target that cannot be used
 */
export async function replayCommand(place: string, id: string, flags: ReplayFlags, console: Console): Promise<number> {
  const run = foundRun(place);
  const { operation, finding } = findCase(run, id);
  const options = { ...flags, ...targetOf(run, flags) };
  const catalogue = loadCatalogue(flags.specs, targetFileOf(options) === undefined ? [operation] : []);
  const contract = catalogue.find((candidate) => candidate.id === operation);
  const clause = contract?.clauses.find((candidate) => candidate.id === finding.clause);
  if (contract === undefined || clause === undefined)
    throw new ConfigurationError(
      'case-unknown-clause',
      `this kit has no clause ${finding.clause}; replay with the kit and --specs that wrote the report`,
    );
  const target = await resolveTarget(options, [contract], catalogue, true);
  const [asked] = target.operations;
  if (asked === undefined || !asked.fixtures.some((candidate) => candidate.id === finding.fixture))
    throw new ConfigurationError(
      'fixture-unknown',
      `the target has no fixture '${finding.fixture}', on which case ${finding.case} was seen; give the target of the report`,
    );
  const { check, subject } = finding;
  if (check === undefined || subject === undefined)
    throw new ConfigurationError(
      'case-of-old-kit',
      `${run.file} does not tell which check showed case ${finding.case}; give the journal of the run, too`,
    );
  const found = { ...finding, check, subject };
  const live = refuseLiveHosts([asked.baseUrl], flags.allowLive);
  const care = careOf(run, flags, live);
  const plan = planLike(run, asked, finding, care);
  if (live && care === 'only-refused' && !holds(plan, found) && holds(planLike(run, asked, finding, undefined), found))
    throw new ConfigurationError(
      'live-mutation',
      `what showed case ${finding.case} changes fixtures: it would change ${finding.fixture} on ${asked.baseUrl}; give --mutate to send it`,
    );
  const redactor = redactorFor(target);
  const keeping = care === undefined || target.isEmbedded ? undefined : keptFrom(run, target, asked, redactor);
  for (const one of keeping?.left ?? []) console.error(`${leftWords(one)}\n`);
  const { replayed, news } = await ask({
    target,
    asked,
    plan,
    found,
    strict: run.run.strict,
    care,
    ...(keeping === undefined ? {} : { keeping: keeping.care }),
    tell: (text) => console.error(`${redactor.text(text)}\n`),
  });
  const { outcome, told } = replayed;
  console.log(`${outcome.toUpperCase()}: case ${finding.case}, ${finding.clause}`);
  console.log(redactor.text(`expected ${finding.expected}; then ${finding.actual}; now ${told}`));
  if (keeping !== undefined)
    for (const problem of rememberRestorations(
      keeping.folder,
      news.map((restoration) => redactRestoration(restoration, redactor)),
    ))
      console.error(`${problem}\n`);
  for (const restoration of news) {
    const text = restorationNews(redactRestoration(restoration, redactor));
    if (text !== undefined) console.error(`${text}\n`);
  }
  return news.some((restoration) => restoration.outcome === 'failed') ? 3 : exitCodes[outcome];
}

/**
 * Where to ask, where the user does not say: the address that the run was given. The embedded reference tells nothing
 * of another target.
 * @throws ConfigurationError `replay-without-target`
 */
function targetOf({ file, run: { target } }: FoundRun, flags: ReplayFlags): TargetOptions {
  if (targetFileOf(flags) !== undefined || flags.url !== undefined || target.given === 'embedded') return {};
  if (target.given === 'url') return { url: target.url };
  throw new ConfigurationError(
    'replay-without-target',
    `${file} is about ${target.url}; name the target file of that run with --target, or an address with --url`,
  );
}

/**
 * As in the run, unless the flags say otherwise: on a production cloud only what it refuses is sent, and fixtures are
 * restored.
 */
function careOf(
  { run: { scope } }: FoundRun,
  { mutate, restore }: ReplayFlags,
  live: boolean,
): Care['kind'] | undefined {
  if (mutate !== true && (live || scope?.care === 'only-refused')) return 'only-refused';
  return live || restore || scope?.care === 'restore' ? 'restore' : undefined;
}

/** What the run planned. */
function planLike(
  { run: { cases, scope } }: FoundRun,
  asked: ResolvedOperation,
  { seed }: FoundCase['finding'],
  care: Care['kind'] | undefined,
): Plan {
  const { clauses = [], levels = [], authProbes = false, features } = scope ?? {};
  return planOperation({
    ...asked,
    cases,
    seed,
    clauses,
    levels,
    authProbes,
    // What counts is no question of what is sent.
    requirements: new Map(),
    ...(features === undefined ? {} : { features }),
    ...(care === undefined ? {} : { care }),
  });
}

function holds({ subjects }: Plan, { check: wanted, subject: name, fixture }: FoundFinding): boolean {
  return subjects.some(
    ({ check, subject }) => check.id === wanted && subject.name === name && subject.fixture.id === fixture,
  );
}

/** How fixtures are kept, beyond the memory of this process. */
interface Keeping {
  /** Where it is written down what they were like: also a replay that is killed leaves it. */
  readonly folder: string;
  /** What earlier runs left changed. */
  readonly left: readonly LeftFixture[];
  readonly care: Pick<Care, 'left' | 'onSnapshot' | 'onSecrets'>;
}

/** Makes a folder beside that of the run whose finding is replayed. */
function keptFrom(
  { file }: FoundRun,
  target: ResolvedTarget,
  { contract, baseUrl }: ResolvedOperation,
  redactor: Redactor,
): Keeping {
  // A link called latest leads to it, too, and lies in no other place.
  const former = realpathSync(path.dirname(file));
  const output = isRunFolder(former) ? path.relative('', path.dirname(former)) || '.' : usualOutput;
  const folder = createRunFolder(output, new Date(), randomBytes(3).toString('hex'), { isReported: false });
  const left = leftFixtures(target, output, folder);
  return {
    folder,
    left,
    care: keepingIn(new SnapshotFile(folder, redactor, { operation: contract.id, baseUrl }), redactor, left),
  };
}

interface Question {
  readonly target: ResolvedTarget;
  readonly asked: ResolvedOperation;
  readonly plan: Plan;
  readonly found: FoundFinding;
  readonly strict: boolean;
  readonly care: Care['kind'] | undefined;
  readonly keeping?: Keeping['care'];
  /** Tells the user something at once. */
  readonly tell: (text: string) => void;
}

/** Asks, and with care restores the fixtures whatever came of it, also after Ctrl-C. */
async function ask({
  target,
  asked,
  plan,
  found,
  strict,
  care,
  keeping,
  tell,
}: Question): Promise<{ readonly replayed: Replayed; readonly news: readonly Restoration[] }> {
  const { contract } = asked;
  const { model } = plan.context;
  const driver = driverNamed(contract.driver.name);
  const credentials = new RunCredentials([asked]);
  const transport = openTransport(target, asked, credentials.tokenOf(asked.auth));
  // The embedded reference asks for no credentials.
  const guard = target.isEmbedded
    ? undefined
    : credentials.guard(transport, {
        ...asked,
        headerVariables: target.headerVariables,
        scope: credentialScope([asked], asked),
      });
  const gate = gateOf(target);
  const secrets = environmentSecrets([contract], process.env);
  const checking = throttled(guard?.checking ?? transport, asked, gate);
  const sessions: Session[] = [];
  const open = (): Session => {
    const session = new Session({
      contract,
      driver,
      transport: checking,
      deadlines: { settle: target.settleMs },
      seed: plan.context.seed,
      // A target may remember what the run sent.
      runId: randomUUID(),
      timing: processTiming,
      model,
      clauses: plan.selected,
      ...(care === undefined ? {} : { care: { kind: care, secrets, ...keeping } }),
    });
    sessions.push(session);
    return session;
  };
  const uninterrupt = onInterrupt({ stop: () => gate.stop() });
  try {
    const isSpared = care === 'only-refused';
    if (care !== undefined) {
      const fixtures =
        found.check === refusesBadAuth.id ? [] : plan.context.fixtures.filter(({ id }) => id === found.fixture);
      const first = open();
      const words = withheldWords(
        contract.id,
        await Promise.all(fixtures.map((fixture) => first.keeper.snapshot(fixture))),
        care,
      );
      if (words !== undefined && guard?.isOver !== true) tell(words);
    }
    const replayed = await replayFinding({
      found,
      plan,
      driver,
      transport: checking,
      open,
      strict,
      isSpared,
      isStopped: () => gate.stopped,
    });
    const restoring = throttled(guard?.restoring ?? transport, asked, gate, 'restore');
    const options = {
      contract,
      driver,
      transport: restoring,
      model,
      secrets,
      timing: processTiming,
      settleMs: target.settleMs,
    };
    const news: Restoration[] = [];
    for (const { snapshot, overwritten } of care === undefined ? [] : await firstSnapshots(sessions))
      news.push(await restoreFixture(options, snapshot, overwritten));
    return { replayed, news };
  } finally {
    uninterrupt();
    await transport.close();
  }
}

type Taken = Awaited<ReturnType<Session['keeper']['snapshots']>>[number];

/** Each fixture as it was before the first session changed it, with what any of them overwrote. */
async function firstSnapshots(sessions: readonly Session[]): Promise<readonly Taken[]> {
  const first = new Map<string, Taken>();
  for (const { keeper } of sessions)
    for (const { snapshot, overwritten } of await keeper.snapshots()) {
      const known = first.get(snapshot.fixture.id);
      first.set(snapshot.fixture.id, {
        snapshot: known?.snapshot ?? snapshot,
        overwritten: [...new Set([...(known?.overwritten ?? []), ...overwritten])],
      });
    }
  return [...first.values()];
}
