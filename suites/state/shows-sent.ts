import type { StoredMember } from '../../contract/facts/stored-members.js';
import { valueAt } from '../../contract/pointer.js';
import { comparableValue } from './comparable-value.js';

/** Whether stored values (`storedValues`) show of a member what a request, its content decoded, sends. */
export function showsSent({ place, pointer, schema }: StoredMember, stored: unknown, sent: unknown): boolean {
  return comparableValue(schema, valueAt(stored, place)) === comparableValue(schema, valueAt(sent, pointer));
}
