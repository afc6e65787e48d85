import { withoutToken } from '../../contract/facts/client-tokens.js';
import { permuteCharacters } from '../../properties/permute-characters.js';
import type { DraftRequest } from '../../properties/request.js';
import { describeReply, errorCodeOf, isAccepted, situationOf } from '../exchange/reply.js';
import { nodeClauses } from '../requests/assign-nodes.js';
import { describeChanges } from '../requests/describe-changes.js';
import type { RequestChange } from '../requests/request-changes.js';
import { changesNothing } from '../session/asks-for-change.js';
import type { KnownCause } from '../session/known-causes.js';
import type { Claim } from './claim.js';
import { type NamingValue, namingValues } from './naming-values.js';
import { nodeAt, partOf, type Refused, tellUndecided } from './refused-request.js';
import { storedPartner } from './stored-partner.js';

/** What speaks of other things that the target holds (RFC 9110, 15.5.10; RFC 4918, 11.3): a valid request in itself. */
const conflicts: ReadonlySet<number> = new Set([409, 423]);
/** Words by which codes say the same. */
const ofConflicts = /in[-_. ]?use|already|duplicate|conflict|quota/i;

/**
 * The values that no document says to name something: those of the target file and, where nothing but what is stored is
 * sent, those that the resource shows.
 */
function namesOf({ session, fixture }: Refused, changes: readonly RequestChange[]): readonly NamingValue[] {
  return namingValues(session.model(fixture), fixture, changes).filter(
    ({ isGiven }) => isGiven || session.keeper.isCareful,
  );
}

/**
 * The refused request with other secrets of the same form: a target may refuse the one that it has, or has seen,
 * whatever its form.
 */
function withOtherSecrets(refused: Refused, changes: readonly RequestChange[]): DraftRequest {
  const model = refused.session.model(refused.fixture);
  // Another secret would be a change.
  if (refused.session.keeper.isCareful) return refused.draft;
  return changes.reduce((draft, change) => {
    if (typeof change.to !== 'string' || nodeAt(refused, change)?.schema['x-secret'] !== true) return draft;
    const other = model.change(
      draft,
      change.at,
      permuteCharacters(change.to, `another one than of ${refused.fixture.id}`),
    );
    return refused.session.causes.admits(refused.fixture, model, other) ? other : draft;
  }, refused.draft);
}

/**
 * Why a request that asks for no change says nothing: no document says what that gets, and the target refuses the twin,
 * too, where it changes nothing.
 */
async function whyNoChange({ session, fixture, draft }: Refused, twin: DraftRequest): Promise<string | undefined> {
  const { contract } = session;
  const model = session.model(fixture);
  const resource = await session.shown(fixture);
  if (
    session.keeper.isCareful ||
    resource === undefined ||
    !changesNothing(session, fixture, model.logical(draft), resource)
  )
    return undefined;
  const same = withoutToken(contract, twin);
  if (!changesNothing(session, fixture, model.logical(same), resource)) return undefined;
  const { reply } = await session.update(fixture, model.logical(same));
  return isAccepted(contract, reply)
    ? undefined
    : `it asks for no change, and the target answers an update that changes nothing with ${describeReply(contract, reply)}`;
}

/**
 * Whether the refusal is about how many entries a list has of which no document prints a greatest number: a quota may
 * bound them.
 */
function isOfUnboundedList(refused: Refused, changes: readonly RequestChange[]): boolean {
  const [only] = changes;
  const schema = only === undefined ? undefined : nodeAt(refused, only)?.schema;
  return (
    changes.length === 1 &&
    Array.isArray(only?.to) &&
    only.to.length > 1 &&
    schema?.items !== undefined &&
    schema.maxItems === undefined
  );
}

/** How often the twin has to be taken and the request to be refused again: an answer may come now and then. */
const confirmations = 2;

/** Sends the twin and the refused request again: only what shows each time is held against anybody. */
async function whyUnconfirmed(
  refused: Refused,
  twin: DraftRequest,
  changes: readonly RequestChange[],
): Promise<string | undefined> {
  const { session, fixture, sent } = refused;
  const { contract } = session;
  const model = session.model(fixture);
  const answer = describeReply(contract, sent.reply);
  if (session.causes.isFickle(answer))
    return `valid requests that got ${answer} before were accepted when they were sent again`;
  for (let confirmation = 0; confirmation < confirmations; confirmation += 1) {
    const taken = await session.apply(fixture, model.logical(twin));
    if (!isAccepted(contract, taken.reply))
      return `the same request without it, which was accepted before, was answered with ${describeReply(contract, taken.reply)}`;
    const refusesSame = await whyNoChange(refused, twin);
    if (refusesSame !== undefined) return refusesSame;
    const again = await session.apply(fixture, model.logical(withOtherSecrets(refused, changes)));
    if (!isAccepted(contract, again.reply)) continue;
    session.causes.addFickle(answer);
    return 'it was accepted when it was sent again';
  }
  return undefined;
}

/** Holds a refusal against a claim, beside a twin that was taken; or tells why it says nothing. */
export async function accuse(
  refused: Refused,
  claim: Claim,
  changes: readonly RequestChange[],
  twin: DraftRequest,
): Promise<void> {
  const { session, fixture, sent } = refused;
  const { contract, observer } = session;
  const part = partOf(refused, claim);
  const code = errorCodeOf(contract, sent.reply);
  const cause: KnownCause = {
    changes,
    told: `${describeChanges(session, fixture, changes, sent.logical)} was ${part.actual}`,
  };
  const names = namesOf(refused, changes);
  if (names.length > 0) {
    const question = names.some(({ isGiven }) => isGiven)
      ? 'does the value of the target file exist on the target?'
      : 'does what it names still exist on the target?';
    const why = `${cause.told}, and the same request without it is accepted: ${question}`;
    session.causes.add(fixture, { ...cause, told: why });
    for (const local of new Set(names.flatMap(({ node }) => nodeClauses(node))))
      tellUndecided(refused, { ...claim, clause: local }, why);
    return tellUndecided(refused, claim, why);
  }
  if (situationOf(contract, code) === 'partial') {
    const why = `${cause.told}: the document has this code for a situation of the resource`;
    session.causes.add(fixture, { ...cause, told: why });
    return tellUndecided(refused, claim, why);
  }
  const stored = session.keeper.isCareful
    ? undefined
    : storedPartner({ contract, model: session.model(fixture), draft: refused.draft }, changes);
  const isConflict = sent.reply.kind === 'answer' && (conflicts.has(sent.reply.status) || ofConflicts.test(code ?? ''));
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
  observer.found(
    claim.clause,
    {
      ...part,
      ...(isOfUnboundedList(refused, changes) ? { basis: 'implied' as const } : {}),
      actual: `${part.actual}, and the same request without it is accepted`,
    },
    sent,
    code,
  );
}
