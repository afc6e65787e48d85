import { randomUUID } from 'node:crypto';
import type { Contract } from '../contract/contract.js';
import { ConfigurationError } from '../contract/errors.js';
import { secretMembers } from '../contract/facts/secret-members.js';
import { loadCatalogue } from '../contract/load/catalogue.js';
import { scoredClauses } from '../contract/load/requirements.js';
import { isObject } from '../contract/pointer.js';
import type { DeclaredDeviation, JournalEntry } from '../generated/journal.js';
import type { DeviationEntry, FixtureEntry, TargetFile } from '../generated/target-file.js';
import { redactEntry } from '../reports/journal/redact-entry.js';
import { environmentSecrets } from '../reports/redact/environment-secrets.js';
import { createRedactor } from '../reports/redact/redact.js';
import { CredentialGuard } from '../suites/credentials/credential-guard.js';
import { RefusalWatch } from '../suites/credentials/refusal-watch.js';
import { type Plan, planRun } from '../suites/plan/plan.js';
import { createSigner, secretsOf } from '../targets/auth/create-signer.js';
import { credentialName, credentialScope } from '../targets/auth/credential-scope.js';
import { supplyOf } from '../targets/auth/credential-supply.js';
import { resolveHeaders } from '../targets/auth/environment.js';
import type { SharedToken } from '../targets/auth/shared-token.js';
import { driverNamed } from '../targets/drivers/index.js';
import { checkTarget } from '../targets/target-file/check-target.js';
import { countMatches } from '../targets/target-file/read-deviations.js';
import type { InProcessApp } from '../targets/transport/in-process-app.js';
import { createInProcessTransport } from '../targets/transport/in-process-transport.js';
import { processTiming } from '../targets/transport/process-timing.js';
import { type ClosableTransport, createTransport } from '../targets/transport/transport.js';
import { type CompleteOptions, completeOptions, type RunOptions } from './complete-options.js';

/** An implementation in this process: its app in place of an address, otherwise as in a target file. */
export interface InProcessTarget
  extends Pick<TargetFile, 'implementation' | 'headers' | 'auth' | 'timeoutMs' | 'settleMs' | 'features'> {
  /** Failures that are known: they are told, and fail no test. */
  readonly deviations?: DeviationEntry[];
  readonly app: InProcessApp;
  /**
   * The operations it implements, by contract id, with the resources on it that requests may be sent to and that they
   * may change.
   */
  readonly operations: Readonly<Record<string, InProcessOperation>>;
}

/** An operation that the app implements. */
export interface InProcessOperation {
  readonly fixtures: FixtureEntry[];
  /** How its requests are authenticated, if otherwise than those of the other operations. */
  readonly auth?: NonNullable<TargetFile['auth']>;
}

/** What a target file says of an address and of the way there. */
const ofAddresses: readonly string[] = [
  'baseUrl',
  'tls',
  'cookies',
  'setup',
  'teardown',
  'requestsPerSecond',
  'maxRequests',
  'concurrency',
];

/** One operation of an app, planned. */
export interface PreparedOperation {
  readonly contract: Contract;
  readonly plan: Plan;
  /**
   * The way to the app, once it is started, with somebody who watches over its credentials. @throws ConfigurationError
   * `app-not-started`
   */
  guard(): CredentialGuard;
}

