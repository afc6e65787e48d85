import { segmentsOf, valueAt } from './pointer.js';

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
  return below(root, segmentsOf(pointer), 0);
}

function below(root: unknown, segments: readonly string[], depth: number): readonly unknown[] {
  const head = segments[depth];
  if (head === undefined) return [root];
  const value = parsed(root);
  if (head === 'items') return Array.isArray(value) ? value.flatMap((item) => below(item, segments, depth + 1)) : [];
  const child = valueAt(value, `/${head}`);
  return child === undefined ? [] : below(child, segments, depth + 1);
}
