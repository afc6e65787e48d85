import { withoutToken } from '../../contract/facts/client-tokens.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { type DraftRequest, decodeContent, firstInstance } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { isAccepted } from '../exchange/reply.js';
import { otherUpdates, plainVariants } from '../requests/plain-updates.js';
import { changesBetween } from '../requests/request-changes.js';
import { writeBack } from '../restore/write-back.js';
import type { Session } from '../session/session.js';

/** What a request is sent for: one member with one value, or without it. */
export interface Choice {
  readonly node: TreeNode;
  /** undefined: the member is left out. */
  readonly value: unknown;
}

const mostOtherValues = 3;

/** The same request without its choice: with other values of the member, then without it; of an omission, with the member. */
export function twinsWithout(model: RequestModel, draft: DraftRequest, { node, value }: Choice): readonly DraftRequest[] {
  const at = firstInstance(node.pointer);
  const others = (model.domain(node)?.edges ?? []).filter((edge) => JSON.stringify(edge) !== JSON.stringify(value));
  const values = [...others.slice(0, mostOtherValues), ...(node.required || value === undefined ? [] : [undefined])];
  return values.map((other) => model.change(draft, at, other)).filter((twin) => model.isSure(twin));
}

/** The update that writes back what the fixture shows, where there is one that every reading admits. */
async function storedUpdate(session: Session, fixture: TargetFixture): Promise<readonly DraftRequest[]> {
  const model = session.model(fixture);
  const resource = await session.shown(fixture);
  if (resource === undefined) return [];
  const update = writeBack({ contract: session.contract, fixture, model, secrets: {} }, resource);
  if ('problem' in update) return [];
  const draft = decodeContent(model.tree, update.logical);
  return model.isSure(draft) ? [draft] : [];
}

/** Among requests that were taken the one that is most like a request. */
function mostAlike(model: RequestModel, draft: DraftRequest, taken: readonly LogicalRequest[]): DraftRequest | undefined {
  const ranked = taken
    .map((logical) => decodeContent(model.tree, logical))
    .map((twin) => ({ twin, size: changesBetween(twin, draft).length }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => a.size - b.size);
  return ranked.find(({ twin }) => model.isSure(twin))?.twin;
}

/** A valid request that the fixture takes, as like to the given one as there is; undefined where it takes none that was tried. */
export async function takenTwin(session: Session, fixture: TargetFixture, draft: DraftRequest): Promise<DraftRequest | undefined> {
  const model = session.model(fixture);
  const { contract } = session;
  const known = mostAlike(model, draft, session.taken(fixture));
  if (known !== undefined) return known;
  const candidates = [model.base(), ...otherUpdates(model, contract), ...plainVariants(model).map((variant) => variant.draft)];
  for (const candidate of candidates) if (isAccepted(contract, (await session.control(fixture, candidate)).reply)) return candidate;
  for (const candidate of await storedUpdate(session, fixture))
    if (isAccepted(contract, (await session.control(fixture, withoutToken(contract, candidate))).reply)) return withoutToken(contract, candidate);
  return undefined;
}

/** Whether the fixture takes any valid update. */
export async function takesUpdates(session: Session, fixture: TargetFixture): Promise<boolean> {
  const { contract } = session;
  const model = session.model(fixture);
  if (isAccepted(contract, (await session.control(fixture, model.base())).reply)) return true;
  return (await takenTwin(session, fixture, model.base())) !== undefined;
}