/** All that testing an app takes; nothing is started yet. */
export interface PreparedRun {
  readonly options: CompleteOptions;
  readonly operations: readonly PreparedOperation[];
  readonly settleMs: number;
  /** Failures that the target declares as known; absent: none were declared. */
  readonly deviations?: DeclaredDeviation[];
  /** An entry without secrets. */
  redacted<Entry extends JournalEntry>(entry: Entry): JournalEntry;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** @throws ConfigurationError `no-use-in-process` */
function refuseAddresses(target: InProcessTarget, caller: string): void {
  const places = [
    ['', target] as const,
    ...Object.entries(target.operations ?? {}).map(([id, own]) => [`operations.${id}.`, own] as const),
  ];
  for (const [place, entry] of places) {
    const idle = ofAddresses.find((key) => isObject(entry) && Object.hasOwn(entry, key));
    if (idle !== undefined)
      throw new ConfigurationError(
        'no-use-in-process',
        `${caller}: ${place}${idle} has no use for an app in this process; take it out`,
      );
  }
}

/** @throws ConfigurationError `no-use-in-process` */
function refuseDeviationFile({ deviations }: Readonly<Record<string, unknown>>, caller: string): void {
  if (typeof deviations === 'string')
    throw new ConfigurationError(
      'no-use-in-process',
      `${caller}: deviations is the name of a file, which is not read in this process; give the list`,
    );
}

/**
 * Reads target and options, and plans the operations; `caller` names the function that was called.
 * @throws ConfigurationError for a target, option or app that cannot be used
 */
export function prepareRun(target: InProcessTarget, given: RunOptions, caller: string): PreparedRun {
  const options = completeOptions(given, caller);
  const catalogue = loadCatalogue(options.specs);
  refuseAddresses(target, caller);
  refuseDeviationFile({ ...target }, caller);
  const { app, ...described } = target;
  const file = checkTarget({ ...described, baseUrl: 'http://127.0.0.1' }, caller, catalogue);
  const { operations, features, headers, auth, timeoutMs = 10_000, settleMs = 30_000 } = file;
  const { cases, seed, clauses, levels } = options;
  const contracts = catalogue.filter(({ id }) => Object.hasOwn(operations, id));
  const requirements = scoredClauses(options.requirements, options.specs);
  const plans = contracts.map((contract) => {
    const scoredOn = requirements.get(contract.id);
    return planRun({
      contract,
      driver: driverNamed(contract.driver.name),
      fixtures: operations[contract.id]?.fixtures ?? [],
      cases,
      seed,
      selection: { clauses, levels },
      ...(features === undefined ? {} : { features }),
      ...(scoredOn === undefined ? {} : { requirements: scoredOn }),
    });
  });
  if (plans.every(({ subjects }) => subjects.length === 0))
    throw new ConfigurationError(
      'nothing-selected',
      `${caller}: no check is selected; widen clauses, levels or features, or add fixtures`,
    );
  const resolved = resolveHeaders(headers, process.env);
  const authOf = ({ id }: Contract): TargetFile['auth'] => operations[id]?.auth ?? auth;
  const secrets = [
    ...resolved.secrets,
    ...contracts.flatMap((contract) => secretsOf(authOf(contract), process.env)),
    ...Object.values(environmentSecrets(contracts, process.env)),
  ];
  const redactor = createRedactor({ members: secretMembers(contracts), secrets });
  const tokens = new Map(
    contracts.map((contract) => [
      credentialName(authOf(contract)),
      supplyOf(authOf(contract), { timing: processTiming, now: Date.now }),
    ]),
  );
  const tokenFor = (contract: Contract): SharedToken | undefined => tokens.get(credentialName(authOf(contract)));
  const signers = contracts.map((contract) =>
    createSigner(authOf(contract), process.env, { now: Date.now, nonce: randomUUID }, tokenFor(contract)),
  );
  const watch = new RefusalWatch(contracts.length);
  const places = contracts.map((contract) => ({ baseUrl: '', auth: authOf(contract) }));
  let listening: ClosableTransport | undefined;
  let transports: readonly ClosableTransport[] = [];

  const guardFor = (contract: Contract, index: number): CredentialGuard => {
    const transport = transports[index];
    if (transport === undefined) throw new ConfigurationError('app-not-started', `${caller}: the app was not started`);
    const token = tokenFor(contract);
    return new CredentialGuard({
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
  };
  return {
    options,
    settleMs,
    ...(target.deviations === undefined ? {} : { deviations: [...countMatches(target.deviations, catalogue)] }),
    operations: contracts.flatMap((contract, index) => {
      const plan = plans[index];
      let guard: CredentialGuard | undefined;
      const guarded = (): CredentialGuard => {
        guard ??= guardFor(contract, index);
        return guard;
      };
      return plan === undefined ? [] : [{ contract, plan, guard: guarded }];
    }),
    redacted: (entry) => redactEntry(entry, redactor),
    start: async () => {
      const opened = await createInProcessTransport({ app, timeoutMs });
      listening = opened;
      transports = signers.map((signer) =>
        createTransport({
          baseUrl: opened.baseUrl,
          timeoutMs,
          headers: resolved.headers,
          ...(signer === undefined ? {} : { signer }),
        }),
      );
    },
    close: async () => {
      for (const transport of transports) await transport.close();
      await listening?.close();
    },
  };
}
