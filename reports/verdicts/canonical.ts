import { isObject } from '../../contract/pointer.js';
import { byText } from './order.js';

/** JSON text that is equal for equal values, whatever the order of their members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    isObject(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => byText(a, b))) : member,
  );
}
