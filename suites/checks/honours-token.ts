import type { Clause, Contract } from '../../contract/contract.js';
import { notNowOf } from '../../contract/facts/not-now.js';
import type { StoredMember } from '../../contract/facts/stored-members.js';
import { valueAt } from '../../contract/pointer.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import type { Check, Subject } from '../check.js';
import { describeReply, errorCodeOf, isAccepted } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import type { FindingPart } from '../findings/observer.js';
import { distinctDrafts } from '../requests/distinct-drafts.js';
import type { Session } from '../session/session.js';
import { comparableValue } from '../state/comparable-value.js';
import { storedValues } from '../state/stored-values.js';
import { isUsable } from '../trials/accept-draft.js';
import { tellRefused } from '../trials/tell-refused.js';
import { withoutCauses } from '../trials/without-causes.js';

/** Two updates of one member and the tokens to send them with. */
interface Trial {
  readonly session: Session;
  readonly fixture: TargetFixture;
  /** The clause on tokens. */
  readonly clause: Clause;
  readonly member: StoredMember;
  readonly drafts: readonly [DraftRequest, DraftRequest];
  send(draft: DraftRequest, token: string | undefined): Promise<SentRequest>;
  /** Sends a request that was sent before, with its token: what refuses it is its answer, and is not waited out. */
  repeat(draft: DraftRequest, token: string): Promise<SentRequest>;
}

/**
 * Which of the two updates the resource shows, at once or after it has had the time to show `awaited`; undefined where
 * it cannot be read or shows neither.
 */
async function shownOf(
  { session, fixture, member, drafts, clause }: Trial,
  awaited?: 0 | 1,
): Promise<0 | 1 | undefined> {
  const texts = drafts.map((draft) => comparableValue(member.schema, valueAt(draft, member.pointer)));
  const seen = await session.watch(fixture, (resource) => {
    const text = comparableValue(member.schema, valueAt(storedValues(session.contract, resource), member.place));
    return { text, missing: awaited === undefined || text === texts[awaited] ? [] : [`${clause.local} ${awaited}`] };
  });
  if (seen === undefined) return undefined;
  return seen.text === texts[0] ? 0 : seen.text === texts[1] ? 1 : undefined;
}

/**
 * Tells of a repetition that was refused: no document says how a repetition is answered, only that it has no effect.
 */
function tellRefusedRepetition(
  { contract, observer }: Session,
  clause: string,
  again: SentRequest,
  first: string,
  change?: string,
): void {
  const { reply, notNow } = again;
  const isUndecided =
    reply.kind !== 'answer' ||
    reply.status >= 500 ||
    notNow !== undefined ||
    notNowOf(contract, reply)?.isSure === true;
  const part: FindingPart = {
    axis: 'status',
    outcome: isUndecided ? 'undecided' : 'tolerated',
    expected: `the answer of the first time (${first})`,
    actual: describeReply(contract, reply),
    ...(change === undefined ? {} : { change }),
  };
  observer.found(clause, part, again, errorCodeOf(contract, reply));
}

/** Whether an erratum leaves open that a repetition after another update is applied once more. */
function mayApplyAgain({ errata }: Contract, clause: Clause): boolean {
  return errata.some(
    ({ id, resolution }) => clause.errata.includes(id) && (resolution === 'either' || resolution === 'undetermined'),
  );
}

/** Repeats the first update with its token after the second: it changes nothing. */
async function judgeLateRepetition(trial: Trial, token: string): Promise<void> {
  const { session, clause, drafts, repeat } = trial;
  const { contract, observer } = session;
  const again = await repeat(drafts[0], token);
  const change = 'repeated with its token after another update';
  if (!isAccepted(contract, again.reply))
    return tellRefusedRepetition(session, clause.local, again, 'accepted', change);
  if ((await shownOf(trial)) !== 0) return;
  const outcome = mayApplyAgain(contract, clause) ? 'tolerated' : 'broken';
  const [expected, actual] = ['the resource as the other update left it', 'it was applied a second time'];
  observer.found(clause.local, { axis: 'state', outcome, expected, actual, change }, again);
}

/**
 * Another token makes one of the updates, which the resource does not show yet, a request of its own, which is accepted
 * and applied.
 */
