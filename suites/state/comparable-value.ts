import { parseAsn } from '../../contract/inspect/formats/asn.js';
import { isObject } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function scalar(schema: Schema, value: unknown): string {
  const text = String(value);
  if (schema.format === 'asn') return String(parseAsn(text) ?? text);
  return uuid.test(text) || schema.enum !== undefined ? text.toLowerCase() : text;
}

/**
 * The rows that one entry stands for: one for each combination of its lists' entries, without what the service assigns.
 */
function rows(schema: Schema, entry: unknown): readonly string[] {
  if (!isObject(entry)) return [scalar(schema, entry)];
  const columns = Object.entries(schema.properties ?? {})
    .filter(([name, child]) => child['x-assigned'] === undefined && !isEmpty(entry[name]))
    .map(([name, child]) => [entry[name]].flat().map((one) => `${name}=${scalar(child.items ?? child, one)}`));
  return columns.reduce<readonly string[]>(
    (left, right) => left.flatMap((row) => right.map((cell) => `${row};${cell}`)),
    [''],
  );
}

/**
 * A member's value as text to compare, whatever form it is written or shown in: numbers and booleans as text, AS
 * numbers in asplain, lists as sets of their entries, entries of objects as the rows they stand for. Nothing, an empty
 * text and an empty list are the same: undefined.
 */
export function comparableValue(schema: Schema, value: unknown): string | undefined {
  if (isEmpty(value)) return undefined;
  const list =
    typeof value === 'string' && (schema.format === 'ipv4-cidr-list' || schema.format === 'ip-cidr-list')
      ? value.split(',').map((entry) => entry.trim())
      : value;
  if (!Array.isArray(list)) return isObject(list) ? JSON.stringify(list) : scalar(schema, list);
  return [...new Set(list.flatMap((entry) => rows(schema.items ?? {}, entry)))].sort().join(' ');
}
