import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { withNamesOf, withOwnNames } from '../../properties/own-names.js';
import { type DraftRequest, decodeContent } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { isAccepted } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import type { PlanContext } from '../requests/plan-context.js';
import type { Session } from '../session/session.js';
import { whyRefused } from './why-refused.js';
import { withoutCauses } from './without-causes.js';

/** What an ordinary fixture makes of a request that is meant for one in a certain situation. */
export interface OrdinaryControl {
  /**
   * The request, without what the ordinary fixture was found to refuse, as it is sent to the one in the situation;
   * undefined where no ordinary fixture takes it.
   */
  readonly logical?: LogicalRequest;
  /** Why there is none. */
  readonly why: string;
  /** What was asked last of an ordinary fixture in vain. */
  readonly last?: SentRequest;
}

/** The fixtures that are in no such situation, those first that are otherwise most like the one that is. */
export function ordinaryFixtures(
  { changeable }: Pick<PlanContext, 'changeable'>,
  { id, traits }: TargetFixture,
): readonly TargetFixture[] {
  const shared = (other: TargetFixture): number => {
    const common = other.traits.filter((trait) => traits.includes(trait)).length;
    return 2 * common - other.traits.length;
  };
  return changeable.filter((other) => other.id !== id).sort((a, b) => shared(b) - shared(a));
}

/** The value below a node with the names of one fixture's own resources in place of the other's. */
function moved(node: TreeNode, value: unknown, to: TargetFixture): unknown {
  if (node.schema['x-fixture'] === true)
    return value === undefined ? undefined : ([to.values[node.name] ?? []].flat()[0] ?? value);
  const [below] = node.children;
  if (below?.via === 'content') return moved(below, value, to);
  if (Array.isArray(value)) return below === undefined ? value : value.map((entry) => moved(below, entry, to));
  if (!isObject(value)) return value;
  const children = new Map(node.children.map((child) => [child.name, child]));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const child = children.get(name);
      return [name, child === undefined ? member : moved(child, member, to)];
    }),
  );
}

function movedDraft({ tree }: RequestModel, draft: DraftRequest, to: TargetFixture): DraftRequest {
  const made = moved(tree, decodeContent(tree, draft), to);
  return isObject(made) ? made : draft;
}

const mostOrdinary = 2;

/** Sends a request to fixtures in no such situation: only one that they take can be refused for the situation. */
export async function ordinaryControl(
  session: Session,
  ordinary: readonly TargetFixture[],
  fixture: TargetFixture,
  draft: DraftRequest,
): Promise<OrdinaryControl> {
  const own = session.model(fixture);
  let why = 'there is no fixture that is not in the situation and takes the same request';
  let tried = 0;
  let last: SentRequest | undefined;
  for (const other of ordinary) {
    const model = session.model(other);
    // A target that lets no two resources have one name would refuse the one or the other for it.
    const same = withoutCauses(session, other, withOwnNames(movedDraft(model, draft, other), model.nodes, other));
    if (tried >= mostOrdinary || !model.isSure(same)) continue;
    tried += 1;
    // What it shows belongs to another fixture than the one that is judged.
    const { result: sent } = await session.apart(() => session.control(other, same));
    if (isAccepted(session.contract, sent.reply))
      return { logical: own.logical(withNamesOf(movedDraft(own, same, fixture), own.nodes, draft)), why: '' };
    last = sent;
    why = `fixture ${other.id}, which is not in the situation, does not take the same request, either: ${whyRefused(session, other, sent)}`;
  }
  return { why, ...(last === undefined ? {} : { last }) };
}
