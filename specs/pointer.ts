/** Splits a pointer (RFC 6901, without escapes: contract names have neither ~ nor /) into its segments. */
export function segmentsOf(pointer: string): readonly string[] {
  return pointer.split('/').slice(1);
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
  const [head, ...rest] = segmentsOf(pointer);
  if (head === undefined) return value;
  const tail = rest.map((segment) => `/${segment}`).join('');
  if (Array.isArray(root)) {
    const copy: unknown[] = [...root];
    const child = withValueAt(copy[Number(head)], tail, value);
    if (child === undefined) copy.splice(Number(head), 1);
    else copy[Number(head)] = child;
    return copy;
  }
  const copy: Record<string, unknown> = isObject(root) ? { ...root } : {};
  const child = withValueAt(copy[head], tail, value);
  if (child === undefined) delete copy[head];
  else copy[head] = child;
  return copy;
}
