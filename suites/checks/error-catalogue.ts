import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { Contract, DocumentedError, Provoke } from '../../specs/contract.js';
import type { LogicalRequest, TargetFixture } from '../../specs/target.js';
import { isUsable } from '../accept-draft.js';
import type { Check, PlanContext, Subject } from '../check.js';
import { acceptance } from '../expected-answers.js';
import { fullDrafts } from '../full-drafts.js';
import { judgeCalm } from '../judge-calm.js';
import { judgeRefusal } from '../judge-refusal.js';
import { judgeUntouched } from '../judge-untouched.js';
import type { SentRequest } from '../observer.js';
import { otherUpdates } from '../plain-updates.js';
import { describeReply, errorCodeOf, isAccepted, isWantedOf } from '../reply.js';
import type { Session } from '../session.js';
import { tellRefused } from '../tell-refused.js';
import { unknownLike } from '../unknown-like.js';

function sameSituation(a: Provoke, b: Provoke | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Requests that all get the error, on a fixture. */
interface Situation {
  readonly fixture: TargetFixture;
  readonly requests: readonly LogicalRequest[];
  readonly change: string;
  /** Whether the fixture takes other updates. */
  readonly ordinary: boolean;
  /** Updates that the situation does not concern. */
  readonly others: readonly DraftRequest[];
}

/** What is refused for its values, alone and beside valid members: one of them, and all with either of two values, one of which is not what is stored. */
function withValues(contract: Contract, model: RequestModel, values: DraftRequest): readonly DraftRequest[] {
  const alone = { ...model.minimal(), ...values };
  const brokenBy = (draft: DraftRequest): string => model.judge(model.logical(draft)).broken.join();
  const beside = [model.base(), ...(fullDrafts(contract, model) ?? [])].map((draft) => ({ ...draft, ...values }));
  const drafts = [alone, ...beside.filter((draft) => brokenBy(draft) === brokenBy(alone))];
  return [...new Map(drafts.map((draft) => [JSON.stringify(draft), draft])).values()];
}

/** Updates of a resource in a situation that concerns certain values only: one without them, and one with the other value of a switch. */
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
    return Object.entries(provoke.with ?? {}).every(([name, value]) => JSON.stringify(draft[name]) === JSON.stringify(value));
  });
}

/** Updates that the situation does not concern are accepted. */
async function acceptOthers(session: Session, { fixture, others }: Situation, { clause, code }: DocumentedError): Promise<void> {
  for (const draft of others) {
    const sent = await session.control(fixture, draft);
    if (isAccepted(session.contract, sent.reply)) continue;
    const change = 'an update that the situation does not concern';
    if (sent.notNow !== undefined || errorCodeOf(session.contract, sent.reply) !== code) await tellRefused(session, fixture, sent, clause.local, change);
    else {
      const actual = `refused with ${describeReply(session.contract, sent.reply)}`;
      session.observer.found(clause.local, { axis: 'status', outcome: 'broken', ...acceptance(session.contract), actual, change }, sent, code);
    }
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
    const drafts = provoke.with === undefined ? [base.base(), ...otherUpdates(base, contract), base.base()] : withValues(contract, base, provoke.with);
    const others = provoke.with === undefined ? [] : unconcerned(base, provoke.with).filter((draft) => !isConcerned(contract, fixture, draft));
    return { fixture, requests: drafts.map((draft) => base.logical(draft)), change: `on a resource that is ${provoke.trait}`, ordinary: false, others };
  }
  if ('unknown' in provoke) {
    const [fixture] = fixtures;
    const name = provoke.unknown.slice(1);
    if (fixture === undefined) return undefined;
    const base = model(fixture);
    const twin = name.includes('/') ? base.with({ [provoke.unknown]: [fixture.values[name.split('/').at(-1) ?? ''] ?? ''].flat()[0] }) : base.base();
    const known = [fixture.values[name.split('/').at(-1) ?? ''] ?? ''].flat()[0] ?? '';
    const wrong = unknownLike(known);
    const change = `${provoke.unknown}: ${known} → ${wrong}`;
    return { fixture, requests: [base.logical(base.change(twin, provoke.unknown, wrong))], change, ordinary: true, others: [] };
  }
  return undefined;
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
      const { fixture, requests, change, ordinary } = found;
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
          requests: { accept: found.others.length, refuse: requests.length },
          run: async (session) => {
            if (ordinary && !(await isUsable(session, fixture, [clause.local]))) return;
            if (!session.keeper.isCareful) await acceptOthers(session, found, entry);
            const before = ordinary ? undefined : await session.state(fixture);
            let last: SentRequest | undefined;
            for (const logical of requests) {
              // A busy answer may be the documented one; else it is waited out, as a read-back may lag behind what is under way.
              last = await session.update(fixture, logical, { isWanted });
              if (!judgeRefusal(session, last, { clause: clause.local, rejects, change, side: 'observe' })) return;
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
