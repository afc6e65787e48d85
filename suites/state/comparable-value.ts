import { parseAsn } from '../../contract/inspect/formats/asn.js';
import { blockRange, parseBlock } from '../../contract/inspect/formats/ipv4.js';
import { isUuid } from '../../contract/inspect/formats/uuid.js';
import { isObject } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import { declaredPart } from './declared-part.js';

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function scalar(schema: Schema, value: unknown): string {
  const text = String(value);
  if (schema.format === 'asn') return String(parseAsn(text) ?? text);
  return isUuid(text) || schema.enum !== undefined ? text.toLowerCase() : text;
}

/**
 * The rows that one entry stands for: one for each combination of its lists' entries, without what the service assigns
 * and a member that is left out.
 */
function rows(schema: Schema, entry: unknown, leftOut?: string): readonly string[] {
  if (!isObject(entry)) return [scalar(schema, entry)];
  const columns = Object.entries(schema.properties ?? {})
    .filter(([name, child]) => child['x-assigned'] === undefined && name !== leftOut && !isEmpty(entry[name]))
    .map(([name, child]) => [entry[name]].flat().map((one) => `${name}=${scalar(child.items ?? child, one)}`));
  return columns.reduce<readonly string[]>(
    (left, right) => left.flatMap((row) => right.map((cell) => `${row};${cell}`)),
    [''],
  );
}

const blockFormats: ReadonlySet<string | undefined> = new Set(['ipv4-cidr', 'ip-cidr']);

/**
 * The addresses that a list of IPv4 blocks covers, as ranges that do not touch: two neighbours, or one inside the other,
 * are the network that holds both. Undefined where an entry is no such block.
 */
function coverOf(list: readonly unknown[]): string | undefined {
  const blocks = list.map((entry) => (typeof entry === 'string' ? parseBlock(entry) : undefined));
  if (blocks.includes(undefined)) return undefined;
  const ranges = blocks
    .flatMap((block) => (block === undefined ? [] : [blockRange(block)]))
    .sort((a, b) => a.first - b.first);
  const merged: { first: number; last: number }[] = [];
  for (const { first, last } of ranges) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else merged.push({ first, last });
  }
  return merged.map(({ first, last }) => `${first}-${last}`).join(' ');
}

/**
 * Entries that have a list of blocks each, as rows: of those that are alike but for the list, the addresses that their
 * lists cover together. Undefined where a list has other entries.
 */
function rowsWithCover(schema: Schema, entries: readonly unknown[], name: string): readonly string[] | undefined {
  const lists = new Map<string, unknown[]>();
  for (const entry of entries) {
    const own: unknown = isObject(entry) ? entry[name] : undefined;
    for (const row of rows(schema, entry, name)) {
      const list = lists.get(row) ?? [];
      list.push(...(own === undefined || own === null ? [] : [own].flat()));
      lists.set(row, list);
    }
  }
  const covered = [...lists].map(([row, list]) => {
    const cover = coverOf(list);
    return cover === undefined ? undefined : `${row};${name}=${cover}`;
  });
  return covered.every((row) => row !== undefined) ? covered : undefined;
}

/** The first member of an entry that is a list of blocks. */
function listOfBlocksIn({ properties = {} }: Schema): string | undefined {
  return Object.entries(properties).find(([, { items }]) => blockFormats.has(items?.format))?.[0];
}

/**
 * A member's value as text to compare, whatever form it is written or shown in: numbers and booleans as text, AS
 * numbers in asplain, lists as sets of their entries, lists of blocks as the addresses they cover, entries of objects as
 * the rows they stand for. Nothing, an empty
 * text and an empty list are the same: undefined.
 */
export function comparableValue(schema: Schema, value: unknown): string | undefined {
  if (isEmpty(value)) return undefined;
  const list =
    typeof value === 'string' && (schema.format === 'ipv4-cidr-list' || schema.format === 'ip-cidr-list')
      ? value.split(',').map((entry) => entry.trim())
      : value;
  if (!Array.isArray(list)) return isObject(list) ? JSON.stringify(declaredPart(schema, list)) : scalar(schema, list);
  const isOfBlocks = typeof value === 'string' || blockFormats.has(schema.items?.format);
  const cover = isOfBlocks ? coverOf(list) : undefined;
  if (cover !== undefined) return cover;
  const items = schema.items ?? {};
  const listed = listOfBlocksIn(items);
  const covered = listed === undefined ? undefined : rowsWithCover(items, list, listed);
  return [...new Set(covered ?? list.flatMap((entry) => rows(items, entry)))].sort().join(' ');
}
