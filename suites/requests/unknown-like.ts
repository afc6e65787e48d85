import { isUuid } from '../../contract/inspect/formats/uuid.js';
/** An id that does not exist, in the form of one that does. */
export function unknownLike(value: string): string {
  if (isUuid(value)) return 'ffffffff-0000-4000-8000-00000000dead';
  return value.slice(0, -6) + 'nosuch'.slice(-Math.min(6, value.length));
}
