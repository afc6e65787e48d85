import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { describeReply, errorCodeOf, isAccepted, situationOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { acceptance } from '../findings/expected-answers.js';
import type { FindingPart } from '../findings/observer.js';
import type { Session } from '../session/session.js';

/** What a refused request is held against, and what must be taken beside it. */
export interface Refusal {
  /** Local clause id. */
  readonly clause: string;
  readonly change: string;
  /** The same request without what it is sent for: in the usual form, with another token. */
  readonly twin: LogicalRequest;
}

/**
 * Tells of the refusal of a request that every reading admits: a finding against the clause where its twin is taken
 * now. A refusal with a code that the document has for a situation of the resource decides nothing; one that refuses
 * every update is ruled out by the twin.
 */
export async function tellRefused(
  session: Session,
  fixture: TargetFixture,
  sent: SentRequest,
  { clause, change, twin }: Refusal,
): Promise<void> {
  const { contract, observer } = session;
  const code = errorCodeOf(contract, sent.reply);
  const reply = describeReply(contract, sent.reply);
  const tell = (part: Pick<FindingPart, 'axis' | 'outcome' | 'actual'>): void =>
    observer.found(clause, { ...acceptance(contract), change, ...part }, sent, code);
  const undecided = (actual: string): void => tell({ axis: 'control', outcome: 'undecided', actual });
  if (sent.notNow !== undefined) return undecided(sent.notNow);
  if (sent.reply.kind === 'none' || sent.reply.status === 429) return undecided(reply);
  if (situationOf(contract, code) === 'partial')
    return undecided(`${reply}: the document has this code for a situation of the resource`);
  const control = await session.apply(fixture, twin);
  if (!isAccepted(contract, control.reply))
    return undecided(
      `${reply}, but the same request without it was answered with ${describeReply(contract, control.reply)}`,
    );
  const again = await session.update(fixture, sent.logical);
  if (isAccepted(contract, again.reply)) return undecided(`${reply}, and it was accepted when it was sent again`);
  tell({ axis: 'status', outcome: 'broken', actual: `refused with ${reply}` });
}
