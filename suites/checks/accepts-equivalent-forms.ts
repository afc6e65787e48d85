import type { TargetFixture } from '../../contract/target.js';
import type { Equivalence } from '../../properties/equivalences/equivalence.js';
import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { Check, Cover, Subject } from '../check.js';
import { describeReply, isAccepted } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { type EquivalentForms, equivalentForms } from '../requests/equivalent-forms.js';
import type { PlanContext } from '../requests/plan-context.js';
import type { Session } from '../session/session.js';
import { type StateDifference, stateDifferences } from '../state/state-differences.js';
import { type StoredEntry, storedState } from '../state/stored-state.js';
import { isUsable } from '../trials/accept-draft.js';
import { tellRefused } from '../trials/tell-refused.js';
import { whyRefused } from '../trials/why-refused.js';
import { withoutCauses } from '../trials/without-causes.js';

const general = '/exchange/equivalent-forms';

function clauseOf({ clause }: Equivalence): string {
  return clause ?? general;
}

/** A request with several forms at once: white space last, since it turns objects into text. */
function inForms(model: RequestModel, draft: DraftRequest, equivalences: readonly Equivalence[]): DraftRequest {
  const [first, ...rest] = equivalences;
  return [...(first === undefined ? [] : [first]), ...rest.reverse()].reduce(
    (form, equivalence) => equivalence.apply(model, form) ?? form,
    draft,
  );
}

interface Trial {
  readonly session: Session;
  readonly fixture: TargetFixture;
  readonly forms: EquivalentForms;
  /** What the usual form left behind; undefined where it cannot be read. */
  readonly usual: readonly StoredEntry[] | undefined;
}

interface Tried {
  readonly sent: SentRequest;
  readonly difference?: StateDifference;
}

/** Sends an update that every reading admits; false when it was not taken, which leaves nothing to compare with. */
async function isTaken(
  session: Session,
  fixture: TargetFixture,
  draft: DraftRequest,
  clauses: readonly string[],
): Promise<boolean> {
  const sent = await session.applyChanging(fixture, draft);
  if (isAccepted(session.contract, sent.reply)) return true;
  const actual = whyRefused(session, fixture, sent);
  for (const clause of clauses)
    session.observer.found(
      clause,
      { axis: 'control', outcome: 'undecided', expected: 'the usual form is accepted', actual },
      sent,
    );
  return false;
}

/**
 * Moves the members away and sends other forms; gives what differs from the usual form's state, nothing where the way
 * there is barred.
 */
async function attempt(
  { session, fixture, forms, usual }: Trial,
  equivalences: readonly Equivalence[],
): Promise<Tried | undefined> {
  const model = session.model(fixture);
  if (!(await isTaken(session, fixture, forms.other, equivalences.map(clauseOf)))) return undefined;
  const sent = await session.update(fixture, model.logical(inForms(model, forms.draft, equivalences)));
  if (usual === undefined || !isAccepted(session.contract, sent.reply)) return { sent };
  const seen = await session.watch(fixture, (resource) => {
    const moved = new Set(
      storedState(session, fixture, resource, model.logical(forms.other)).flatMap(({ place, isSent }) =>
        isSent ? [place] : [],
      ),
    );
    const compared = (entries: readonly StoredEntry[]): readonly StoredEntry[] =>
      entries.filter(({ place, isSent }) => isSent || !moved.has(place));
    const differences = stateDifferences(
      session.observer.mask,
      compared(usual),
      compared(storedState(session, fixture, resource, model.logical(forms.draft))),
    );
    return { differences, missing: differences.map(({ place }) => `${general} ${place}`) };
  });
  const [difference] = seen?.differences ?? [];
  return difference === undefined ? { sent } : { sent, difference };
}

/** Tells what became of another form; false where nothing is wrong with it. */
async function tell(
  { session, fixture, forms }: Trial,
  { name, clause = general, advisory }: Omit<Equivalence, 'apply'>,
  { sent, difference }: Tried,
): Promise<boolean> {
  const { observer, contract } = session;
  const change = `another form: ${name}`;
  const expected = 'the same state as the usual form';
  if (advisory === true) {
    const actual = isAccepted(contract, sent.reply)
      ? difference?.told
      : `not taken: ${describeReply(contract, sent.reply)}`;
    if (actual !== undefined)
      observer.found(clause, { axis: 'state', outcome: 'noted', expected, actual, change }, sent);
    return true;
  }
  if (!isAccepted(contract, sent.reply))
    await tellRefused(session, fixture, sent, { clause, change, twin: session.model(fixture).logical(forms.draft) });
  else if (difference !== undefined)
    observer.found(
      clause,
      { axis: 'state', outcome: 'broken', expected, actual: difference.told, pointer: difference.place, change },
      sent,
    );
  else return false;
  return true;
}

