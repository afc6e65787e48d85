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

/**
 * The same request without its choice: with other values of the member, then without it; of an omission, with the
 * member.
 */
export function twinsWithout(
  session: Session,
  fixture: TargetFixture,
  draft: DraftRequest,
  { node, value }: Choice,
): readonly DraftRequest[] {
  const model = session.model(fixture);
  const at = firstInstance(node.pointer);
  const others = (model.domain(node)?.edges ?? []).filter((edge) => JSON.stringify(edge) !== JSON.stringify(value));
  const values = [...others.slice(0, mostOtherValues), ...(node.required || value === undefined ? [] : [undefined])];
  return values
    .map((other) => model.change(draft, at, other))
    .filter((twin) => session.causes.admits(fixture, model, twin));
}

/** Values for the secrets that no read-back shows, by name. */
function otherSecrets({ nodes, domain }: RequestModel): Readonly<Record<string, string>> {
  const secrets = nodes
    .filter(({ schema }) => schema['x-secret'] === true)
    .map((node) => [node.name, domain(node)?.edges[0]] as const);
  return Object.fromEntries(
    secrets.filter((secret): secret is readonly [string, string] => typeof secret[1] === 'string'),
  );
}

/**
 * The updates that write back what the fixture shows but for its secrets: what every reading admits of it, or all of
 * it.
 */
async function storedUpdates(session: Session, fixture: TargetFixture): Promise<readonly DraftRequest[]> {
  const { contract } = session;
  const model = session.model(fixture);
  const resource = await session.shown(fixture);
  if (resource === undefined) return [];
  const update = writeBack({ contract, fixture, model, secrets: otherSecrets(model) }, resource);
  if ('problem' in update) return [];
  const drafts = [update.logical, ...(update.fuller === undefined ? [] : [update.fuller])].map((logical) =>
    withoutToken(contract, decodeContent(model.tree, logical)),
  );
  const disputed = drafts.filter((draft) => !model.isSure(draft));
  // The target has what is disputed of it, or what the kit would not send of its own choice, and may take it back.
  return [
    ...drafts.filter((draft) => model.isSure(draft)),
    ...disputed.filter((draft) => model.isSure(draft, () => true)),
  ];
}

/** Among requests that were taken the one that is most like a request. */
function mostAlike(session: Session, fixture: TargetFixture, draft: DraftRequest): DraftRequest | undefined {
  const model = session.model(fixture);
  const taken: readonly LogicalRequest[] = session.taken(fixture);
  const ranked = taken
    .map((logical) => decodeContent(model.tree, logical))
    .map((twin) => ({ twin, size: changesBetween(twin, draft).length }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => a.size - b.size);
  return ranked.find(({ twin }) => session.causes.admits(fixture, model, twin))?.twin;
}

/**
 * A valid request that the fixture takes, as like to the given one as there is; undefined where it takes none that was
 * tried.
 */
export async function takenTwin(
  session: Session,
  fixture: TargetFixture,
  draft: DraftRequest,
): Promise<DraftRequest | undefined> {
  const model = session.model(fixture);
  const { contract } = session;
  const known = mostAlike(session, fixture, draft);
  if (known !== undefined) return known;
  const candidates = [
    model.base(),
    ...otherUpdates(model, contract),
    ...plainVariants(model).map((variant) => variant.draft),
  ];
  for (const candidate of candidates)
    if (isAccepted(contract, (await session.control(fixture, candidate)).reply)) return candidate;
  for (const candidate of await storedUpdates(session, fixture)) {
    if (!isAccepted(contract, (await session.control(fixture, candidate)).reply)) continue;
    session.causes.settle(fixture, model, candidate);
    return candidate;
  }
  return undefined;
}

/** Whether the fixture takes any valid update. */
export async function takesUpdates(session: Session, fixture: TargetFixture): Promise<boolean> {
  const { contract } = session;
  const model = session.model(fixture);
  if (isAccepted(contract, (await session.control(fixture, model.base())).reply)) return true;
  return (await takenTwin(session, fixture, model.base())) !== undefined;
}
