import type { TargetFixture } from '../../contract/target.js';
import { decodeContent } from '../../properties/request.js';
import { describeReply } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import type { Session } from '../session/session.js';

/** Why a valid request was refused: what was found to be the cause, or the answer where nothing was. */
export function whyRefused(session: Session, fixture: TargetFixture, { logical, reply }: SentRequest): string {
  const draft = decodeContent(session.model(fixture).tree, logical);
  return session.causes.heldBy(fixture, draft)?.told ?? describeReply(session.contract, reply);
}
