import { randomUUID } from 'node:crypto';
import { type RequestModel, requestModel } from '../../properties/request-model.js';
import { environmentSecrets } from '../../reports/environment-secrets.js';
import { loadCatalogue } from '../../specs/catalogue.js';
import type { Clause } from '../../specs/contract.js';
import { ConfigurationError } from '../../specs/errors.js';
import type { LogicalRequest, TargetFixture } from '../../specs/target.js';
import type { Care } from '../../suites/keeper.js';
import { regenerateSecrets } from '../../suites/regenerate-secrets.js';
import { type Replayed, replayCase } from '../../suites/replay-case.js';
import { type Restoration, restoreFixture } from '../../suites/restore-fixture.js';
import { Session } from '../../suites/session.js';
import { credentialScope } from '../../targets/credential-scope.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { processTiming } from '../../targets/process-timing.js';
import type { Console } from '../console.js';
import { type FoundCase, findCase } from '../find-case.js';
import { onInterrupt } from '../on-interrupt.js';
import { gateOf, openTransport, throttled } from '../open-transport.js';
import { redactorFor } from '../redactor-for.js';
import { type ResolvedOperation, type ResolvedTarget, resolveTarget, type TargetOptions, targetFileOf } from '../resolve-target.js';
import { redactRestoration, restorationNews } from '../restorations.js';
import { RunCredentials } from '../run-credentials.js';
import { refuseLiveHosts } from '../safety.js';

/** Flags of `replay`. */
export interface ReplayFlags extends TargetOptions {
  readonly specs?: string;
  readonly allowLive: boolean;
  readonly mutate?: boolean;
  readonly restore: boolean;
}

const exitCodes: Readonly<Record<Replayed['outcome'], number>> = { 'still there': 1, fixed: 0, 'no answer': 3 };

/**
 * Sends one finding's request again and tells whether it still stands: exit code 1, 0 when it is fixed, 3 without an answer.
 * @throws ConfigurationError for a report, case or target that cannot be used
 */
export async function replayCommand(file: string, id: string, flags: ReplayFlags, console: Console): Promise<number> {
  const { operation, finding } = findCase(file, id);
  const logical = finding.exchange?.logical;
  if (logical === undefined) throw new ConfigurationError('case-without-request', `case ${id} holds no request that could be sent again`);
  const catalogue = loadCatalogue(flags.specs, targetFileOf(flags) === undefined ? [operation] : []);
  const contract = catalogue.find((candidate) => candidate.id === operation);
  const clause = contract?.clauses.find((candidate) => candidate.id === finding.clause);
  if (contract === undefined || clause === undefined)
    throw new ConfigurationError('case-unknown-clause', `this kit has no clause ${finding.clause}; replay with the kit and --specs that wrote the report`);
  const target = await resolveTarget(flags, [contract], catalogue, true);
  const [place] = target.operations;
  const fixture = place?.fixtures.find((candidate) => candidate.id === finding.fixture);
  if (place === undefined || fixture === undefined)
    throw new ConfigurationError(
      'fixture-unknown',
      `the target has no fixture '${finding.fixture}', on which case ${id} was seen; give the target of the report`,
    );
  const live = refuseLiveHosts([place.baseUrl], flags.allowLive);
  const model = requestModel(contract, fixture);
  const given = environmentSecrets([contract], process.env);
  const { operator, change } = finding;
  const request = regenerateSecrets(model, logical, {
    given,
    clause: clause.local,
    ...(operator === undefined ? {} : { operator }),
    ...(change === undefined ? {} : { change }),
  });
  if (live && flags.mutate !== true && model.judge(request).broken.length === 0)
    throw new ConfigurationError(
      'live-mutation',
      `case ${id} is a valid update: it would change fixture ${fixture.id} on ${place.baseUrl}; give --mutate to send it`,
    );
  const care = live && flags.mutate !== true ? 'only-refused' : live || flags.restore ? 'restore' : undefined;
  const redactor = redactorFor(target);
  const { replayed, news } = await sendAgain({ target, place, fixture, clause, finding, request, given, care });
  const { outcome, actual } = replayed;
  console.log(`${outcome.toUpperCase()}: case ${id}, ${finding.clause}`);
  console.log(redactor.text(`expected ${finding.expected}; then ${finding.actual}; now ${actual}`));
  for (const restoration of news) {
    const told = restorationNews(redactRestoration(restoration, redactor));
    if (told !== undefined) console.error(`${told}\n`);
  }
  return news.some((restoration) => restoration.outcome === 'failed') ? 3 : exitCodes[outcome];
}

interface Resend {
  readonly target: ResolvedTarget;
  readonly place: ResolvedOperation;
  readonly fixture: TargetFixture;
  readonly clause: Clause;
  readonly finding: FoundCase['finding'];
  readonly request: LogicalRequest;
  /** Values of secret members, by name. */
  readonly given: Readonly<Record<string, string>>;
  readonly care: Care['kind'] | undefined;
}

/** Sends the request, and with care restores the fixture whatever came of it, also after Ctrl-C. */
async function sendAgain({ target, place, fixture, clause, finding, request, given, care }: Resend): Promise<{
  readonly replayed: Replayed;
  readonly news: readonly Restoration[];
}> {
  const { contract } = place;
  const driver = driverNamed(contract.driver.name);
  const model = (): RequestModel => requestModel(contract, fixture);
  const credentials = new RunCredentials([place]);
  const transport = openTransport(target, place, credentials.tokenOf(place.auth));
  const guard = credentials.guard(transport, { ...place, headerVariables: target.headerVariables, scope: credentialScope([place], place) });
  const gate = gateOf(target);
  const session = new Session({
    contract,
    driver,
    transport: throttled(guard.checking, place, gate),
    deadlines: { settle: target.settleMs },
    seed: finding.seed,
    // A target may remember what the run sent.
    runId: randomUUID(),
    timing: processTiming,
    model,
    clauses: [clause],
    ...(care === undefined ? {} : { care: { kind: care, secrets: given } }),
  });
  const uninterrupt = onInterrupt({ stop: () => gate.stop() });
  try {
    const replayed = await replayCase(session, fixture, clause, finding, request);
    const options = {
      contract,
      driver,
      transport: throttled(guard.restoring, place, gate, 'restore'),
      model,
      secrets: given,
      timing: processTiming,
      settleMs: target.settleMs,
    };
    const news: Restoration[] = [];
    for (const { snapshot, overwritten } of care === undefined ? [] : await session.keeper.snapshots())
      news.push(await restoreFixture(options, snapshot, overwritten));
    return { replayed, news };
  } finally {
    uninterrupt();
    await transport.close();
  }
}
