import type { Contract } from '../../contract/contract.js';
import { type StoredMember, storedMembers } from '../../contract/facts/stored-members.js';
import { conditionHolds } from '../../contract/inspect/conditions.js';
import { inspectBroken } from '../../contract/inspect/inspect.js';
import { valueAt } from '../../contract/pointer.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';
import { decodeContent } from '../../properties/request.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { isMasked } from '../secrets/is-masked.js';
import { comparableValue } from '../state/comparable-value.js';
import { entriesStay } from '../state/entries-stay.js';
import { changedByOthers } from '../state/sent-values.js';
import { shownForm } from '../state/shown-form.js';
import { type StoredUnit, storedUnits } from '../state/stored-units.js';
import { storedValues } from '../state/stored-values.js';
import type { Judging } from './judging.js';

/** What an accepted update did to one member. */
export interface Effect {
  readonly unit: StoredUnit;
  readonly outcome: 'as documented' | 'tolerated' | 'broken' | 'not shown';
  readonly before: unknown;
  readonly after: unknown;
  /** It is there among what was there before: that, too, may be a look that came too early. */
  readonly mayBeLate?: true;
}

/** What an accepted update did, member by member. `before` and `after` are resources as the read-back shows them. */
export interface Effects {
  readonly all: readonly Effect[];
  /** Effect clauses (local ids) of the members that were sent and are not there (yet). */
  readonly missing: readonly string[];
  /** Names of members that were left out and are others than before; a look may also have been answered too old. */
  readonly amiss: readonly string[];
}

const noTraits: ReadonlySet<string> = new Set();
const judged = new WeakMap<Contract, ReadonlyMap<string, StoredMember>>();

/** The members that are compared, by contract pointer: those whose effect clause is not excluded. */
export function judgedMembers(contract: Contract): ReadonlyMap<string, StoredMember> {
  const known = judged.get(contract);
  if (known !== undefined) return known;
  const excluded = new Set(
    contract.clauses
      .filter((clause) => clause.kind === 'effect' && clause.excluded !== undefined)
      .map(({ pointer }) => pointer),
  );
  const members = new Map(
    storedMembers(contract).flatMap((member) =>
      excluded.has(member.pointer) ? [] : [[member.pointer, member] as const],
    ),
  );
  judged.set(contract, members);
  return members;
}

/**
 * Whether what is shown of a secret tells nothing: some characters only, or nothing where the secret itself, such as X,
 * looks like what stands in place of one.
 */
export function isHiddenSecret(shown: unknown, sent: unknown): boolean {
  if (shown === undefined) return typeof sent === 'string' && isMasked(sent);
  return typeof shown === 'string' && /[*•]{2}/.test(shown) && shown !== sent;
}

/** Two looks at a resource. */
export interface Looks {
  readonly before: unknown;
  readonly after: unknown;
  /** Requests that were accepted before the first look and that it may not have shown yet. */
  readonly late: readonly LogicalRequest[];
  /** Requests that were accepted, in their order; default: none is known. */
  readonly accepted?: readonly LogicalRequest[];
}

/**
 * Compares an accepted request with what the read-back shows. Members whose effect clause is excluded are left aside.
 */
export function effectsOf(
  session: Judging,
  fixture: TargetFixture,
  sent: Pick<SentRequest, 'logical'>,
  resources: Looks,
): Effects {
  const { contract } = session;
  const { tree } = session.model(fixture);
  const before = storedValues(contract, resources.before);
  const after = storedValues(contract, resources.after);
  const compared = judgedMembers(contract);
  const draft = decodeContent(tree, sent.logical);
  const isSent = (pointer: string): boolean => valuesAt(draft, pointer).length > 0;
  const late = resources.late.map((logical) => decodeContent(tree, logical));
  const isLate = ({ unit: { node, sent: own }, outcome, after: shown }: Effect, { schema }: StoredMember): boolean =>
    own === undefined &&
    outcome === 'broken' &&
    late.some((request) =>
      valuesAt(request, node.pointer).some(
        (value) => comparableValue(schema, value) === comparableValue(schema, shown),
      ),
    );
  /** Whether a member that was left out shows what it was set to last: then it is the look before that was too old. */
  const isAsSet = ({ unit: { node, sent: own }, outcome, after: shown }: Effect, { schema }: StoredMember): boolean => {
    if (own !== undefined || outcome !== 'broken') return false;
    for (const logical of [...(resources.accepted ?? [])].reverse()) {
      const [set, other] = valuesAt(decodeContent(tree, logical), node.pointer);
      if (set === undefined) continue;
      return other === undefined && comparableValue(schema, set) === comparableValue(schema, shown);
    }
    return false;
  };
  const all = storedUnits(tree, draft, after).flatMap((unit): readonly Effect[] => {
    const member = compared.get(unit.node.pointer);
    if (member === undefined || (unit.sent === undefined && unit.node.schema['x-follows']?.some(isSent) === true))
      return [];
    if (isOff(member, resources.after)) return [];
    const effect = effectOf(session, unit, member, valueAt(before, unit.place), valueAt(after, unit.place));
    return isLate(effect, member) || isAsSet(effect, member) ? [] : [effect];
  });
  return {
    all,
    missing: all.flatMap(({ unit, outcome }) =>
      unit.sent !== undefined && outcome === 'broken' ? [`${unit.node.pointer}#effect`] : [],
    ),
    amiss: all.flatMap(({ unit, outcome }) =>
      unit.sent === undefined && outcome === 'broken' ? [`${unit.node.pointer} left out`] : [],
    ),
  };
}

/**
 * Whether the resource has no use for a member at present: what is shown of the settings of what is switched off, and
 * whether they stay, no document says.
 */
