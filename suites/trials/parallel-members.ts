import type { Contract } from '../../contract/contract.js';
import { withoutToken } from '../../contract/facts/client-tokens.js';
import type { StoredMember } from '../../contract/facts/stored-members.js';
import { valueAt } from '../../contract/pointer.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { decodeContent } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { isAccepted } from '../exchange/reply.js';
import type { DistinctDrafts } from '../requests/distinct-drafts.js';
import type { Session } from '../session/session.js';
import { showsSent } from '../state/shows-sent.js';
import { storedValues } from '../state/stored-values.js';

const clause = '/exchange/parallel-updates';

/** Two updates, each of a member that the other leaves out. */
export interface MemberPair {
  readonly members: readonly [StoredMember, StoredMember];
  readonly logicals: readonly [LogicalRequest, LogicalRequest];
}

/**
 * For each of the drafts two updates that send a part of it each; none where no two members can be sent without each
 * other.
 */
export function memberPairs(
  contract: Contract,
  model: RequestModel,
  { members, drafts }: DistinctDrafts,
): readonly MemberPair[] {
  const lone = ({ pointer }: StoredMember, draft: LogicalRequest): LogicalRequest =>
    withoutToken(contract, model.with({ [pointer]: valueAt(draft, pointer) }));
  const holds = (draft: LogicalRequest, { pointer }: StoredMember, value: unknown): boolean =>
    JSON.stringify(valueAt(draft, pointer)) === JSON.stringify(value) && (value === undefined || model.isSure(draft));
  for (const [index, one] of members.entries()) {
    for (const other of members.slice(index + 1)) {
      const pairs = drafts.map((draft) => [lone(one, draft), lone(other, draft)] as const);
      const isApart = pairs.every(
        ([a, b], row) =>
          holds(a, one, valueAt(drafts[row], one.pointer)) &&
          holds(b, other, valueAt(drafts[row], other.pointer)) &&
          holds(a, other, undefined) &&
          holds(b, one, undefined),
      );
      if (isApart)
        return pairs.map(([a, b]) => ({ members: [one, other], logicals: [model.logical(a), model.logical(b)] }));
    }
  }
  return [];
}

/**
 * The members of which the resource does not show, even after a while, what their updates sent; undefined where it
 * cannot be read.
 */
async function lostOf(
  session: Session,
  fixture: TargetFixture,
  { members, logicals }: MemberPair,
  why: string,
): Promise<readonly StoredMember[] | undefined> {
  const { tree } = session.model(fixture);
  const seen = await session.watch(fixture, (resource) => {
    const shown = storedValues(session.contract, resource);
    const lost = members.filter((member, index) => !showsSent(member, shown, decodeContent(tree, logicals[index])));
    return { lost, missing: lost.map(({ pointer }) => `${clause} ${why} ${pointer}`) };
  });
  return seen?.lost;
}

/**
 * Updates two members of a resource at the same time: where both updates are accepted, neither is lost. What is not set
 * by the same updates one after the other, either, is told by the clauses of its effect.
 */
export async function judgeMemberPair(session: Session, fixture: TargetFixture, pair: MemberPair): Promise<void> {
  const { contract, observer } = session;
  const { members, logicals } = pair;
  await session.settle(fixture);
  const sent = await Promise.all(
    logicals.map((logical) => session.sendNow(fixture, logical, { atOnce: logicals.length })),
  );
  if (!sent.every(({ reply }) => isAccepted(contract, reply))) return;
  const lost = await lostOf(session, fixture, pair, 'at once');
  if (lost === undefined) return;
  const [first] = lost;
  if (first === undefined) return observer.saw(clause, 'observe');
  for (const logical of logicals) await session.update(fixture, logical);
  if ((await lostOf(session, fixture, pair, 'in turn'))?.length !== 0) return;
  const expected = 'what each of two accepted updates of different members sent';
  const actual = `${first.place} is not what its update sent`;
  observer.found(
    clause,
    { axis: 'state', outcome: 'broken', expected, actual, change: 'two members updated at once' },
    sent[members.indexOf(first)],
  );
}
