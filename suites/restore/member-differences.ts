import type { Contract } from '../../contract/contract.js';
import { secretMembers } from '../../contract/facts/secret-members.js';
import { isObject } from '../../contract/pointer.js';

const longest = 60;

function told(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function* differences(was: unknown, is: unknown, place: string, secrets: ReadonlySet<string>): Generator<string> {
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
  // A number may come back as text.
  if (typeof was !== 'object' && typeof is !== 'object' && String(was) === String(is)) return;
  yield secrets.has(place.split('/').at(-1) ?? '')
    ? `${place} is another secret`
    : `${place} was ${told(was)} and is ${told(is)}`;
}

/** The members in which two restorable states (texts) differ, in words. */
export function memberDifferences(contract: Contract, was: string, is: string): readonly string[] {
  return [...differences(JSON.parse(was), JSON.parse(is), '', new Set(secretMembers([contract])))];
}
