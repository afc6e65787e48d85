import type { DraftRequest } from '../properties/request.js';
import type { TargetFixture } from '../specs/target.js';
import type { FindingPart } from './observer.js';
import { describeReply, errorCodeOf, isAccepted, situationOf } from './reply.js';
import type { Session } from './session.js';

/**
 * Sends a request that every reading admits; a refusal is a finding against `clause`.
 * A refusal with a code that the document has for a situation of the resource decides nothing.
 * @returns whether the target took it
 */
export async function acceptDraft(session: Session, fixture: TargetFixture, draft: DraftRequest, clause: string, change?: string): Promise<boolean> {
  const sent = await session.control(fixture, draft);
  const { contract, observer } = session;
  if (isAccepted(contract, sent.reply)) return true;
  const code = errorCodeOf(contract, sent.reply);
  const part = { expected: `status ${contract.update.status}`, ...(change === undefined ? {} : { change }) };
  const reply = describeReply(contract, sent.reply);
  const undecided = (actual: string): FindingPart => ({ ...part, axis: 'control', outcome: 'undecided', actual });
  if (sent.reply.kind === 'none' || sent.reply.status === 429) observer.found(clause, undecided(reply), sent, code);
  else if (await isSituational(session, fixture, code))
    observer.found(clause, undecided(`${reply}: the document has this code for a situation of the resource`), sent, code);
  else observer.found(clause, { ...part, axis: 'status', outcome: 'broken', actual: `refused with ${reply}` }, sent, code);
  return false;
}

/** A situation that refuses every update is ruled out by a plain one that the fixture takes. */
async function isSituational(session: Session, fixture: TargetFixture, code: string | undefined): Promise<boolean> {
  const situation = situationOf(session.contract, code);
  if (situation !== 'total') return situation === 'partial';
  const plain = await session.control(fixture, session.model(fixture).base());
  return !isAccepted(session.contract, plain.reply);
}

/**
 * Whether ordinary updates work on the fixture at all; otherwise everything the subject covers is undecided.
 */
export async function isUsable(session: Session, fixture: TargetFixture, clauses: readonly string[]): Promise<boolean> {
  const sent = await session.control(fixture, session.model(fixture).base());
  if (isAccepted(session.contract, sent.reply) || (await session.controlOf(fixture)) === 'none') return true;
  const actual = `fixture ${fixture.id} does not take a plain update: ${describeReply(session.contract, sent.reply)}`;
  for (const clause of new Set(clauses))
    session.observer.found(clause, { axis: 'control', outcome: 'undecided', expected: 'a plain update is accepted', actual }, undefined);
  return false;
}
