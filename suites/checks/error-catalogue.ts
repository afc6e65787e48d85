import type { DocumentedError, Provoke } from '../../specs/contract.js';
import type { LogicalRequest, TargetFixture } from '../../specs/target.js';
import { isUsable } from '../accept-draft.js';
import type { Check, PlanContext, Subject } from '../check.js';
import { judgeRefusal } from '../judge-refusal.js';
import { judgeUntouched } from '../judge-untouched.js';
import { unknownLike } from '../unknown-like.js';

function sameSituation(a: Provoke, b: Provoke | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function situation(
  context: PlanContext,
  { clause, provoke }: DocumentedError,
): { readonly fixture: TargetFixture; readonly logical: LogicalRequest; readonly change: string; readonly ordinary: boolean } | undefined {
  if (provoke === undefined || clause.excluded !== undefined) return undefined;
  const { fixtures, refusing, model } = context;
  if ('trait' in provoke) {
    // A request that is wrong in itself is tried where nothing else is refused.
    const places = provoke.with === undefined ? [...refusing, ...fixtures] : [...fixtures, ...refusing];
    const fixture = places.find(({ traits }) => traits.includes(provoke.trait));
    if (fixture === undefined) return undefined;
    const base = model(fixture);
    return {
      fixture,
      logical: base.logical({ ...(provoke.with === undefined ? base.base() : base.minimal()), ...provoke.with }),
      change: `on a resource that is ${provoke.trait}`,
      ordinary: false,
    };
  }
  if ('unknown' in provoke) {
    const [fixture] = fixtures;
    const name = provoke.unknown.slice(1);
    if (fixture === undefined) return undefined;
    const base = model(fixture);
    const twin = name.includes('/') ? base.with({ [provoke.unknown]: [fixture.values[name.split('/').at(-1) ?? ''] ?? ''].flat()[0] }) : base.base();
    const known = [fixture.values[name.split('/').at(-1) ?? ''] ?? ''].flat()[0] ?? '';
    const wrong = unknownLike(known);
    return { fixture, logical: base.logical(base.change(twin, provoke.unknown, wrong)), change: `${provoke.unknown}: ${known} → ${wrong}`, ordinary: true };
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
      const { fixture, logical, change, ordinary } = found;
      // Rows for the same situation are all right; which one is given is the target's choice.
      const rejects = context.contract.errors
        .filter((other) => sameSituation(provoke, other.provoke))
        .sort((a, b) => Number(b === entry) - Number(a === entry))
        .map((other) => ({ status: other.status, code: [other.code], alsoAllowed: [...other.alsoAllowed] }));
      return [
        {
          name: clause.local,
          fixture,
          covers: [{ clause: clause.local, side: 'observe' }],
          requests: { accept: 0, refuse: 1 },
          run: async (session) => {
            if (ordinary && !(await isUsable(session, fixture, [clause.local]))) return;
            const before = ordinary ? undefined : await session.state(fixture);
            // A busy answer may be the documented one: it is not waited out.
            await session.settle(fixture);
            const sent = await session.ask(fixture, logical);
            const refused = judgeRefusal(session, sent, { clause: clause.local, rejects, change, side: 'observe' });
            if (refused) await judgeUntouched(session, fixture, sent, before, { change });
          },
        },
      ];
    }),
};
