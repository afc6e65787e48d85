import type { DraftRequest } from '../properties/request.js';
import type { TargetFixture } from '../specs/target.js';
import { takesUpdates } from './plain-updates.js';
import { describeReply, isAccepted } from './reply.js';
import type { Session } from './session.js';
import { tellRefused } from './tell-refused.js';

/**
 * Sends a request that every reading admits; a refusal is a finding against `clause`.
 * @returns whether the target took it
 */
export async function acceptDraft(session: Session, fixture: TargetFixture, draft: DraftRequest, clause: string, change?: string): Promise<boolean> {
  const sent = await session.control(fixture, draft);
  if (isAccepted(session.contract, sent.reply)) return true;
  await tellRefused(session, fixture, sent, clause, change);
  return false;
}

/**
 * Whether ordinary updates work on the fixture at all; otherwise everything the subject covers is undecided.
 */
export async function isUsable(session: Session, fixture: TargetFixture, clauses: readonly string[]): Promise<boolean> {
  const sent = await session.control(fixture, session.model(fixture).base());
  if (isAccepted(session.contract, sent.reply) || (await session.keeper.controlOf(fixture)) === 'none' || (await takesUpdates(session, fixture))) return true;
  const actual = `fixture ${fixture.id} does not take a plain update: ${describeReply(session.contract, sent.reply)}`;
  for (const clause of new Set(clauses))
    session.observer.found(clause, { axis: 'control', outcome: 'undecided', expected: 'a plain update is accepted', actual }, undefined);
  return false;
}
