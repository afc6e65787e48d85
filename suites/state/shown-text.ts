import { isUuid } from '../../contract/inspect/formats/uuid.js';
import { isObject } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import { declaredPart } from './declared-part.js';

function isNothing(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The same without members that show nothing: whether those are left out, no document says. */
function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value === 'string' && isUuid(value)) return value.toLowerCase();
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (isNothing(member) ? [] : [[name, filled(member)]])),
  );
}

/**
 * What a member of an answer shows, as text to compare: its documented part, whatever the order of members and entries,
 * the case of UUIDs, and whether what shows nothing is there. Undefined where it shows nothing itself.
 */
export function shownText(schema: Schema, value: unknown): string | undefined {
  return value === undefined || isNothing(value) ? undefined : JSON.stringify(declaredPart(schema, filled(value)));
}
