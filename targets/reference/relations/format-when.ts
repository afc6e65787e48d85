import { formats } from '../../../contract/inspect/formats/index.js';
import type { Relation } from '../../../generated/clauses.js';
import { applies } from './applies.js';
import { scopesOf } from './scopes.js';

const known: ReadonlyMap<string, (text: string) => boolean> = new Map(Object.entries(formats));

/** Whether the member, where the condition holds and it is given as text, has the format. */
export function keepsFormatWhen(
  { member, format, when }: Extract<Relation, { name: 'format-when' }>,
  request: unknown,
): boolean {
  const test = known.get(format);
  return scopesOf(request, [member, when.member]).every(
    (scope) =>
      !applies(when, scope) ||
      scope(member).every((value) => typeof value !== 'string' || test === undefined || test(value)),
  );
}
