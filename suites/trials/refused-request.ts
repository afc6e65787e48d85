import type { TreeNode } from '../../contract/inspect/tree.js';
import type { TargetFixture } from '../../contract/target.js';
import { contractPointer, type DraftRequest } from '../../properties/request.js';
import { describeReply, errorCodeOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { acceptance } from '../findings/expected-answers.js';
import type { FindingPart } from '../findings/observer.js';
import type { RequestChange } from '../requests/request-changes.js';
import type { Session } from '../session/session.js';
import type { Claim } from './claim.js';

/** A valid request that was refused on a fixture. */
export interface Refused {
  readonly session: Session;
  readonly fixture: TargetFixture;
  readonly draft: DraftRequest;
  readonly sent: SentRequest;
}

/** What a refusal says of what the request was sent for. */
export function partOf({ session, sent }: Refused, { change }: Claim): FindingPart {
  const actual = `refused with ${describeReply(session.contract, sent.reply)}`;
  return {
    axis: 'status',
    outcome: 'broken',
    ...acceptance(session.contract),
    actual,
    ...(change === undefined ? {} : { change }),
  };
}

/** Tells why a refusal decides nothing. */
export function tellUndecided(refused: Refused, claim: Claim, why: string): void {
  const { session, sent } = refused;
  const part = partOf(refused, claim);
  const { contract, observer } = session;
  const code = errorCodeOf(contract, sent.reply);
  observer.found(claim.clause, { ...part, axis: 'control', outcome: 'undecided', actual: why }, sent, code);
  // A bad answer is one whatever the request was refused for.
  if (sent.notNow === undefined && sent.reply.kind === 'answer' && sent.reply.status >= 500)
    observer.found(
      '/exchange/no-server-error',
      { ...part, expected: 'a status below 500', actual: describeReply(contract, sent.reply) },
      sent,
      code,
    );
}

/** The member that a change is about. */
export function nodeAt({ session, fixture }: Refused, { at }: RequestChange): TreeNode | undefined {
  return session.model(fixture).nodes.find(({ pointer }) => pointer === contractPointer(at));
}
