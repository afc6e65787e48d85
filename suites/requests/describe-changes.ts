import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { contractPointer } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { describeEdge, type Hiding } from './describe-edge.js';
import type { RequestChange } from './request-changes.js';

/** What a request has that another one has not, in one line; secrets are told by their length. */
export function describeChanges(
  session: Hiding & { model(fixture: TargetFixture): RequestModel },
  fixture: TargetFixture,
  changes: readonly RequestChange[],
  logical: LogicalRequest,
): string {
  const { nodes } = session.model(fixture);
  const told = changes.map(({ at, to }) => {
    const node = nodes.find(({ pointer }) => pointer === contractPointer(at));
    if (node !== undefined) return describeEdge(session, node, to, logical);
    return to === undefined
      ? `${at} left out`
      : `${at} = ${session.observer.mask.hide(JSON.stringify(to), logical).slice(0, 120)}`;
  });
  return changes.length > 1 ? `together: ${told.join(', ')}` : told.join();
}
