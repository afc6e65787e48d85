import type { Contract } from '../../contract/contract.js';
import type { StoredMember } from '../../contract/facts/stored-members.js';
import { valueAt } from '../../contract/pointer.js';
import type { LogicalRequest } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';
import { decodeContent } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { fallback, isHiddenSecret, isOff, judgedMembers } from '../judges/judge-effect.js';
import { comparableValue } from '../state/comparable-value.js';
import { type StoredUnit, storedUnits } from '../state/stored-units.js';
import { storedValues } from '../state/stored-values.js';

/** What a member is to be. */
interface Expected {
  readonly value: unknown;
  /** What it may be just as well: the default of a member that was left out of an object that was sent. */
  readonly or?: unknown;
  /** Whether a read-back has shown the member: one that none has shown may stay unseen. */
  readonly wasShown: boolean;
}

/** What every compared member of a resource is to be, by its place; a member that is not known has no entry. */
export type Prediction = ReadonlyMap<string, Expected>;

/** A member that is not as predicted. */
export interface Deviation {
  readonly place: string;
  /** Contract pointer of the member. */
  readonly pointer: string;
  readonly name: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** What updates make of a resource, as the document says it. Pure. */
export interface Predictor {
  /** Contract pointers of the members that are compared. */
  readonly members: ReadonlyMap<string, StoredMember>;
  /** The compared members that a request sends. */
  sentBy(logical: LogicalRequest): readonly StoredUnit[];
  /** What a read-back shows, as a prediction: it stays like this. */
  shown(resource: unknown): Prediction;
  /** After an accepted update: what it sends is there, what it leaves out is as before. */
  after(before: Prediction, logical: LogicalRequest): Prediction;
  deviations(prediction: Prediction, resource: unknown): readonly Deviation[];
  /**
   * Without what comes and goes with other members and is not shown now: nobody knows what it is when it comes back.
   */
  withoutHidden(prediction: Prediction, resource: unknown): Prediction;
}

/** The predictor of one resource. `resource` is as a read-back shows it: it tells which entries its lists have. */
export function predictor(contract: Contract, model: RequestModel, resource: unknown): Predictor {
  const members = judgedMembers(contract);
  const skeleton = storedValues(contract, resource);
  const isOpen = (local: string): boolean =>
    contract.clauses.some(
      ({ local: own, excluded, level }) => own === local && (excluded !== undefined || level !== 'must'),
    );
  const leftOut = { inside: !isOpen('/exchange/left-out-inside-stays'), whole: !isOpen('/exchange/left-out-stays') };
  const unitsOf = (logical: LogicalRequest): readonly StoredUnit[] =>
    storedUnits(model.tree, decodeContent(model.tree, logical), skeleton).filter(({ node }) =>
      members.has(node.pointer),
    );
  const all = unitsOf({});
  const schemaOf = (unit: StoredUnit): StoredMember['schema'] =>
    members.get(unit.node.pointer)?.schema ?? unit.node.schema;

  return {
    members,
    sentBy: (logical) => unitsOf(logical).filter(({ sent }) => sent !== undefined),
    shown: (now) => {
      const values = storedValues(contract, now);
      const entries = all.map(({ place }) => [place, { value: valueAt(values, place), wasShown: true }] as const);
      return new Map(entries.filter(([, { value }]) => value !== undefined));
    },
    after: (before, logical) => {
      const next = new Map(before);
      const draft = decodeContent(model.tree, logical);
      const isSent = (pointer: string): boolean => valuesAt(draft, pointer).length > 0;
      for (const unit of unitsOf(logical)) {
        const { node, place, sent, inside } = unit;
        const [entry, or] = [next.get(place), fallback(unit)];
        const mayMove =
          node.schema['x-omitted'] === 'may-clear' ||
          (inside ? !leftOut.inside : !leftOut.whole) ||
          node.schema['x-follows']?.some(isSent) === true;
        // What such a list holds after several updates depends on all of them.
        if (sent !== undefined && node.schema['x-entries'] === 'may-stay') next.delete(place);
        else if (sent !== undefined) next.set(place, { value: sent, wasShown: before.get(place)?.wasShown ?? false });
        else if (mayMove) next.delete(place);
        else if (entry !== undefined && or !== undefined) next.set(place, { ...entry, or });
      }
      return next;
    },
    deviations: (prediction, now) => {
      const values = storedValues(contract, now);
      return all.flatMap((unit): readonly Deviation[] => {
        const { node, place } = unit;
        const entry = prediction.get(place);
        const schema = schemaOf(unit);
        const actual = valueAt(values, place);
        const isOne = (value: unknown): boolean => comparableValue(schema, actual) === comparableValue(schema, value);
        if (entry === undefined || isOne(entry.value) || (entry.or !== undefined && isOne(entry.or))) return [];
        const isUnseen = actual === undefined && (!entry.wasShown || members.get(node.pointer)?.conditional === true);
        const isHidden =
          (schema['x-secret'] === true && isHiddenSecret(actual, entry.value)) ||
          isOff(members.get(node.pointer) ?? {}, now);
        return isUnseen || isHidden
          ? []
          : [{ place, pointer: node.pointer, name: node.name, expected: entry.value, actual }];
      });
    },
    withoutHidden: (prediction, now) => {
      const values = storedValues(contract, now);
      const isEmpty = new Set(
        all
          .filter((unit) => comparableValue(schemaOf(unit), prediction.get(unit.place)?.value) === undefined)
          .map(({ place }) => place),
      );
      const off = new Set(
        all.filter(({ node }) => isOff(members.get(node.pointer) ?? {}, now)).map(({ place }) => place),
      );
      return new Map(
        [...prediction].filter(
          ([place]) => !off.has(place) && (isEmpty.has(place) || valueAt(values, place) !== undefined),
        ),
      );
    },
  };
}
