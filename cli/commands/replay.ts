import { setTimeout as sleep } from 'node:timers/promises';
import { requestModel } from '../../properties/request-model.js';
import { createRedactor } from '../../reports/redact.js';
import { loadCatalogue } from '../../specs/catalogue.js';
import { ConfigurationError } from '../../specs/errors.js';
import { secretMembers } from '../../specs/secret-members.js';
import { regenerateSecrets } from '../../suites/regenerate-secrets.js';
import { type Replayed, replayCase } from '../../suites/replay-case.js';
import { Session } from '../../suites/session.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { createRequestGate } from '../../targets/request-gate.js';
import { createThrottledTransport } from '../../targets/throttled-transport.js';
import { throttlingOf } from '../../targets/throttling.js';
import type { Console } from '../console.js';
import { environmentSecrets } from '../environment-secrets.js';
import { findCase } from '../find-case.js';
import { openTransport } from '../open-transport.js';
import { processClock } from '../process-clock.js';
import { resolveTarget, type TargetOptions } from '../resolve-target.js';
import { refuseLiveHosts } from '../safety.js';

/** Flags of `replay`. */
export interface ReplayFlags extends TargetOptions {
  readonly specs?: string;
  readonly allowLive: boolean;
  readonly mutate?: boolean;
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
  const catalogue = loadCatalogue(flags.specs);
  const contract = catalogue.find((candidate) => candidate.id === operation);
  const clause = contract?.clauses.find((candidate) => candidate.id === finding.clause);
  if (contract === undefined || clause === undefined)
    throw new ConfigurationError('case-unknown-clause', `this kit has no clause ${finding.clause}; replay with the kit and --specs that wrote the report`);
  const target = await resolveTarget(flags, [contract], catalogue, true, true);
  try {
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
    const transport = openTransport(target, place);
    const { maxRequests, requestsPerSecond: rate } = target.limits;
    const session = new Session({
      contract,
      driver: driverNamed(contract.driver.name),
      transport: createThrottledTransport({
        transport,
        gate: createRequestGate({ ...(maxRequests === undefined ? {} : { maxRequests }), ...(rate === undefined ? {} : { rate }) }, processClock),
        clock: processClock,
        sleep,
        throttling: (reply) => throttlingOf(contract, reply, Date.now()),
      }),
      deadlines: { settle: target.settleMs },
      seed: finding.seed,
      clock: processClock,
      model: () => model,
      clauses: [clause],
    });
    const { outcome, actual } = await replayCase(session, fixture, clause, finding, request);
    await transport.close();
    const redactor = createRedactor({ members: secretMembers([contract]), secrets: [...target.secrets, ...Object.values(given)] });
    console.log(`${outcome.toUpperCase()}: case ${id}, ${finding.clause}`);
    console.log(redactor.text(`expected ${finding.expected}; then ${finding.actual}; now ${actual}`));
    return exitCodes[outcome];
  } finally {
    await target.close();
  }
}
