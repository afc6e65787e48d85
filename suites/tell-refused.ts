import type { TargetFixture } from '../specs/target.js';
import { acceptance } from './expected-answers.js';
import type { FindingPart, SentRequest } from './observer.js';
import { takesUpdates } from './plain-updates.js';
import { describeReply, errorCodeOf, situationOf } from './reply.js';
import type { Session } from './session.js';

/**
 * Tells of the refusal of a request that every reading admits: a finding against `clause`.
 * A refusal with a code that the document has for a situation of the resource decides nothing.
 */
export async function tellRefused(session: Session, fixture: TargetFixture, sent: SentRequest, clause: string, change?: string): Promise<void> {
  const { contract, observer } = session;
  const code = errorCodeOf(contract, sent.reply);
  const part = { ...acceptance(contract), ...(change === undefined ? {} : { change }) };
  const reply = describeReply(contract, sent.reply);
  const undecided = (actual: string): FindingPart => ({ ...part, axis: 'control', outcome: 'undecided', actual });
  if (sent.notNow !== undefined) observer.found(clause, undecided(sent.notNow), sent, code);
  else if (sent.reply.kind === 'none' || sent.reply.status === 429) observer.found(clause, undecided(reply), sent, code);
  else if (await isSituational(session, fixture, code))
    observer.found(clause, undecided(`${reply}: the document has this code for a situation of the resource`), sent, code);
  else observer.found(clause, { ...part, axis: 'status', outcome: 'broken', actual: `refused with ${reply}` }, sent, code);
}

/** A situation that refuses every update is ruled out by a plain one that the fixture takes. */
async function isSituational(session: Session, fixture: TargetFixture, code: string | undefined): Promise<boolean> {
  const situation = situationOf(session.contract, code);
  if (situation !== 'total') return situation === 'partial';
  return !(await takesUpdates(session, fixture));
}
