import type { Contract, DocumentedError, Provoke, Rejects } from '../../contract/contract.js';
import type { TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { Check, Subject } from '../check.js';
import { errorCodeOf, isAccepted, isWantedOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { acceptance, refusal } from '../findings/expected-answers.js';
import type { FindingPart } from '../findings/observer.js';
import { type ExpectedRefusal, judgeRefusal } from '../judges/judge-refusal.js';
import { judgeUntouched } from '../judges/judge-untouched.js';
import { fullDrafts } from '../requests/full-drafts.js';
import { otherUpdates } from '../requests/plain-updates.js';
import type { PlanContext } from '../requests/plan-context.js';
import { changesBetween, withChanges } from '../requests/request-changes.js';
import { unknownLike } from '../requests/unknown-like.js';
import type { Session } from '../session/session.js';
import { isUsable } from '../trials/accept-draft.js';
import { judgeCalm } from '../trials/judge-calm.js';
import { type OrdinaryControl, ordinaryControl, ordinaryFixtures } from '../trials/ordinary-control.js';
import { overwriteTaken } from '../trials/overwrite-taken.js';
import { whyRefused } from '../trials/why-refused.js';
import { withoutCauses } from '../trials/without-causes.js';

function sameSituation(a: Provoke, b: Provoke | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Requests that all get the error, on a fixture. */
interface Situation {
  readonly fixture: TargetFixture;
  readonly drafts: readonly DraftRequest[];
  readonly change: string;
  /** Fixtures that are in no such situation. */
  readonly ordinary: readonly TargetFixture[];
  /**
   * The same request without what names nothing that exists; absent: every request is refused, or those with certain
   * values.
   */
  readonly twin?: DraftRequest;
  /** Updates that the situation does not concern. */
  readonly others: readonly DraftRequest[];
  /** What a request has to hold for the situation to concern it. */
  readonly values?: DraftRequest;
}

/**
 * What is refused for its values, alone and beside valid members: one of them, and all with either of two values, one
 * of which is not what is stored.
 */
function withValues(contract: Contract, model: RequestModel, values: DraftRequest): readonly DraftRequest[] {
  const alone = { ...model.minimal(), ...values };
  const brokenBy = (draft: DraftRequest): string => model.judge(model.logical(draft)).broken.join();
  const beside = [model.base(), ...(fullDrafts(contract, model) ?? [])].map((draft) => ({ ...draft, ...values }));
  const drafts = [alone, ...beside.filter((draft) => brokenBy(draft) === brokenBy(alone))];
  return [...new Map(drafts.map((draft) => [JSON.stringify(draft), draft])).values()];
}

/**
 * Updates of a resource in a situation that concerns certain values only: one without them, and one with the other
 * value of a switch.
 */
function unconcerned(model: RequestModel, values: DraftRequest): readonly DraftRequest[] {
  const plain = model.base();
  const switches = Object.entries(values).filter(([, value]) => typeof value === 'boolean');
  const drafts = [
    ...(Object.keys(values).some((name) => Object.hasOwn(plain, name)) ? [] : [plain]),
    ...(switches.length === Object.keys(values).length
      ? [{ ...model.minimal(), ...Object.fromEntries(switches.map(([name, value]) => [name, value !== true])) }]
      : []),
  ];
  return drafts.filter((draft) => model.isSure(draft));
}

/** Whether a situation of the fixture concerns an update. */
function isConcerned({ errors }: Contract, { traits }: TargetFixture, draft: DraftRequest): boolean {
  return errors.some(({ provoke }) => {
    if (provoke === undefined || !('trait' in provoke) || !traits.includes(provoke.trait)) return false;
    return Object.entries(provoke.with ?? {}).every(
      ([name, value]) => JSON.stringify(draft[name]) === JSON.stringify(value),
    );
  });
}

/** Updates that the situation does not concern are accepted, as they are on a fixture that is not in it. */
async function acceptOthers(
  session: Session,
  { fixture, others, ordinary }: Situation,
  { clause, code }: DocumentedError,
): Promise<void> {
  for (const draft of others) {
    const sent = await session.control(fixture, draft);
    if (isAccepted(session.contract, sent.reply)) continue;
    const change = 'an update that the situation does not concern';
    const actual = `refused with ${whyRefused(session, fixture, sent)}`;
    const own = errorCodeOf(session.contract, sent.reply);
    const control =
      own === code && sent.notNow === undefined
        ? await ordinaryControl(session, ordinary, fixture, draft)
        : { why: 'the document has another code for the situation' };
    const tell = (part: Pick<FindingPart, 'axis' | 'outcome' | 'actual'>): void =>
      session.observer.found(clause.local, { ...acceptance(session.contract), change, ...part }, sent, own);
    const isTakenNow =
      'logical' in control && isAccepted(session.contract, (await session.update(fixture, sent.logical)).reply);
    if (isTakenNow)
      tell({ axis: 'control', outcome: 'undecided', actual: `${actual}, and accepted when it was sent again` });
    else if ('logical' in control) tell({ axis: 'status', outcome: 'broken', actual });
    else tell({ axis: 'control', outcome: 'undecided', actual: `${actual}, but ${control.why}` });
  }
}

function situation(context: PlanContext, { clause, provoke }: DocumentedError): Situation | undefined {
  if (provoke === undefined || clause.excluded !== undefined) return undefined;
  const { contract, fixtures, refusing, model } = context;
  if ('trait' in provoke) {
    // A request that is wrong in itself is tried where nothing else is refused.
    const places = provoke.with === undefined ? [...refusing, ...fixtures] : [...fixtures, ...refusing];
    const fixture = places.find(({ traits }) => traits.includes(provoke.trait));
    if (fixture === undefined) return undefined;
    const base = model(fixture);
    const drafts =
      provoke.with === undefined
        ? [base.base(), ...otherUpdates(base, contract), base.base()]
        : withValues(contract, base, provoke.with);
    const others =
      provoke.with === undefined
        ? []
        : unconcerned(base, provoke.with).filter((draft) => !isConcerned(contract, fixture, draft));
    const ordinary = ordinaryFixtures(context, fixture).filter(({ traits }) => !traits.includes(provoke.trait));
    return {
      fixture,
      drafts,
      change: `on a resource that is ${provoke.trait}`,
      ordinary,
      others,
      ...(provoke.with === undefined ? {} : { values: provoke.with }),
    };
  }
  if ('unknown' in provoke) {
    const [fixture] = fixtures;
    const name = provoke.unknown.slice(1);
    if (fixture === undefined) return undefined;
    const base = model(fixture);
    const twin = name.includes('/')
      ? base.with({ [provoke.unknown]: [fixture.values[name.split('/').at(-1) ?? ''] ?? ''].flat()[0] })
      : base.base();
    const known = [fixture.values[name.split('/').at(-1) ?? ''] ?? ''].flat()[0] ?? '';
    const wrong = unknownLike(known);
    const change = `${provoke.unknown}: ${known} → ${wrong}`;
    return { fixture, drafts: [base.change(twin, provoke.unknown, wrong)], change, ordinary: [], twin, others: [] };
  }
  return undefined;
}

/** A request to send, and what was accepted beside it. */
type Controlled = OrdinaryControl & { readonly control: NonNullable<ExpectedRefusal['control']> };

/**
 * The request as it may be sent: one that is refused for itself, or for a value that is the target's affair, says
 * nothing of the situation.
 */
async function controlled(
  session: Session,
  { fixture, ordinary, twin, others, values }: Situation,
  draft: DraftRequest,
): Promise<Controlled> {
  const model = session.model(fixture);
  const { contract, keeper } = session;
  const logical = model.logical(draft);
  if (keeper.isCareful) return { logical, why: '', control: 'stored' };
  const takes = async (place: TargetFixture, own: DraftRequest): Promise<boolean> =>
    isAccepted(contract, (await session.control(place, own)).reply);
  if (twin !== undefined) {
    const clean = withoutCauses(session, fixture, twin);
    const sent = await session.control(fixture, clean);
    return isAccepted(contract, sent.reply)
      ? { logical: model.logical(withChanges(clean, changesBetween(twin, draft))), why: '', control: 'twin' }
      : {
          why: `the same request with what exists is not accepted: ${whyRefused(session, fixture, sent)}`,
          control: 'none',
        };
  }
  const rest =
    values === undefined
      ? undefined
      : Object.fromEntries(Object.entries(draft).filter(([name]) => !Object.hasOwn(values, name)));
  const isBeside =
    rest !== undefined && Object.keys(rest).length > Object.keys(model.minimal()).length && model.isSure(rest);
  // What stands beside the values has to be taken here without them: else the answer may be about any of it.
  const alone = isBeside ? await session.control(fixture, rest) : undefined;
  if (alone !== undefined && !isAccepted(contract, alone.reply))
    return {
      why: 'the fixture does not take the same request without what the situation concerns',
      control: 'none',
      last: alone,
    };
  if (model.isSure(draft)) return { ...(await ordinaryControl(session, ordinary, fixture, draft)), control: 'twin' };
  // What is wrong in itself is taken nowhere: the update without it must be.
  for (const other of others) if (await takes(fixture, other)) return { logical, why: '', control: 'twin' };
  for (const place of ordinary.slice(0, 1))
    if (await takes(place, session.model(place).base())) return { logical, why: '', control: 'twin' };
  return { why: 'no fixture takes the update without what is wrong in it', control: 'none' };
}

/** A situation that no request can be sent for. */
function observeUncontrolled(
  { observer }: Session,
  local: string,
  rejects: readonly Rejects[],
  told: Pick<FindingPart, 'actual' | 'change'>,
  asked: SentRequest | undefined,
): void {
  // Only what was not sent at all is shown: what another fixture answered says nothing of this one.
  observer.found(
    local,
    { axis: 'control', outcome: 'undecided', ...refusal(rejects), ...told },
    asked?.reply.kind === 'none' ? asked : undefined,
  );
}

/** The documented errors are given in the documented situations. */
export const errorCatalogue: Check = {
  id: 'error-catalogue',
  title: 'the documented errors are given in the documented situations',
  harmless: true,
  plan: (context) =>
    context.contract.errors.flatMap((entry): readonly Subject[] => {
      const found = situation(context, entry);
      const { clause, provoke } = entry;
      if (found === undefined || provoke === undefined) return [];
      const { fixture, drafts, change, twin } = found;
      // Rows for the same situation are all right; which one is given is the target's choice.
      const rejects = context.contract.errors
        .filter((other) => sameSituation(provoke, other.provoke))
        .sort((a, b) => Number(b === entry) - Number(a === entry))
        .map((other) => other.clause.rejects);
      const isWanted = isWantedOf(context.contract, rejects);
      return [
        {
          name: clause.local,
          fixture,
          covers: [{ clause: clause.local, side: 'observe' }],
          requests: { accept: found.others.length, refuse: drafts.length },
          run: async (session) => {
            if (twin !== undefined && !(await isUsable(session, fixture, [clause.local]))) return;
            if (!session.keeper.isCareful) await acceptOthers(session, found, entry);
            let before = twin !== undefined ? undefined : await session.state(fixture);
            let former = await session.shown(fixture);
            let last: SentRequest | undefined;
            // All that is taken beside them first: what is refused must not be sent right behind a request that stores
            // the same values.
            const beside: Controlled[] = [];
            for (const draft of drafts) beside.push(await controlled(session, found, draft));
            for (const { logical, why, control, last: asked } of beside) {
              if (logical === undefined) {
                observeUncontrolled(session, clause.local, rejects, { actual: why, change }, asked);
                continue;
              }
              // What was sent beside it may have changed the resource.
              if (twin === undefined && found.values !== undefined)
                [before, former] = [await session.state(fixture), await session.shown(fixture)];
              // A busy answer may be the documented one; else it is waited out, as a read-back may lag behind what is
              // under way.
              last = await session.update(fixture, logical, { isWanted });
              if (judgeRefusal(session, last, { clause: clause.local, rejects, change, side: 'observe', control })) {
                // What one of them leaves behind the next one may cover up.
                await judgeUntouched(session, fixture, last, before, { change });
                if (before !== undefined) before = await session.state(fixture);
                continue;
              }
              await overwriteTaken(session, fixture, { former, change });
              return;
            }
            if (last === undefined) return;
            const seen = before === undefined ? undefined : await session.untouched(fixture);
            await judgeUntouched(session, fixture, last, before, { change });
            if (seen !== undefined) await judgeCalm(session, fixture, seen, last, { change });
          },
        },
      ];
    }),
};
