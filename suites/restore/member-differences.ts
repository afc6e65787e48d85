import type { Contract } from '../../contract/contract.js';
import { secretMembers } from '../../contract/facts/secret-members.js';
import { isObject } from '../../contract/pointer.js';

const longest = 60;

function told(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** One place in which two states differ. */
interface MemberDifference {
  readonly told: string;
  /** Whether it is the same value, a number as text for one. */
  readonly isOfType: boolean;
}

function* differences(
  was: unknown,
  is: unknown,
  place: string,
  secrets: ReadonlySet<string>,
): Generator<MemberDifference> {
  const [before, after] = [JSON.stringify(was), JSON.stringify(is)];
  if (before === after) return;
  const isNested =
    (isObject(was) && isObject(is)) || (Array.isArray(was) && Array.isArray(is) && was.length === is.length);
  if (isNested) {
    const [old, now] = [new Map<string, unknown>(Object.entries(was)), new Map<string, unknown>(Object.entries(is))];
    for (const name of new Set([...old.keys(), ...now.keys()]))
      yield* differences(old.get(name), now.get(name), `${place}/${name}`, secrets);
    return;
  }
  const isSecret = secrets.has(place.split('/').at(-1) ?? '');
  yield {
    told: isSecret ? `${place} is another secret` : `${place} was ${told(was)} and is ${told(is)}`,
    // A number may come back as text.
    isOfType: typeof was !== 'object' && typeof is !== 'object' && String(was) === String(is),
  };
}

function differencesOf(contract: Contract, was: string, is: string): readonly MemberDifference[] {
  return [...differences(JSON.parse(was), JSON.parse(is), '', new Set(secretMembers([contract])))];
}

/** The members whose values differ in two restorable states (texts), in words. */
export function memberDifferences(contract: Contract, was: string, is: string): readonly string[] {
  return differencesOf(contract, was, is).flatMap(({ told: text, isOfType }) => (isOfType ? [] : [text]));
}

/** The members that have the same value in two restorable states (texts), but in another type, in words. */
export function typeDifferences(contract: Contract, was: string, is: string): readonly string[] {
  return differencesOf(contract, was, is).flatMap(({ told: text, isOfType }) => (isOfType ? [text] : []));
}