export function isOff({ condition }: Pick<StoredMember, 'condition'>, resource: unknown): boolean {
  return condition !== undefined && conditionHolds(condition, new Set(), resource) === false;
}

/** Whether a switch that was sent as off is shown by showing nothing. */
function isOffUnseen({ node, sent }: StoredUnit, after: unknown): boolean {
  return node.schema['x-decides-trait'] === true && (sent === 'false' || sent === false) && after === undefined;
}

/** The default that a member may take as it is left out of an object that is sent; undefined where there is none. */
export function fallback({ node, sent, isOwnerSent }: StoredUnit): unknown {
  return sent === undefined && isOwnerSent ? node.schema.default : undefined;
}

function effectOf(
  { contract, shownValues: values }: Judging,
  unit: StoredUnit,
  member: StoredMember,
  before: unknown,
  after: unknown,
): Effect {
  const { conditional, schema } = member;
  const wanted = unit.sent ?? before;
  const isValid = (value: unknown): boolean => inspectBroken(unit.node, value, noTraits).length === 0;
  const form = shownForm(contract, member, { wanted, before, after, isValid, values });
  const isSame = form === 'same';
  if (unit.sent !== undefined && !isSame && entriesStay(unit.node.schema, schema, { sent: unit.sent, before, after }))
    return { unit, before, after, outcome: 'as documented', mayBeLate: true };
  if (isSame) return { unit, before, after, outcome: wanted === undefined ? 'not shown' : 'as documented' };
  const isCleared =
    unit.sent === undefined &&
    comparableValue(schema, after) === undefined &&
    unit.node.schema['x-omitted'] === 'may-clear';
  if (isCleared) return { unit, before, after, outcome: 'tolerated' };
  // Left out of an object that is sent, a member stays or takes the default that the document prints: both are lawful,
  // and it proves neither.
  if (fallback(unit) !== undefined && comparableValue(schema, after) === comparableValue(schema, fallback(unit)))
    return { unit, before, after, outcome: 'not shown' };
  // A member that no read-back has shown so far, one that comes and goes with others, and a masked secret tell nothing.
  const isUnseen = (after === undefined && (conditional || before === undefined)) || isOffUnseen(unit, after);
  const isNew = unit.sent === undefined && before === undefined;
  const isHidden = schema['x-secret'] === true && isHiddenSecret(after, wanted);
  if (isUnseen || isNew || isHidden || form === 'open') return { unit, before, after, outcome: 'not shown' };
  return { unit, before, after, outcome: form === 'unlike' ? 'tolerated' : 'broken' };
}

/** Whether a resource shows what accepted requests sent one after the other, each member as the last of them did. */
export function areShown(
  session: Judging,
  fixture: TargetFixture,
  logicals: readonly LogicalRequest[],
  resource: unknown,
): boolean {
  const known = new Set<string>();
  for (const logical of [...logicals].reverse()) {
    for (const { unit, outcome, mayBeLate } of effectsOf(
      session,
      fixture,
      { logical },
      { before: resource, after: resource, late: [] },
    ).all) {
      if (unit.sent === undefined || known.has(unit.place)) continue;
      known.add(unit.place);
      if (outcome === 'broken' || mayBeLate === true) return false;
    }
  }
  return true;
}

/** The clause (local id) that an effect is about. */
function clauseOf({ node, sent, inside }: StoredUnit): string {
  if (sent !== undefined) return `${node.pointer}#effect`;
  return inside ? '/exchange/left-out-inside-stays' : '/exchange/left-out-stays';
}

/** Tells of members that somebody else seems to have changed. */
export function tellOthersDoing({ observer }: Judging, sent: SentRequest, effects: readonly Effect[]): void {
  for (const { unit, after } of effects) {
    const actual = changedByOthers(
      `${unit.place} shows ${after === undefined ? 'nothing' : observer.mask.show(unit.node.name, after)}`,
    );
    const expected =
      unit.sent === undefined ? 'the read-back shows what was there before' : 'the read-back shows what was sent';
    observer.found(
      clauseOf(unit),
      { axis: 'state', outcome: 'undecided', expected, actual, pointer: unit.place },
      sent,
    );
  }
}

/** Judges what an accepted update did: what it sent is there, what it left out is as before. */
export function judgeEffects(session: Judging, fixture: TargetFixture, sent: SentRequest, { all }: Effects): void {
  const { observer } = session;
  const model = session.model(fixture);
  /** What is sent as it is stored shows nothing, unless the member has one value only. */
  const isTelling = ({ node, sent: value }: StoredUnit, before: unknown): boolean => {
    const isChange = comparableValue(node.schema, before) !== comparableValue(node.schema, value);
    return (
      isChange || new Set((model.domain(node)?.edges ?? []).map((edge) => comparableValue(node.schema, edge))).size < 2
    );
  };
  for (const { unit, outcome, before, after } of all) {
    const { node, place } = unit;
    const local = clauseOf(unit);
    if (outcome === 'not shown') continue;
    if (outcome === 'as documented') {
      if (unit.sent === undefined || isTelling(unit, before)) observer.saw(local, 'observe');
      continue;
    }
    const show = (value: unknown): string => (value === undefined ? 'nothing' : observer.mask.show(node.name, value));
    const [expected, actual] =
      unit.sent !== undefined
        ? ['the read-back shows what was sent', `${place} shows ${show(after)} instead of ${show(unit.sent)}`]
        : [
            'the read-back shows what was there before',
            `${place} was ${show(before)} and is ${show(after)}, although the request has no ${node.name}`,
          ];
    observer.found(local, { axis: 'state', outcome, expected, actual, pointer: place }, sent);
  }
}
