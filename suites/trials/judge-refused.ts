import type { TreeNode } from '../../contract/inspect/tree.js';
import { valueAt } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import { permuteCharacters } from '../../properties/permute-characters.js';
import { contractPointer, type DraftRequest, decodeContent, firstInstance } from '../../properties/request.js';
import { describeReply, errorCodeOf, isAccepted, situationOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { notAboutTheRequest, speaksOfRequest } from '../exchange/speaks-of-request.js';
import { acceptance } from '../findings/expected-answers.js';
import type { FindingPart } from '../findings/observer.js';
import { judgeEnvelope } from '../judges/judge-refusal.js';
import { nodeClauses } from '../requests/assign-nodes.js';
import { blamed } from '../requests/blamed.js';
import { describeChanges } from '../requests/describe-changes.js';
import { fullDrafts } from '../requests/full-drafts.js';
import { changesBetween, type RequestChange } from '../requests/request-changes.js';
import type { KnownCause } from '../session/known-causes.js';
import type { Session } from '../session/session.js';
import { type NamingValue, namingValues } from './naming-values.js';
import { narrowedChanges, withWholeLists } from './narrowed-changes.js';
import { causeOfRefusal } from './refusal-cause.js';
import { type Choice, takenTwin, twinsWithout } from './taken-twin.js';
import { withoutCauses } from './without-causes.js';

const general = '/exchange/success-status';
/** What speaks of other things that the target holds (RFC 9110, 15.5.10; RFC 4918, 11.3): a valid request in itself. */
const conflicts: ReadonlySet<number> = new Set([409, 423]);
/** Differences that are told as a cause; more of them say no more than that something is wrong. */
const mostTold = 8;
/** Beside how many other values one is tried. */
const mostElsewhere = 2;

/** What a valid request is sent for. */
export interface Claim {
  /** Local id of the clause that says that it is taken. */
  readonly clause: string;
  /** What it is about, in one line. */
  readonly change?: string;
  /** The one value, or omission, that it is sent for. */
  readonly choice?: Choice;
  /** Contract pointers of the members of a rule that it keeps: what is refused only together speaks of the rule. */
  readonly members?: readonly string[];
  /** Whether the clause is about the request as it is: an example. */
  readonly isWhole?: boolean;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Contract pointers of what must stay in the request for it to say something about the claim. */
export function keptBy({ choice, members }: Claim): readonly string[] {
  return choice === undefined ? (members ?? []) : [choice.node.pointer];
}

/** Whether what a request is refused for is what it was sent for. */
export function isClaimed({ choice, members, isWhole }: Claim, changes: readonly RequestChange[]): boolean {
  const [first, second] = changes;
  if (first === undefined) return false;
  if (isWhole === true) return true;
  if (choice !== undefined) return second === undefined && contractPointer(first.at) === choice.node.pointer && isSame(first.to, choice.value);
  return second !== undefined && members !== undefined && changes.every(({ at }) => members.includes(contractPointer(at)));
}

/** A valid request that was refused on a fixture. */
interface Refused {
  readonly session: Session;
  readonly fixture: TargetFixture;
  readonly draft: DraftRequest;
  readonly sent: SentRequest;
}

function partOf({ session, sent }: Refused, { change }: Claim): FindingPart {
  const actual = `refused with ${describeReply(session.contract, sent.reply)}`;
  return { axis: 'status', outcome: 'broken', ...acceptance(session.contract), actual, ...(change === undefined ? {} : { change }) };
}

function tellUndecided(refused: Refused, claim: Claim, why: string): void {
  const { session, sent } = refused;
  const part = partOf(refused, claim);
  const { contract, observer } = session;
  const code = errorCodeOf(contract, sent.reply);
  observer.found(claim.clause, { ...part, axis: 'control', outcome: 'undecided', actual: why }, sent, code);
  // A bad answer is one whatever the request was refused for.
  if (sent.notNow === undefined && sent.reply.kind === 'answer' && sent.reply.status >= 500)
    observer.found('/exchange/no-server-error', { ...part, expected: 'a status below 500', actual: describeReply(contract, sent.reply) }, sent, code);
}

/** The values that no document says to name something: those of the target file and, where nothing but what is stored is sent, those that the resource shows. */
function namesOf({ session, fixture }: Refused, changes: readonly RequestChange[]): readonly NamingValue[] {
  return namingValues(session.model(fixture), fixture, changes).filter(({ isGiven }) => isGiven || session.keeper.isCareful);
}

function nodeAt({ session, fixture }: Refused, { at }: RequestChange): TreeNode | undefined {
  return session.model(fixture).nodes.find(({ pointer }) => pointer === contractPointer(at));
}

/** The clause of its member that a value is held against: none for several at once, and none where the value is no boundary of the member. */
function clauseOf(refused: Refused, changes: readonly RequestChange[]): string | undefined {
  const [only] = changes;
  if (only === undefined || changes.length > 1) return undefined;
  const { session, fixture } = refused;
  const node = nodeAt(refused, only);
  if (node === undefined) return undefined;
  const isEdge = only.to === undefined || (session.model(fixture).domain(node)?.edges ?? []).some((edge) => JSON.stringify(edge) === JSON.stringify(only.to));
  const clause = blamed(
    node,
    only.to,
    nodeClauses(node).filter((local) => session.observer.speaksOf(local)),
  );
  return isEdge && clause !== general && session.observer.speaksOf(clause) ? clause : undefined;
}

/** The refused request with other secrets of the same form: a target may refuse the one that it has, or has seen, whatever its form. */
function withOtherSecrets(refused: Refused, changes: readonly RequestChange[]): DraftRequest {
  const model = refused.session.model(refused.fixture);
  // Another secret would be a change.
  if (refused.session.keeper.isCareful) return refused.draft;
  return changes.reduce((draft, change) => {
    if (typeof change.to !== 'string' || nodeAt(refused, change)?.schema['x-secret'] !== true) return draft;
    const other = model.change(draft, change.at, permuteCharacters(change.to, `another one than of ${refused.fixture.id}`));
    return model.isSure(other) ? other : draft;
  }, refused.draft);
}

/** Rules that hold the value of one member against that of another. */
const comparing: ReadonlySet<string> = new Set(['same-block', 'address-in-block']);

/** A member that such a rule binds to the one that was changed, and that the request does not hold: the stored one stands in its place. */
function storedPartner({ session, fixture, draft }: Refused, changes: readonly RequestChange[]): string | undefined {
  const changed = changes.filter(({ to }) => to !== undefined).map(({ at }) => contractPointer(at));
  const compared = new Set(
    session.contract.behaviours.flatMap(({ clause, behaviour }) => (comparing.has(behaviour.relation?.name ?? '') ? [clause.local] : [])),
  );
  const partners = session
    .model(fixture)
    .relations.filter(({ clause, members }) => compared.has(clause) && members.some((member) => changed.includes(member)))
    .flatMap(({ members }) => members.filter((member) => !changed.includes(member)));
  return partners.find((member) => valueAt(draft, firstInstance(member)) === undefined);
}

/** Sends the twin and the refused request once more: only what shows again is held against anybody. */
async function whyUnconfirmed(refused: Refused, twin: DraftRequest, changes: readonly RequestChange[]): Promise<string | undefined> {
  const { session, fixture } = refused;
  const { contract } = session;
  const model = session.model(fixture);
  const taken = await session.apply(fixture, model.logical(twin));
  if (!isAccepted(contract, taken.reply))
    return `the same request without it, which was accepted before, was answered with ${describeReply(contract, taken.reply)}`;
  const again = await session.apply(fixture, model.logical(withOtherSecrets(refused, changes)));
  return isAccepted(contract, again.reply) ? 'it was accepted when it was sent again' : undefined;
}

/** Holds a refusal against a claim, beside a twin that was taken; or tells why it says nothing. */
async function accuse(refused: Refused, claim: Claim, changes: readonly RequestChange[], twin: DraftRequest): Promise<void> {
  const { session, fixture, sent } = refused;
  const { contract, observer } = session;
  const part = partOf(refused, claim);
  const code = errorCodeOf(contract, sent.reply);
  const cause: KnownCause = { changes, told: `${describeChanges(session, fixture, changes, sent.logical)} was ${part.actual}` };
  const names = namesOf(refused, changes);
  if (names.length > 0) {
    const question = names.some(({ isGiven }) => isGiven)
      ? 'does the value of the target file exist on the target?'
      : 'does what it names still exist on the target?';
    const why = `${cause.told}, and the same request without it is accepted: ${question}`;
    session.causes.add(fixture, { ...cause, told: why });
    for (const local of new Set(names.flatMap(({ node }) => nodeClauses(node)))) tellUndecided(refused, { ...claim, clause: local }, why);
    return tellUndecided(refused, claim, why);
  }
  if (situationOf(contract, code) === 'partial') {
    const why = `${cause.told}: the document has this code for a situation of the resource`;
    session.causes.add(fixture, { ...cause, told: why });
    return tellUndecided(refused, claim, why);
  }
  const stored = session.keeper.isCareful ? undefined : storedPartner(refused, changes);
  const isConflict = sent.reply.kind === 'answer' && conflicts.has(sent.reply.status);
  if (isConflict || stored !== undefined) {
    const why = isConflict
      ? `${cause.told}: it conflicts with something that the target holds, of which no document speaks`
      : `${cause.told}: without ${stored} beside it, it may not go with what is stored`;
    session.causes.add(fixture, { ...cause, told: why });
    return tellUndecided(refused, claim, why);
  }
  const unconfirmed = await whyUnconfirmed(refused, twin, changes);
  if (unconfirmed !== undefined) return tellUndecided(refused, claim, `${part.actual}, but ${unconfirmed}`);
  session.causes.add(fixture, cause);
  observer.found(claim.clause, { ...part, actual: `${part.actual}, and the same request without it is accepted` }, sent, code);
}

/** No valid update was taken: told of updates in general where the resource is there, so that none of the ids in the target file can be wrong. */
async function tellNothingTaken(refused: Refused, claim: Claim): Promise<void> {
  const { session, fixture, sent } = refused;
  const { contract, observer } = session;
  const { reply } = sent;
  const why = `${describeReply(contract, reply)}, as every other valid update of fixture ${fixture.id} that was tried`;
  if (reply.kind === 'none') return tellUndecided(refused, claim, why);
  // Where nothing is taken, what refusals look like shows here only.
  if (reply.status < 500) judgeEnvelope(session, sent);
  const code = errorCodeOf(contract, reply);
  if (situationOf(contract, code) !== undefined) return tellUndecided(refused, claim, `${why}: the document has this code for a situation of the resource`);
  const isThere = contract.readBack === undefined || (await session.shown(fixture)) !== undefined;
  const isAboutUpdates = claim.clause === general && claim.choice === undefined && !notAboutTheRequest.has(reply.status) && (isThere || reply.status !== 404);
  if (!isAboutUpdates) return tellUndecided(refused, claim, why);
  const part = partOf(refused, claim);
  if (!session.keeper.isCareful) return observer.found(claim.clause, part, sent, code);
  if (session.stored.found(fixture)?.isChanged === true) return tellUndecided(refused, claim, `${why}; a part of the stored values changed the fixture`);
  // It may be one that takes every update but those that change nothing.
  const actual = `${part.actual}, as were updates with parts of the stored values; no document says what an update gets that changes nothing`;
  observer.found(claim.clause, { ...part, outcome: 'tolerated', actual }, sent, code);
}

/** Tells of the stored values that a fixture does not take back where it takes others, each once. */
export async function judgeRefusedParts(session: Session, fixture: TargetFixture): Promise<void> {
  const model = session.model(fixture);
  for (const { places, twin, draft } of session.stored.found(fixture)?.refused ?? []) {
    const sent = await session.sendOnce(fixture, model.logical(draft));
    if (isAccepted(session.contract, sent.reply)) continue;
    const changes = places.map((at) => ({ at, from: undefined, to: valueAt(draft, at) }));
    const refused: Refused = { session, fixture, draft, sent };
    const clause = clauseOf(refused, changes) ?? general;
    const change = `the stored ${describeChanges(session, fixture, changes, sent.logical)}`;
    const [inTwin, inDraft] = [twin, draft].map((request) => model.judge(model.logical(request))).map(({ broken, disputed }) => [...broken, ...disputed]);
    const open = inDraft?.find((local) => inTwin?.includes(local) === false);
    if (open === undefined) await accuse(refused, { clause, change }, changes, twin);
    else tellUndecided(refused, { clause, change }, `what is stored is not what every reading of the document admits (${open})`);
  }
}

/** The taken request and the least that the refused one has instead. */
interface FoundCause {
  readonly twin: DraftRequest;
  readonly changes: readonly RequestChange[];
}

async function findCause(refused: Refused, { choice }: Claim): Promise<FoundCause | undefined> {
  const { session, fixture, draft, sent } = refused;
  const model = session.model(fixture);
  for (const twin of choice === undefined ? [] : twinsWithout(model, draft, choice)) {
    if (!(await takes(refused, twin))) continue;
    return withCompanions(refused, twin, await causeOfRefusal(session, fixture, twin, { draft, reply: sent.reply }));
  }
  const plain = decodeContent(model.tree, draft);
  if (!isSame(plain, draft) && (await takes(refused, plain))) return { twin: plain, changes: [{ at: '', from: plain, to: draft }] };
  const twin = await takenTwin(session, fixture, plain);
  return twin === undefined ? undefined : withCompanions(refused, twin, await causeOfRefusal(session, fixture, twin, { draft: plain, reply: sent.reply }));
}

async function takes({ session, fixture }: Refused, draft: DraftRequest): Promise<boolean> {
  return isAccepted(session.contract, (await session.control(fixture, draft)).reply);
}

/** Requests that hold one value beside other ones than the refused request does. */
function elsewhere({ session, fixture, draft }: Refused, { at, to }: RequestChange): readonly DraftRequest[] {
  const model = session.model(fixture);
  const pointer = contractPointer(at);
  const smallest = model.with({ [pointer]: to });
  const full = (fullDrafts(session.contract, model) ?? []).map((whole) => model.change(whole, firstInstance(pointer), to));
  const isHeld = (own: DraftRequest): boolean => JSON.stringify(valueAt(own, firstInstance(pointer))) === JSON.stringify(to);
  return [smallest, ...full]
    .map((own) => withoutCauses(session, fixture, own, [pointer]))
    .filter((own) => isHeld(own) && model.isSure(own) && changesBetween(own, draft).length > 0)
    .slice(0, mostElsewhere);
}

/** A value that is taken beside other ones is refused only together with some of those that the refused request has. */
async function withCompanions(refused: Refused, twin: DraftRequest, changes: readonly RequestChange[]): Promise<FoundCause> {
  const { session, fixture, draft, sent } = refused;
  const [only] = changes;
  if (changes.length !== 1 || only === undefined || only.to === undefined) return { twin, changes };
  for (const other of elsewhere(refused, only)) {
    if (!(await takes(refused, other))) continue;
    const companions = await causeOfRefusal(session, fixture, other, { draft, reply: sent.reply });
    return { twin, changes: [only, ...companions] };
  }
  return { twin, changes };
}

/**
 * Judges the refusal of a request that every reading admits. It is held against the claim only where the same request without what it was sent for is taken on the same fixture.
 * Otherwise what it is refused for is looked for and told, once.
 * @returns whether the request may be sent again without what was found
 */
export async function judgeRefused(refused: Refused, claim: Claim): Promise<boolean> {
  const { session, fixture, sent } = refused;
  const { contract } = session;
  const { reply } = sent;
  if (!speaksOfRequest(sent)) {
    tellUndecided(refused, claim, sent.notNow ?? describeReply(contract, reply));
    return false;
  }
  const { broken, disputed } = session.model(fixture).judge(sent.logical);
  const [open] = [...broken, ...disputed];
  if (session.keeper.isCareful && open !== undefined) {
    tellUndecided(refused, claim, `${describeReply(contract, reply)}: what is stored is not what every reading of the document admits (${open})`);
    return false;
  }
  const found = session.keeper.isCareful ? undefined : await findCause(refused, claim);
  if (found === undefined || found.changes.length === 0) {
    await tellNothingTaken(refused, claim);
    return false;
  }
  const model = session.model(fixture);
  const { twin } = found;
  const run = { model, draft: refused.draft, takes: (draft: DraftRequest) => takes(refused, draft) };
  const changes = await narrowedChanges(run, withWholeLists(model, twin, refused.draft, found.changes));
  const own = clauseOf(refused, changes);
  const isOwn = isClaimed(claim, changes) && (claim.isWhole !== true || own === undefined);
  const told = describeChanges(session, fixture, changes, sent.logical);
  if (isOwn) {
    await accuse(refused, claim.isWhole === true ? { ...claim, change: told } : claim, changes, twin);
    return false;
  }
  if (changes.length > mostTold) {
    tellUndecided(refused, claim, `refused with ${describeReply(contract, reply)}, and so are requests that have little in common with it`);
    return false;
  }
  const [only] = changes;
  const key = `${only === undefined || changes.length > 1 ? '' : contractPointer(only.at)} ${describeReply(contract, reply)}`;
  await accuse(refused, { clause: session.causes.clauseFor(key, own ?? general), change: told }, changes, twin);
  const known = session.causes.heldBy(fixture, refused.draft);
  if (known === undefined) tellUndecided(refused, claim, `refused with ${describeReply(contract, reply)} for ${told}`);
  return known !== undefined;
}
