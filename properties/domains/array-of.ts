import * as fc from 'fast-check';
import { type Ipv4Block, overlaps, parseBlocks } from '../../contract/inspect/formats/ipv4.js';
import { isObject } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import { type Domain, type Violation, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** The CIDR blocks that an entry is or holds directly. */
function blocksIn(entry: unknown): readonly Ipv4Block[] {
  const texts = isObject(entry) ? Object.values(entry) : [entry];
  return texts.flatMap((text) => (typeof text === 'string' && text.includes('/') ? (parseBlocks(text) ?? []) : []));
}

/**
 * The entries of a list that are new and whose blocks overlap no earlier entry's: overlapping lists are left open by
 * every document.
 */
function apart(entries: readonly unknown[], count: number): readonly unknown[] {
  const chosen: unknown[] = [];
  const seen = new Set<string>();
  const taken: Ipv4Block[] = [];
  for (const entry of entries) {
    if (chosen.length >= count) break;
    const key = JSON.stringify(entry);
    const blocks = blocksIn(entry);
    if (seen.has(key) || blocks.some((block) => taken.some((other) => overlaps(block, other)))) continue;
    seen.add(key);
    taken.push(...blocks);
    chosen.push(entry);
  }
  return chosen;
}

/** `count` different entries of an item domain; fewer when it has no more. */
function distinct(item: Domain, count: number): readonly unknown[] {
  const random = count > 1 ? fc.sample(item.member, { numRuns: count * 8, seed: 7 }) : [];
  return apart([...item.edges.slice(0, 1), ...random, ...item.edges.slice(1)], count);
}

/** Arrays from `minItems` to `maxItems` entries, all different. */
export function arrayOf({
  schema,
  item,
  clause,
  admits,
}: {
  readonly schema: Schema;
  readonly item: Domain;
  readonly clause: (facet: 'type' | 'count' | 'uniqueness') => string;
  readonly admits: (value: unknown) => boolean;
}): Domain {
  const { minItems = 0, maxItems } = schema;
  const least = Math.max(1, minItems);
  const counts = [...new Set([least, least + 1, maxItems ?? least + 4])].filter(
    (count) => count <= (maxItems ?? count),
  );
  const edges = counts
    .map((count) => distinct(item, count))
    .filter((entries, index) => entries.length === counts[index]);
  const count = (operator: string, size: number): readonly Violation[] => {
    const entries = distinct(item, size);
    return entries.length === size ? [violation(operator, clause('count'), [entries])] : [];
  };
  const [first] = item.edges;
  return {
    edges: edges.filter(admits),
    member: fc
      .uniqueArray(item.member, {
        minLength: Math.max(1, minItems),
        maxLength: Math.min(maxItems ?? 3, 3),
        selector: (value) => JSON.stringify(value),
      })
      .map((entries) => apart(entries, entries.length)),
    violations: [
      ...(maxItems === undefined ? [] : count('too-many', maxItems + 1)),
      ...(minItems > 0 ? [violation('too-few', clause('count'), [distinct(item, minItems - 1)])] : []),
      ...(schema.uniqueItems === true ? [violation('duplicate-entry', clause('uniqueness'), [[first, first]])] : []),
      ...wrongType(['array'], clause('type')),
      // A right entry that is not in a list: some take it for a list of one.
      ...(typeof first === 'string' ? [violation('entry-instead', clause('type'), [first])] : []),
    ],
  };
}
