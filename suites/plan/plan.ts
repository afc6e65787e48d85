import type { Clause, Contract, Level, ScoredClauses } from '../../contract/contract.js';
import { namesClause } from '../../contract/facts/names-clause.js';
import { selectsClause } from '../../contract/facts/selects-clause.js';
import { answerRules } from '../../contract/inspect/answer-rules.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { completeTraits } from '../../contract/inspect/traits.js';
import type { AuthFlaw, Driver, TargetFixture } from '../../contract/target.js';
import type { ClauseEntry, ClauseSide } from '../../generated/journal.js';
import { requestModel } from '../../properties/request-model.js';
import type { Cover, Subject } from '../check.js';
import { checks } from '../checks/index.js';
import type { PlanContext } from '../requests/plan-context.js';
import { isRefusedUnprinted, observedMembers, observingSubjects, type PlannedSubject } from './observing-subjects.js';
import { scored } from './scored.js';
import { whySkipped } from './why-skipped.js';

/** Which clauses a run is about. */
export interface Selection {
  /** Clauses as `namesClause` knows them, and with `!` in front those to leave out; empty: all. */
  readonly clauses: readonly string[];
  /** Empty: all. */
  readonly levels: readonly Level[];
}

/** What to plan for. */
export interface PlanOptions {
  readonly contract: Contract;
  readonly driver: Driver;
  readonly fixtures: readonly TargetFixture[];
  readonly cases: number;
  readonly seed: number;
  readonly selection: Selection;
  /**
   * What the target claims: operations and clauses as `namesClause` knows them; absent: everything.
   */
  readonly features?: readonly string[];
  /** Leaves out every check that changes something; default false. */
  readonly careful?: boolean;
  /** The ways in which the target's credentials are to be wrong on purpose; absent: no such request is sent. */
  readonly authProbes?: readonly AuthFlaw[];
  /** What the run is scored on; absent: all clauses. */
  readonly requirements?: ScoredClauses;
  /** The fixtures that fall to this part of a shared run, by id; absent: all. */
  readonly within?: readonly string[];
}

/** What would be sent, and what it would show. */
export interface Plan {
  readonly context: PlanContext;
  readonly subjects: readonly PlannedSubject[];
  readonly clauses: readonly ClauseEntry[];
  /** The clauses the run may speak of: selected and claimed. */
  readonly selected: readonly Clause[];
  /** Clauses of which a careful run cannot show every side, by local id, with the reason. */
  readonly withheld: ReadonlyMap<string, string>;
  /** Date of the requirement set that the run is scored by; absent: all clauses are scored. */
  readonly requirements?: string;
}

/** Whether a selection names a clause. */
function isSelected({ clauses, levels }: Selection, { id, level }: Clause): boolean {
  return selectsClause(clauses, id) && (levels.length === 0 || levels.includes(level));
}

/** Whether a target claims a clause. What holds for every exchange holds for all who answer at all. */
function isClaimed(features: readonly string[] | undefined, contract: Contract, clause: Clause): boolean {
  if (features === undefined) return true;
  const isGeneral = clause.kind === 'exchange' && features.some((feature) => feature.startsWith(contract.id));
  return isGeneral || features.some((feature) => namesClause(feature, clause.id));
}

/** Traits on which the contract documents that every update is refused. */
function refusingTraits(contract: Contract): ReadonlySet<string> {
  return new Set(
    contract.errors.flatMap(({ provoke }) =>
      provoke !== undefined && 'trait' in provoke && provoke.with === undefined ? [provoke.trait] : [],
    ),
  );
}

/** A clause about wrong credentials is left alone unless asked for: some vendors lock a key after a few of them. */
function withoutProbe(clause: Clause, { behaviours }: Contract): Clause {
  const isProbed = behaviours.some(
    ({ clause: { local }, behaviour }) => local === clause.local && behaviour.auth !== undefined,
  );
  return isProbed && clause.excluded === undefined
    ? { ...clause, excluded: 'wrong credentials are sent only when asked for: --auth-probes' }
    : clause;
}

