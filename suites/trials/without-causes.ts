import type { TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import type { Session } from '../session/session.js';

/** A valid request without what the fixture was found to refuse so far (see `KnownCauses.without`). */
export function withoutCauses(
  session: Session,
  fixture: TargetFixture,
  draft: DraftRequest,
  kept: readonly string[] = [],
): DraftRequest {
  return session.causes.without(fixture, session.model(fixture), draft, kept);
}
