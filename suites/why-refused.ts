import { decodeContent } from '../properties/request.js';
import type { TargetFixture } from '../specs/target.js';
import type { SentRequest } from './observer.js';
import { describeReply } from './reply.js';
import type { Session } from './session.js';

/** Why a valid request was refused: what was found to be the cause, or the answer where nothing was. */
export function whyRefused(session: Session, fixture: TargetFixture, { logical, reply }: SentRequest): string {
  const draft = decodeContent(session.model(fixture).tree, logical);
  return session.causes.heldBy(fixture, draft)?.told ?? describeReply(session.contract, reply);
}
