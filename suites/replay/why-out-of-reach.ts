import type { Contract } from '../../contract/contract.js';
import type { Driver, Reply, TargetFixture, Transport } from '../../contract/target.js';
import { isReadBack, readBackRequest } from '../exchange/read-back.js';
import { describeReply, errorCodeOf, isAccepted } from '../exchange/reply.js';
import type { Session } from '../session/session.js';

/** Where a fixture is looked for. */
export interface Reach {
  readonly session: Session;
  readonly driver: Driver;
  readonly transport: Transport;
  readonly fixture: TargetFixture;
}

/** Whether an answer says that there is no such resource. */
function isAbsent(contract: Contract, reply: Reply): boolean {
  if (reply.kind === 'none') return false;
  if (reply.status === 404 || reply.status === 410 || reply.status === contract.readBack?.status) return true;
  const code = errorCodeOf(contract, reply);
  return (
    code !== undefined &&
    contract.errors.some((entry) => entry.code === code && entry.provoke !== undefined && 'unknown' in entry.provoke)
  );
}

/**
 * Why nothing could be told of a fixture whatever was sent: no answer, refused credentials, or a resource that is gone;
 * undefined where it can be asked.
 */
export async function whyOutOfReach({ session, driver, transport, fixture }: Reach): Promise<string | undefined> {
  const { contract } = session;
  if (contract.readBack === undefined) return undefined;
  const reply = await transport.send(driver.encode(contract, 'read-back', readBackRequest(contract, fixture)));
  if (reply.kind === 'none') return describeReply(contract, reply);
  if (reply.status === 401 || reply.status === 403)
    return `the read-back (${contract.readBack.operationId}) was answered with ${describeReply(contract, reply)}; check the credentials`;
  if (isReadBack(contract, fixture, reply) || !isAbsent(contract, reply)) return undefined;
  const seen = `the read-back (${contract.readBack.operationId}) was answered ${reply.status === contract.readBack.status ? 'without it' : `with ${describeReply(contract, reply)}`}`;
  const gone = `fixture ${fixture.id} is not there: ${seen}`;
  if (session.keeper.isSpared) return gone;
  // Some targets offer no read-back; an update tells then.
  const plain = await session.update(fixture, session.model(fixture).logical(session.model(fixture).base()));
  if (isAccepted(contract, plain.reply) || (plain.reply.kind === 'answer' && !isAbsent(contract, plain.reply)))
    return undefined;
  return `${gone}, and an update with ${describeReply(contract, plain.reply)}`;
}
