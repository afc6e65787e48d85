import { describeReply, errorCodeOf, isAccepted, situationOf } from '../exchange/reply.js';
import { notAboutTheRequest } from '../exchange/speaks-of-request.js';
import { judgeEnvelope } from '../judges/judge-refusal.js';
import type { Claim } from './claim.js';
import { partOf, type Refused, tellUndecided } from './refused-request.js';

const general = '/exchange/success-status';
/** How often a request has to be refused again: an answer may come now and then. */
const confirmations = 2;

/**
 * No valid update was taken: told of updates in general where the resource is there, so that none of the ids in the
 * target file can be wrong.
 */
export async function tellNothingTaken(refused: Refused, claim: Claim): Promise<void> {
  const { session, fixture, sent } = refused;
  const { contract, observer } = session;
  const { reply } = sent;
  const why = `${describeReply(contract, reply)}, as every other valid update of fixture ${fixture.id} that was tried`;
  if (reply.kind === 'none') return tellUndecided(refused, claim, why);
  // Where nothing is taken, what refusals look like shows here only.
  if (reply.status >= 400 && reply.status < 500) judgeEnvelope(session, sent);
  const code = errorCodeOf(contract, reply);
  if (situationOf(contract, code) !== undefined)
    return tellUndecided(refused, claim, `${why}: the document has this code for a situation of the resource`);
  const isThere = contract.readBack === undefined || (await session.shown(fixture)) !== undefined;
  const isAboutUpdates =
    claim.clause === general &&
    claim.choice === undefined &&
    !notAboutTheRequest.has(reply.status) &&
    // Where nothing is there, or all is redirected, it is the address or a login in front of the target.
    (isThere || (reply.status !== 404 && reply.status >= 400));
  if (!isAboutUpdates) return tellUndecided(refused, claim, why);
  const part = partOf(refused, claim);
  if (!session.keeper.isCareful) {
    for (let confirmation = 0; confirmation < confirmations; confirmation += 1)
      if (isAccepted(contract, (await session.update(fixture, sent.logical)).reply))
        return tellUndecided(refused, claim, `${part.actual}, and it was accepted when it was sent again`);
    return observer.found(claim.clause, part, sent, code);
  }
  if (session.stored.found(fixture)?.isChanged === true)
    return tellUndecided(refused, claim, `${why}; a part of the stored values changed the fixture`);
  // It may be one that takes every update but those that change nothing.
  const actual = `${part.actual}, as were updates with parts of the stored values; no document says what an update gets that changes nothing`;
  observer.found(claim.clause, { ...part, outcome: 'tolerated', actual }, sent, code);
}
