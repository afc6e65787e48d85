import { isObject, withValueAt } from '../../contract/pointer.js';
import type { DraftRequest } from '../../properties/request.js';

/** One place in which a request differs from another one. */
export interface RequestChange {
  /** Concrete pointer into the request. */
  readonly at: string;
  /** What the other request has there; undefined: nothing. */
  readonly from: unknown;
  /** What the request has there; undefined: it is left out. */
  readonly to: unknown;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function* differences(at: string, from: unknown, to: unknown): Generator<RequestChange> {
  if (isSame(from, to)) return;
  if (isObject(from) && isObject(to))
    for (const name of new Set([...Object.keys(from), ...Object.keys(to)]))
      yield* differences(`${at}/${name}`, from[name], to[name]);
  // Lists of the same length are compared entry by entry.
  else if (Array.isArray(from) && Array.isArray(to) && from.length === to.length)
    for (const [index, entry] of to.entries()) yield* differences(`${at}/${index}`, from[index], entry);
  // An object that only one of them has is taken apart: its members can be tried one by one.
  else if (from === undefined && isObject(to) && Object.keys(to).length > 0)
    for (const [name, member] of Object.entries(to)) yield* differences(`${at}/${name}`, undefined, member);
  else yield { at, from, to };
}

/** The places, as deep as they go, in which a request differs from another one. */
export function changesBetween(from: DraftRequest, to: DraftRequest): readonly RequestChange[] {
  return [...differences('', from, to)];
}

/** The other request with some of the changes made. */
export function withChanges(from: DraftRequest, changes: readonly RequestChange[]): DraftRequest {
  const changed = changes.reduce<unknown>((draft, { at, to }) => withValueAt(draft, at, to), from);
  return isObject(changed) ? changed : {};
}
