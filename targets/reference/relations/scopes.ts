import { segmentsOf } from '../../../contract/pointer.js';
import { valuesAt } from '../values-at.js';

/**
 * One place where a relation is judged: the whole request, or one item of the array that all its pointers go through.
 */
export type Scope = (pointer: string) => readonly unknown[];

function sharedItems(pointers: readonly string[]): string {
  const [first = '', ...others] = pointers;
  const prefixes = segmentsOf(first).flatMap((segment, index, all) =>
    segment === 'items' ? [`/${all.slice(0, index + 1).join('/')}`] : [],
  );
  return prefixes.filter((prefix) => others.every((other) => other.startsWith(`${prefix}/`))).at(-1) ?? '';
}

/** The places of a request where a relation over these pointers is judged, one for each item that they share. */
export function scopesOf(request: unknown, pointers: readonly string[]): readonly Scope[] {
  const prefix = sharedItems(pointers);
  return valuesAt(request, prefix).map(
    (owner): Scope =>
      (pointer) =>
        valuesAt(owner, pointer.slice(prefix.length)),
  );
}