/** Sends all judged forms at once; where that goes wrong, one by one to find the one to blame. */
async function judgeForms(trial: Trial): Promise<void> {
  const judged = trial.forms.equivalences.filter(({ advisory }) => advisory !== true);
  const together = judged.length === 0 ? undefined : await attempt(trial, judged);
  if (together === undefined) return;
  if (isAccepted(trial.session.contract, together.sent.reply) && together.difference === undefined) {
    for (const equivalence of judged)
      trial.session.observer.saw(clauseOf(equivalence), equivalence.clause === undefined ? 'observe' : 'accept');
    return;
  }
  let told = false;
  for (const equivalence of judged.length > 1 ? judged : []) {
    const alone = await attempt(trial, [equivalence]);
    if (alone === undefined) return;
    told = (await tell(trial, equivalence, alone)) || told;
  }
  const [only] = judged;
  if (!told && only !== undefined)
    await tell(trial, judged.length === 1 ? only : { name: judged.map(({ name }) => name).join(', ') }, together);
}

/** Forms on which the document is silent: what happens is information. */
async function noteForms(trial: Trial): Promise<void> {
  const { session, fixture, forms } = trial;
  for (const equivalence of forms.equivalences.filter(({ advisory }) => advisory === true)) {
    const tried = await attempt(trial, [equivalence]);
    if (tried === undefined) return;
    await tell(trial, equivalence, tried);
    // What was stored of a form that nobody has to take must not colour what comes next.
    if (isAccepted(session.contract, tried.sent.reply))
      await session.update(fixture, session.model(fixture).logical(forms.draft));
  }
}

/**
 * The same forms of updates without what the fixture was found to refuse; forms that those have no more are left out.
 */
function ordinary(
  session: Session,
  fixture: TargetFixture,
  { draft, other, equivalences }: EquivalentForms,
): EquivalentForms {
  const kept = equivalences.flatMap(({ clause }) => clause?.split('#')[0] ?? []);
  const clean = withoutCauses(session, fixture, draft, kept);
  return {
    draft: clean,
    other: withoutCauses(session, fixture, other, kept),
    equivalences: equivalences.filter((equivalence) => equivalence.apply(session.model(fixture), clean) !== undefined),
  };
}

function subjects(context: PlanContext): readonly Subject[] {
  const taken = new Set<string>();
  const keyOf = (equivalence: Equivalence): string => `${equivalence.name} ${clauseOf(equivalence)}`;
  return context.changeable.flatMap((fixture): readonly Subject[] => {
    const model = context.model(fixture);
    const planned = equivalentForms(
      context.contract,
      model,
      (one) => !taken.has(keyOf(one)) && context.isWanted(clauseOf(one)),
    );
    if (planned === undefined) return [];
    for (const equivalence of planned.equivalences) taken.add(keyOf(equivalence));
    const clauses = [...new Set(planned.equivalences.filter(({ advisory }) => advisory !== true).map(clauseOf))];
    const updates = 3 + 3 * planned.equivalences.filter(({ advisory }) => advisory === true).length;
    return [
      {
        name: clauses[0] ?? general,
        fixture,
        covers: clauses.map((clause): Cover => ({ clause, side: clause === general ? 'observe' : 'accept' })),
        requests: { accept: updates, refuse: 0 },
        run: async (session) => {
          if (!(await isUsable(session, fixture, clauses))) return;
          const forms = ordinary(session, fixture, planned);
          if (!(await isTaken(session, fixture, forms.draft, clauses))) return;
          const resource = await session.shown(fixture);
          const usual =
            resource === undefined ? undefined : storedState(session, fixture, resource, model.logical(forms.draft));
          const trial = { session, fixture, forms, usual };
          await judgeForms(trial);
          await noteForms(trial);
        },
      },
    ];
  });
}

/** A request in another form that means the same is accepted and leads to the same state. */
export const acceptsEquivalentForms: Check = {
  id: 'accepts-equivalent-forms',
  title: 'requests that differ in their form only lead to the same state',
  plan: (context) => (context.contract.readBack === undefined ? [] : subjects(context)),
};
