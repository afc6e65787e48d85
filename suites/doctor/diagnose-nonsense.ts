import type { Contract } from '../../contract/contract.js';
import type { Reply } from '../../contract/target.js';
import { requestModel } from '../../properties/request-model.js';
import { type Diagnosis, healthy } from '../credentials/diagnosis.js';
import { besideTheRequest } from '../exchange/beside-the-request.js';
import { describeReply, errorCodeOf, isAccepted } from '../exchange/reply.js';
import { type FixtureVisit, remedyFor } from './diagnose-fixture.js';
import { nonsenseRequest } from './nonsense-request.js';

/** What such an update is answered with; undefined where no request is wrong enough. */
export async function sendNonsense({ contract, driver, transport, fixture }: FixtureVisit): Promise<Reply | undefined> {
  const nonsense = nonsenseRequest(contract, driver, requestModel(contract, fixture));
  return nonsense === undefined ? undefined : transport.send(driver.encode(contract, 'update', nonsense.logical));
}

/**
 * Whether the target refuses an update in which everything is wrong; `answered`: the answer to it, where it was sent
 * already. One that takes it checks nothing: a run would only tell so a thousand times.
 */
export async function diagnoseNonsense(
  { contract, driver, transport, fixture }: FixtureVisit,
  answered?: Reply,
): Promise<Diagnosis> {
  const nonsense = nonsenseRequest(contract, driver, requestModel(contract, fixture));
  if (nonsense === undefined)
    return {
      outcome: 'warning',
      text: `${contract.id}: no request is wrong enough on fixture ${fixture.id}`,
      remedy: 'declare a fixture with values for more members',
    };
  const reply = answered ?? (await transport.send(driver.encode(contract, 'update', nonsense.logical)));
  const { broken } = nonsense;
  const what = `${contract.id}: an update that breaks ${broken.length} ${broken.length === 1 ? 'clause' : 'clauses'}`;
  if (isAccepted(contract, reply))
    return {
      outcome: 'problem',
      text: `${what} was accepted on fixture ${fixture.id}`,
      remedy:
        'let the implementation check its input, or point baseUrl at the implementation instead of a stub or proxy; the fixture may hold those values now',
    };
  if (isRefusal(contract, reply, documented(contract, broken)))
    return healthy(`${what} was refused with ${describeReply(contract, reply)}`);
  return {
    outcome: 'problem',
    text: `${what} was not refused for that: ${describeReply(contract, reply)}`,
    remedy: remedyFor(reply),
  };
}

/** The statuses that the document gives for these violations. */
function documented({ clauses }: Contract, broken: readonly string[]): readonly number[] {
  return clauses
    .filter(({ local }) => broken.includes(local))
    .flatMap(({ rejects }) =>
      [rejects, ...(rejects.alsoAllowed ?? [])].flatMap(({ status }) => (status === '4XX' ? [] : [status])),
    );
}

/**
 * Whether a refusal is about the update; one of these statuses without an error code comes from a gateway or router in
 * front of the service.
 */
function isRefusal(contract: Contract, reply: Reply, expected: readonly number[]): boolean {
  if (reply.kind === 'none') return false;
  if (expected.includes(reply.status)) return true;
  const isOfGateway = [403, 404].includes(reply.status) && errorCodeOf(contract, reply) === undefined;
  return reply.status >= 400 && reply.status < 500 && !isOfGateway && besideTheRequest(contract, reply) === undefined;
}
