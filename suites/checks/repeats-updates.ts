import { storedMembers } from '../../contract/facts/stored-members.js';
import { traitMembers } from '../../contract/facts/trait-members.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';
import type { DraftRequest } from '../../properties/request.js';
import type { Check, Subject } from '../check.js';
import { describeReply, isAccepted } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { acceptance } from '../findings/expected-answers.js';
import { fullDrafts } from '../requests/full-drafts.js';
import type { PlanContext } from '../requests/plan-context.js';
import type { Session } from '../session/session.js';
import { stateDifferences } from '../state/state-differences.js';
import { type StoredEntry, storedState } from '../state/stored-state.js';
import { isUsable } from '../trials/accept-draft.js';
import { tellRefused } from '../trials/tell-refused.js';
import { whyRefused } from '../trials/why-refused.js';
import { withoutCauses } from '../trials/without-causes.js';

const clause = '/exchange/repetition-changes-nothing';

interface Place {
  readonly fixture: TargetFixture;
  readonly drafts: readonly [DraftRequest, DraftRequest];
}

/**
 * The first fixtures whose full updates together hold every stored member and turn none of them into another kind of
 * resource.
 */
function places({ contract, changeable, fixtures, model }: PlanContext): readonly Place[] {
  const missing = new Set(storedMembers(contract).map(({ pointer }) => pointer));
  return [...new Set([...changeable, ...fixtures])].flatMap((fixture): readonly Place[] => {
    const drafts = fullDrafts(contract, model(fixture));
    const isOther = drafts?.some((draft) =>
      [...traitMembers(contract)].some((pointer) => valuesAt(draft, pointer).length > 0),
    );
    if (drafts === undefined || (isOther === true && !changeable.includes(fixture))) return [];
    const held = [...missing].filter((pointer) => valuesAt(drafts[0], pointer).length > 0);
    for (const pointer of held) missing.delete(pointer);
    return held.length === 0 ? [] : [{ fixture, drafts }];
  });
}

interface Step {
  readonly sent: SentRequest;
  /** What the update left behind; undefined where it cannot be read. */
  readonly state: readonly StoredEntry[] | undefined;
}

/** Sends an update that differs from what is stored; a refusal leaves nothing to compare with. */
async function first(session: Session, fixture: TargetFixture, draft: DraftRequest): Promise<Step | undefined> {
  const sent = await session.applyChanging(fixture, draft);
  const { logical } = sent;
  if (isAccepted(session.contract, sent.reply)) {
    const resource = await session.shown(fixture);
    return { sent, state: resource === undefined ? undefined : storedState(session, fixture, resource, logical) };
  }
  const actual = `the first of them was not accepted: ${whyRefused(session, fixture, sent)}`;
  session.observer.found(
    clause,
    {
      axis: 'control',
      outcome: 'undecided',
      expected: 'an update with as many members as go together is accepted',
      actual,
    },
    sent,
  );
  return undefined;
}

/** How often an update without any change has to be refused again. */
const confirmations = 2;

/**
 * Sends an update once more: it is accepted, as `other` still is, and what it sends is there as the first time.
 * `alone`: the rest is as well.
 */
async function again(
  session: Session,
  fixture: TargetFixture,
  { sent: { logical }, state }: Step,
  other: LogicalRequest,
  alone: boolean,
): Promise<void> {
  const { observer } = session;
  const change = alone ? 'sent twice in a row' : 'sent again after a different one';
  const sent = await session.apply(fixture, logical);
  if (!isAccepted(session.contract, sent.reply)) {
    if (alone && sent.reply.kind === 'answer' && sent.reply.status < 500) {
      // What comes now and then says nothing of an update that changes nothing.
      for (let turn = 0; turn < confirmations; turn += 1)
        if (isAccepted(session.contract, (await session.apply(fixture, logical)).reply)) return;
      const actual = `refused with ${describeReply(session.contract, sent.reply)}; no document says what an update without any change gets`;
      observer.found(
        '/exchange/success-status',
        { axis: 'status', outcome: 'tolerated', ...acceptance(session.contract), actual, change },
        sent,
      );
    } else await tellRefused(session, fixture, sent, { clause: '/exchange/success-status', change, twin: other });
    return;
  }
  if (state === undefined) return;
  const compared = (entries: readonly StoredEntry[]): readonly StoredEntry[] =>
    entries.filter(({ isSent }) => alone || isSent);
  const seen = await session.watch(fixture, (resource) => {
    const differences = stateDifferences(
      observer.mask,
      compared(state),
      compared(storedState(session, fixture, resource, logical)),
    );
    return { differences, missing: differences.map(({ place }) => `${clause} ${place}`) };
  });
  if (seen === undefined) return;
  const [difference] = seen.differences;
  if (difference === undefined) observer.saw(clause, 'observe');
  else {
    const expected = 'the resource as the same update left it the first time';
    observer.found(
      clause,
      { axis: 'state', outcome: 'broken', expected, actual: difference.told, pointer: difference.place, change },
      sent,
    );
  }
}

/** The same update twice leaves what it left the first time; so does an update after another one that it overwrites. */
export const repeatsUpdates: Check = {
  id: 'repeats-updates',
  title: 'an update that is repeated changes nothing more',
  plan: (context) => {
    if (!context.isWanted(clause)) return [];
    return places(context).map(({ fixture, drafts: [upper, lower] }): Subject => {
      const model = context.model(fixture);
      return {
        name: clause,
        fixture,
        covers: [{ clause, side: 'observe' }],
        requests: { accept: 4, refuse: 0 },
        run: async (session) => {
          if (!(await isUsable(session, fixture, [clause]))) return;
          const [high, low] = [upper, lower].map((draft) => withoutCauses(session, fixture, draft));
          if (high === undefined || low === undefined) return;
          const overwritten = await first(session, fixture, low);
          const repeated = await first(session, fixture, high);
          if (repeated !== undefined) await again(session, fixture, repeated, model.logical(low), true);
          if (overwritten !== undefined) await again(session, fixture, overwritten, model.logical(high), false);
        },
      };
    });
  },
};
