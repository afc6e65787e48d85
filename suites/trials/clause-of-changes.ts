import { nodeClauses } from '../requests/assign-nodes.js';
import { blamed } from '../requests/blamed.js';
import type { RequestChange } from '../requests/request-changes.js';
import { nodeAt, type Refused } from './refused-request.js';

const general = '/exchange/success-status';

/**
 * The clause of its member that a value is held against: none for several at once, and none where the value is no
 * boundary of the member.
 */
export function clauseOf(refused: Refused, changes: readonly RequestChange[]): string | undefined {
  const [only] = changes;
  if (only === undefined || changes.length > 1) return undefined;
  const { session, fixture } = refused;
  const node = nodeAt(refused, only);
  if (node === undefined) return undefined;
  const isEdge =
    only.to === undefined ||
    (session.model(fixture).domain(node)?.edges ?? []).some((edge) => JSON.stringify(edge) === JSON.stringify(only.to));
  const clause = blamed(
    node,
    only.to,
    nodeClauses(node).filter((local) => session.observer.speaksOf(local)),
  );
  return isEdge && clause !== general && session.observer.speaksOf(clause) ? clause : undefined;
}