/** Plans every check of the selection. Pure: nothing is sent. */
export function planRun({
  contract,
  driver,
  fixtures: declared,
  cases,
  seed,
  selection,
  features,
  careful = false,
  authProbes,
  requirements,
  within,
}: PlanOptions): Plan {
  const isWithin = ({ id }: TargetFixture): boolean => within?.includes(id) ?? true;
  const scoring = scored(requirements);
  const fixtures = declared.map((fixture) => ({ ...fixture, traits: completeTraits(fixture.traits, contract) }));
  const spoken = contract.clauses
    .filter((clause) => isSelected(selection, clause))
    .map((clause) => (authProbes === undefined ? withoutProbe(clause, contract) : clause));
  const selected = spoken.filter((clause) => isClaimed(features, contract, clause));
  const wanted = new Set(selected.filter(({ excluded }) => excluded === undefined).map(({ local }) => local));
  const observed = observedMembers(
    selected.filter(({ local }) => wanted.has(local)),
    contract,
  );
  const provoking = new Set(
    contract.errors.flatMap(({ provoke }) =>
      provoke !== undefined && 'trait' in provoke && provoke.lasting !== true ? [provoke.trait] : [],
    ),
  );
  const refusingSet = refusingTraits(contract);
  const refuses = (fixture: TargetFixture): boolean => fixture.traits.some((trait) => refusingSet.has(trait));
  const ofRequests = new Map(
    contract.clauses
      .filter(({ excluded, side }) => excluded === undefined && side === 'request')
      .map((clause) => [clause.local, clause.needs] as const),
  );
  const models = new Map<string, ReturnType<typeof requestModel>>();
  const context: PlanContext = {
    contract,
    driver,
    fixtures: fixtures.filter((fixture) => !refuses(fixture)),
    changeable: fixtures.filter(({ traits }) => !traits.some((trait) => provoking.has(trait))),
    refusing: fixtures.filter(refuses),
    model: (fixture) => {
      const model = models.get(fixture.id) ?? requestModel(contract, fixture);
      models.set(fixture.id, model);
      return model;
    },
    isClaimed: (local) =>
      contract.clauses.some(
        (clause) => clause.local === local && clause.excluded === undefined && isClaimed(features, contract, clause),
      ),
    isJudged: (local, { traits }) => {
      const needs = ofRequests.get(local);
      return needs !== undefined && meetsNeeds(needs, new Set(traits));
    },
    isWanted: (local) => wanted.has(local) || observed.has(local.split('#')[0] ?? ''),
    cases,
    seed,
    flaws: authProbes ?? [],
    careful,
    isWithin,
  };
  const all = checks.flatMap((check) => check.plan(context).map((subject) => ({ check, subject })));
  const direct = all.filter(({ subject }) => subject.covers.some(({ clause }) => wanted.has(clause)));
  const covered = new Set(direct.flatMap(({ subject }) => subject.covers.map(({ clause }) => clause)));
  const observing = selected
    .filter(({ local }) => wanted.has(local) && !covered.has(local))
    .flatMap((clause) => observingSubjects(clause, contract, all));
  const wished = all.filter((planned) => direct.includes(planned) || observing.includes(planned));
  const sides = sidesOf(
    context,
    wished.map(({ subject }) => subject),
  );
  const harmless = wished.filter(({ check }) => check.harmless === true).map(withoutTwins);
  return {
    context,
    subjects: (careful ? harmless : wished).filter(({ subject }) => isWithin(subject.fixture)),
    clauses: spoken.map((clause) => ({
      ...(selected.includes(clause) ? clauseEntry(clause, sides.get(clause.local) ?? [], context) : unclaimed(clause)),
      ...scoring(clause),
    })),
    selected,
    withheld: careful ? withheldFrom(wished, harmless) : new Map(),
    ...(requirements === undefined ? {} : { requirements: requirements.date }),
  };
}

