import { contractPointer } from '../../properties/request.js';
import { describeReply } from '../exchange/reply.js';
import { speaksOfRequest } from '../exchange/speaks-of-request.js';
import { describeChanges } from '../requests/describe-changes.js';
import { accuse } from './accuse.js';
import { clauseToBlame } from './blamed-facet.js';
import { type Claim, isClaimed } from './claim.js';
import { clauseOf } from './clause-of-changes.js';
import { findCause } from './find-cause.js';
import { narrowedChanges, withWholeLists } from './narrowed-changes.js';
import { RefusalTrial } from './refusal-trial.js';
import { type Refused, tellUndecided } from './refused-request.js';
import { tellNothingTaken } from './tell-nothing-taken.js';
import { whyOpen } from './why-open.js';

const general = '/exchange/success-status';
/** Differences that are told as a cause; more of them say no more than that something is wrong. */
const mostTold = 8;

/** The clause, where it is spoken of on this occasion, or the general one. */
function spoken({ session }: Refused, clause: string): string {
  return session.observer.speaksOf(clause) ? clause : general;
}

/**
 * Judges the refusal of a request that every reading admits. It is held against the claim only where the same request
 * without what it was sent for is taken on the same fixture. Otherwise what it is refused for is looked for and told,
 * once.
 * @returns whether the request may be sent again without what was found
 */
export async function judgeRefused(refused: Refused, claim: Claim): Promise<boolean> {
  const { session, fixture, sent } = refused;
  const { contract } = session;
  const { reply } = sent;
  if (!speaksOfRequest(sent)) {
    tellUndecided(refused, claim, sent.notNow ?? describeReply(contract, reply));
    return false;
  }
  const { broken, disputed } = session.model(fixture).judge(sent.logical);
  const [open] = [...broken, ...disputed];
  if (session.keeper.isCareful && open !== undefined) {
    tellUndecided(
      refused,
      claim,
      `${describeReply(contract, reply)}: ${whyOpen(session.model(fixture), open, sent.logical)}`,
    );
    return false;
  }
  const trial = new RefusalTrial(session, fixture, reply);
  const found = session.keeper.isCareful ? undefined : await findCause(refused, claim, trial);
  if (found === undefined || found.changes.length === 0) {
    await tellNothingTaken(refused, claim);
    return false;
  }
  const model = session.model(fixture);
  const { twin } = found;
  const run = { model, draft: refused.draft, trial };
  const changes = await narrowedChanges(run, withWholeLists(model, twin, refused.draft, found.changes));
  const [only, second] = changes;
  const blamed = async (clause: string): Promise<string> =>
    only === undefined || second !== undefined
      ? clause
      : spoken(refused, await clauseToBlame(run, twin, only, { clause, general }));
  const held = clauseOf(refused, changes);
  const own = held === undefined ? undefined : await blamed(held);
  const isOwn = isClaimed(claim, changes) && (claim.isWhole !== true || own === undefined);
  const told = describeChanges(session, fixture, changes, sent.logical);
  if (isOwn) {
    const clause = claim.isWhole === true ? claim.clause : await blamed(claim.clause);
    await accuse(
      refused,
      claim.isWhole === true || clause !== claim.clause ? { clause, change: told } : claim,
      changes,
      twin,
    );
    return false;
  }
  if (changes.length > mostTold) {
    tellUndecided(
      refused,
      claim,
      `refused with ${describeReply(contract, reply)}, and so are requests that have little in common with it`,
    );
    return false;
  }
  const key = `${only === undefined || second !== undefined ? '' : contractPointer(only.at)} ${describeReply(contract, reply)}`;
  await accuse(refused, { clause: session.causes.clauseFor(key, own ?? general), change: told }, changes, twin);
  const known = session.causes.heldBy(fixture, refused.draft);
  if (known === undefined) tellUndecided(refused, claim, `refused with ${describeReply(contract, reply)} for ${told}`);
  return known !== undefined;
}