async function judgeFreshToken(trial: Trial, token: string, update: 0 | 1, change: string): Promise<void> {
  const { session, fixture, clause, drafts, send } = trial;
  const sent = await send(drafts[update], token);
  const [expected, actual] = ['an update with a token of its own is applied', 'it was accepted and not applied'];
  const twin = session.model(fixture).logical(drafts[update]);
  if (!isAccepted(session.contract, sent.reply))
    await tellRefused(session, fixture, sent, { clause: clause.local, change, twin });
  else if ((await shownOf(trial, update)) === 1 - update)
    session.observer.found(clause.local, { axis: 'state', outcome: 'broken', expected, actual, change }, sent);
}

/** How a token is answered that belongs to another request is not documented: what happens is information. */
async function noteReusedToken({ session, clause, drafts, send }: Trial, token: string): Promise<void> {
  const sent = await send(drafts[1], token);
  const actual = describeReply(session.contract, sent.reply);
  const part: FindingPart = {
    axis: 'status',
    outcome: 'noted',
    expected: 'nothing is documented',
    actual,
    change: 'the token of another request',
  };
  if (!isAccepted(session.contract, sent.reply))
    session.observer.found(clause.local, part, sent, errorCodeOf(session.contract, sent.reply));
}

/**
 * Three tokens that no run has used before: the second has one character more than the first, as some compare
 * beginnings, and is as long as every reading of every document admits; the third is the second in capitals.
 */
function newTokens({ tokens }: Session): readonly [string, string, string] {
  const long = tokens.make().padEnd(63, 'x');
  const longer = `${long}y`;
  return [tokens.keep(long), tokens.keep(longer), tokens.keep(longer.toUpperCase())];
}

/** The same request with the same client token is applied once; another token makes another request. */
export const honoursToken: Check = {
  id: 'honours-token',
  title: 'a request repeated with its client token is applied once',
  plan: ({ contract, changeable, model }) =>
    contract.behaviours.flatMap(({ clause, behaviour: { token: pointer } }): readonly Subject[] => {
      const { local, excluded } = clause;
      const [fixture] = changeable;
      if (pointer === undefined || excluded !== undefined || fixture === undefined) return [];
      const wanted = { drafts: 2, fewestMembers: 1, mostMembers: 1 };
      const planned = distinctDrafts(contract, model(fixture), wanted);
      return [
        {
          name: local,
          fixture,
          covers: [{ clause: local, side: 'observe' }],
          requests: { accept: planned === undefined ? 2 : 7, refuse: 0 },
          run: async (session) => {
            if (!(await isUsable(session, fixture, [local]))) return;
            const [token, other, capitals] = newTokens(session);
            const mended = (draft: DraftRequest): DraftRequest => withoutCauses(session, fixture, draft);
            const made =
              planned === undefined ? undefined : distinctDrafts(contract, model(fixture), { ...wanted, mended });
            const [one = mended(model(fixture).base()), two] = made?.drafts ?? [];
            const [member] = made?.members ?? [];
            const tokened = (draft: DraftRequest, own: string | undefined): LogicalRequest =>
              model(fixture).logical(own === undefined ? draft : model(fixture).change(draft, pointer, own));
            const send: Trial['send'] = (draft, own) => session.update(fixture, tokened(draft, own));
            const repeat: Trial['repeat'] = (draft, own) =>
              session.update(fixture, tokened(draft, own), { isAlone: true });
            const sent = await send(one, token);
            const { observer } = session;
            if (!isAccepted(contract, sent.reply)) {
              const [expected, actual] = [
                'an update with a client token is accepted',
                describeReply(contract, sent.reply),
              ];
              observer.found(local, { axis: 'control', outcome: 'undecided', expected, actual }, sent);
              return;
            }
            const again = await repeat(one, token);
            if (isAccepted(contract, again.reply)) observer.saw(local, 'observe');
            else tellRefusedRepetition(session, local, again, describeReply(contract, sent.reply));
            if (member === undefined || two === undefined) return;
            const trial: Trial = { session, fixture, clause, member, drafts: [one, two], send, repeat };
            const between = await send(two, undefined);
            if (!isAccepted(contract, between.reply) || (await shownOf(trial, 1)) === 0) return;
            await judgeLateRepetition(trial, token);
            await judgeFreshToken(trial, other, 0, `a token of ${other.length} characters`);
            await judgeFreshToken(trial, capitals, 1, 'a token that differs from another in upper and lower case');
            await noteReusedToken(trial, other);
          },
        },
      ];
    }),
};
