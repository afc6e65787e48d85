import { randomUUID } from 'node:crypto';
import type { Contract } from '../contract/contract.js';
import { ConfigurationError } from '../contract/errors.js';
import { secretMembers } from '../contract/facts/secret-members.js';
import { loadCatalogue } from '../contract/load/catalogue.js';
import { isObject } from '../contract/pointer.js';
import type { JournalEntry } from '../generated/journal.js';
import type { FixtureEntry, TargetFile } from '../generated/target-file.js';
import { redactEntry } from '../reports/journal/redact-entry.js';
import { environmentSecrets } from '../reports/redact/environment-secrets.js';
import { createRedactor } from '../reports/redact/redact.js';
import { buildReport } from '../reports/verdicts/build-report.js';
import { CredentialGuard } from '../suites/credentials/credential-guard.js';
import { RefusalWatch } from '../suites/credentials/refusal-watch.js';
import { type Plan, planRun } from '../suites/plan/plan.js';
import { runSubject } from '../suites/run-subject.js';
import { Session } from '../suites/session/session.js';
import { createSigner, secretsOf } from '../targets/auth/create-signer.js';
import { credentialName, credentialScope } from '../targets/auth/credential-scope.js';
import { resolveHeaders } from '../targets/auth/environment.js';
import type { SharedToken } from '../targets/auth/shared-token.js';
import { tokenOf } from '../targets/auth/token-of.js';
import { driverNamed } from '../targets/drivers/index.js';
import { checkTarget } from '../targets/target-file/check-target.js';
import type { InProcessApp } from '../targets/transport/in-process-app.js';
import { createInProcessTransport } from '../targets/transport/in-process-transport.js';
import { processTiming } from '../targets/transport/process-timing.js';
import { type ClosableTransport, createTransport } from '../targets/transport/transport.js';
import { type CompleteOptions, type ConformanceOptions, completeOptions } from './complete-options.js';
import { findingMessage } from './finding-message.js';
import { unverifiedMessage } from './unverified-message.js';

/** An implementation in this process: its app in place of an address, otherwise as in a target file. */
export interface InProcessTarget extends Pick<TargetFile, 'implementation' | 'headers' | 'auth' | 'timeoutMs' | 'settleMs' | 'features'> {
  readonly app: InProcessApp;
  /** The operations it implements, by contract id, with the resources on it that requests may be sent to and that they may change. */
  readonly operations: Readonly<Record<string, InProcessOperation>>;
}

/** An operation that the app implements. */
export interface InProcessOperation {
  readonly fixtures: FixtureEntry[];
  /** How its requests are authenticated, if otherwise than those of the other operations. */
  readonly auth?: NonNullable<TargetFile['auth']>;
}

/** What a target file says of an address and of the way there. */
const ofAddresses: readonly string[] = ['baseUrl', 'tls', 'requestsPerSecond', 'maxRequests', 'concurrency'];

/** @throws ConfigurationError `no-use-in-process` */
function refuseAddresses(target: InProcessTarget): void {
  const places = [['', target] as const, ...Object.entries(target.operations ?? {}).map(([id, own]) => [`operations.${id}.`, own] as const)];
  for (const [place, entry] of places) {
    const idle = ofAddresses.find((key) => isObject(entry) && Object.hasOwn(entry, key));
    if (idle !== undefined)
      throw new ConfigurationError('no-use-in-process', `defineConformance: ${place}${idle} has no use for an app in this process; take it out`);
  }
}

/** One operation to be tested. */
interface Registration {
  readonly contract: Contract;
  readonly plan: Plan;
  readonly options: CompleteOptions;
  readonly settleMs: number;
  /** Removes secrets from an entry. */
  readonly redacted: <Entry extends JournalEntry>(entry: Entry) => JournalEntry;
  /** The transport, once the app is started, and who watches over its credentials. */
  readonly guard: () => CredentialGuard;
}

/** Tests must come one after another, in the order of the plan: each finds the fixtures as the one before left them. */
const inOrder = { sequential: true, shuffle: false } as const;

