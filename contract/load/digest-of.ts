import { createHash } from 'node:crypto';
import { isObject } from '../pointer.js';

/** Members in one order, whatever the order in which a file has them. */
function inOrder(_: string, value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

/** sha256 (hex) of a value: the same for equal values, however the files that it was read from are written. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, inOrder)).digest('hex');
}
