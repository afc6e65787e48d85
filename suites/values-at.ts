import { valueAt } from '../specs/pointer.js';

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Every value of a request at a contract pointer, through arrays and strings that hold JSON. */
export function valuesAt(root: unknown, pointer: string): readonly unknown[] {
  const [head, ...rest] = pointer.split('/').slice(1);
  if (head === undefined) return [root];
  const value = parsed(root);
  const tail = rest.map((segment) => `/${segment}`).join('');
  if (head === 'items') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, tail)) : [];
  const child = valueAt(value, `/${head}`);
  return child === undefined ? [] : valuesAt(child, tail);
}