function registerOperation({ contract, plan, options, settleMs, redacted, guard }: Registration): void {
  const { seed, cases, strict } = options;
  const { describe, test } = options.vitest;
  const entries: JournalEntry[] = [];
  let session: Session | undefined;
  const current = (): Session => {
    session ??= new Session({
      contract,
      driver: driverNamed(contract.driver.name),
      transport: guard().checking,
      deadlines: { settle: settleMs },
      seed,
      runId: randomUUID(),
      timing: processTiming,
      model: plan.context.model,
      clauses: plan.selected,
    });
    return session;
  };
  for (const check of new Set(plan.subjects.map((entry) => entry.check))) {
    describe(check.title, inOrder, () => {
      for (const { subject } of plan.subjects.filter((entry) => entry.check === check)) {
        test(`${subject.name} @${subject.fixture.id}`, { timeout: 0 }, async ({ skip }) => {
          if (guard().isOver) return skip();
          const result = redacted(await runSubject(current(), check, subject));
          entries.push(result);
          if (result.type !== 'result') return;
          if (result.broken !== undefined) throw new Error(`defect of vpn-conformance: ${result.broken}`);
          const message = findingMessage(result, plan.clauses, strict);
          const { problem } = guard();
          const told = [message, problem === undefined ? undefined : `${problem.text}; ${problem.remedy}`].filter((text) => text !== undefined);
          if (told.length > 0) throw new Error(told.join('\n\n'));
        });
      }
    });
  }
  test('every clause that was tried was verified', () => {
    const { id, title, document } = contract;
    const { problem } = guard();
    if (problem !== undefined) throw new Error(`nothing more was tested: ${problem.text}; ${problem.remedy}`);
    const skips = [...current().unseen()].map(([local, reason]) => ({ type: 'skip' as const, operation: id, clause: `${id}${local}`, reason }));
    const known = new Set(plan.clauses.map((clause) => clause.id));
    const message = unverifiedMessage(
      buildReport([
        { type: 'run', format: 1, kit: '', startedAt: '', seed, cases, strict, target: { name: id, url: guard().checking.baseUrl } },
        { type: 'operation', operation: id, title, document, clauses: [...plan.clauses] },
        ...entries,
        ...skips.filter(({ clause }) => known.has(clause)).map(redacted),
        { type: 'end', finishedAt: '', requests: current().requests },
      ]),
    );
    if (message !== undefined) throw new Error(message);
  });
}

/**
 * Registers the checks as tests of the vitest file that calls it: one test for each thing that is asked of the app. A test that fails names the clause, its place in the
 * document, what was expected and what came.
 * @throws ConfigurationError for a target, option or app that cannot be used
 */
export function defineConformance(target: InProcessTarget, options: ConformanceOptions = {}): void {
  const complete = completeOptions(options);
  const catalogue = loadCatalogue(complete.specs);
  refuseAddresses(target);
  const { app, ...described } = target;
  const {
    operations,
    features,
    headers,
    auth,
    timeoutMs = 10_000,
    settleMs = 30_000,
  } = checkTarget({ ...described, baseUrl: 'http://127.0.0.1' }, 'defineConformance', catalogue);
  const { cases, seed, clauses, levels } = complete;
  const { afterAll, beforeAll, describe } = complete.vitest;
  const contracts = catalogue.filter(({ id }) => Object.hasOwn(operations, id));
  const plans = contracts.map((contract) => {
    const driver = driverNamed(contract.driver.name);
    const fixtures = operations[contract.id]?.fixtures ?? [];
    return {
      contract,
      plan: planRun({ contract, driver, fixtures, cases, seed, selection: { clauses, levels }, ...(features === undefined ? {} : { features }) }),
    };
  });
  if (plans.every(({ plan }) => plan.subjects.length === 0))
    throw new ConfigurationError('nothing-selected', 'defineConformance: no check is selected; widen clauses, levels or features, or add fixtures');
  const resolved = resolveHeaders(headers, process.env);
  const authOf = ({ id }: Contract): TargetFile['auth'] => operations[id]?.auth ?? auth;
  const secrets = [
    ...resolved.secrets,
    ...contracts.flatMap((contract) => secretsOf(authOf(contract), process.env)),
    ...Object.values(environmentSecrets(contracts, process.env)),
  ];
  const redactor = createRedactor({ members: secretMembers(contracts), secrets });
  const tokens = new Map(contracts.map((contract) => [credentialName(authOf(contract)), tokenOf(authOf(contract), processTiming)]));
  const tokenFor = (contract: Contract): SharedToken | undefined => tokens.get(credentialName(authOf(contract)));
  const signers = contracts.map((contract) => createSigner(authOf(contract), process.env, { now: Date.now, nonce: randomUUID }, tokenFor(contract)));

  describe('conformance', inOrder, () => {
    let listening: ClosableTransport | undefined;
    let transports: readonly ClosableTransport[] = [];
    beforeAll(async () => {
      const opened = await createInProcessTransport({ app, timeoutMs });
      listening = opened;
      transports = signers.map((signer) =>
        createTransport({ baseUrl: opened.baseUrl, timeoutMs, headers: resolved.headers, ...(signer === undefined ? {} : { signer }) }),
      );
    });
    afterAll(async () => {
      for (const transport of transports) await transport.close();
      await listening?.close();
    });
    const watch = new RefusalWatch(contracts.length);
    const places = contracts.map((contract) => ({ baseUrl: '', auth: authOf(contract) }));
    for (const [index, { contract, plan }] of plans.entries()) {
      let guard: CredentialGuard | undefined;
      const guardOf = (): CredentialGuard => {
        const transport = transports[index];
        if (transport === undefined) throw new ConfigurationError('app-not-started', 'the app was not started');
        const token = tokenFor(contract);
        guard ??= new CredentialGuard({
          contract,
          driver: driverNamed(contract.driver.name),
          fixtures: operations[contract.id]?.fixtures ?? [],
          transport,
          watch,
          scope: credentialScope(places, { baseUrl: '', auth: authOf(contract) }),
          headerVariables: resolved.variables,
          timing: processTiming,
          now: Date.now,
          ...(token === undefined ? {} : { tokens: token }),
        });
        return guard;
      };
      describe(contract.id, inOrder, () =>
        registerOperation({ contract, plan, options: complete, settleMs, redacted: (entry) => redactEntry(entry, redactor), guard: guardOf }),
      );
    }
  });
}
