const split = new Map<string, readonly string[]>();
const mostSplit = 10_000;

/** Splits a pointer (RFC 6901, without escapes: contract names have neither ~ nor /) into its segments. */
export function segmentsOf(pointer: string): readonly string[] {
  const known = split.get(pointer);
  if (known !== undefined) return known;
  if (split.size >= mostSplit) split.clear();
  const segments = pointer.split('/').slice(1);
  split.set(pointer, segments);
  return segments;
}

/** Whether a value is a plain JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a pointer, or undefined. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of segmentsOf(pointer)) {
    if (Array.isArray(value)) value = value[Number(segment)];
    else if (isObject(value) && Object.hasOwn(value, segment)) value = value[segment];
    else return undefined;
  }
  return value;
}

/** A copy of `root` with `value` at the pointer (undefined removes it); missing objects on the way are made. */
export function withValueAt(root: unknown, pointer: string, value: unknown): unknown {
  return withValue(root, segmentsOf(pointer), 0, value);
}

function withValue(root: unknown, segments: readonly string[], depth: number, value: unknown): unknown {
  const head = segments[depth];
  if (head === undefined) return value;
  if (Array.isArray(root)) {
    const copy: unknown[] = [...root];
    const child = withValue(copy[Number(head)], segments, depth + 1, value);
    if (child === undefined) copy.splice(Number(head), 1);
    else copy[Number(head)] = child;
    return copy;
  }
  const copy: Record<string, unknown> = isObject(root) ? { ...root } : {};
  const child = withValue(copy[head], segments, depth + 1, value);
  if (child === undefined) delete copy[head];
  else copy[head] = child;
  return copy;
}
