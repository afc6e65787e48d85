/**
 * How a value travels as text in a path, query, header or form: strings as they are, integers decimal, anything else as
 * JSON.
 */
export function wireText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value).toString();
  return JSON.stringify(value) ?? 'null';
}