/** In a careful run the stored values stand for the valid twins; a check of its own sends them. */
function withoutTwins({ check, subject }: Plan['subjects'][number]): Plan['subjects'][number] {
  const { accept, refuse } = subject.requests;
  return {
    check,
    subject: {
      ...subject,
      covers: subject.covers.filter(({ side }) => side !== 'accept'),
      requests: { accept: refuse === 0 ? accept : 0, refuse },
    },
  };
}

/** Clauses with a side that only the subjects left out would have shown. */
function withheldFrom(wished: Plan['subjects'], sendable: Plan['subjects']): ReadonlyMap<string, string> {
  const covers = (subjects: Plan['subjects']): readonly Cover[] => subjects.flatMap(({ subject }) => subject.covers);
  const shown = new Set(covers(sendable).map(({ clause, side }) => `${side} ${clause}`));
  const missing = covers(wished).filter(({ clause, side }) => !shown.has(`${side} ${clause}`));
  return new Map(missing.map(({ clause }) => [clause, 'what shows it would change the resource; --mutate sends it']));
}

/** The sides that a plan can show of each clause. */
function sidesOf(
  { contract, fixtures }: PlanContext,
  subjects: readonly Subject[],
): ReadonlyMap<string, readonly ClauseSide[]> {
  const sides = new Map<string, Set<ClauseSide>>();
  const add = (local: string, side: ClauseSide): void => {
    const known = sides.get(local) ?? new Set<ClauseSide>();
    sides.set(local, known.add(side));
  };
  for (const { covers } of subjects) for (const { clause, side } of covers) add(clause, side);
  const refused = subjects.filter(({ requests }) => requests.refuse > 0);
  const isUnprinted = refused.some((subject) => isRefusedUnprinted(contract, subject));
  const isRefusable = refused.some(({ fixture }) => fixtures.includes(fixture));
  for (const { local, side } of contract.clauses) {
    const isOfAnyRefusal =
      side === 'error' || local === '/exchange/refusal-envelope' || local === '/exchange/no-server-error';
    if (isOfAnyRefusal && refused.length > 0) add(local, 'observe');
    if (local === '/exchange/refusal-status' && isUnprinted) add(local, 'observe');
    if (local === '/exchange/refusal-conceals-secrets' && isRefusable) add(local, 'observe');
    if (local === '/exchange/refusal-without-effect' && contract.readBack !== undefined && refused.length > 0)
      add(local, 'observe');
  }
  for (const { clause, behaviour } of contract.behaviours) {
    const isShown = behaviour.settles !== undefined || Object.keys(answerRules(behaviour)).length > 0;
    if (isShown && fixtures.some(({ traits }) => meetsNeeds(clause.needs, new Set(traits))))
      add(clause.local, 'observe');
  }
  return new Map([...sides].map(([local, set]) => [local, [...set]]));
}

const notClaimed = 'the target does not claim it';

/** A clause as journal and report name it. */
function headOf({ id, level, basis, inexcusable, statement, source, errata }: Clause): Omit<ClauseEntry, 'sides'> {
  const weight = inexcusable === undefined ? { level, basis } : { level, basis, inexcusable };
  return { id, ...weight, statement, source, ...(errata.length === 0 ? {} : { errata: [...errata] }) };
}

function unclaimed(clause: Clause): ClauseEntry {
  const why = clause.excluded === undefined ? { unsupported: notClaimed } : { excluded: clause.excluded };
  return { ...headOf(clause), sides: [], ...why };
}

function clauseEntry(clause: Clause, sides: readonly ClauseSide[], context: PlanContext): ClauseEntry {
  const { excluded } = clause;
  const entry = headOf(clause);
  if (excluded !== undefined) return { ...entry, sides: [], excluded };
  if (sides.length === 0) return { ...entry, sides: [], skipped: whySkipped(clause, context) };
  return { ...entry, sides: [...sides] };
}
