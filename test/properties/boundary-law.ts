import { parseAsn } from '../../contract/inspect/formats/asn.js';
import type { Schema } from '../../contract/schema.js';
import type { Domain } from '../../properties/domain.js';

/** A size that a keyword bounds: which one, how it is read off a value, and the bounds. */
interface Bounded {
  readonly name: string;
  readonly size: (value: unknown) => number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

function boundedSizes(schema: Schema): readonly Bounded[] {
  // What a format or pattern fixes besides can make a length bound unreachable.
  const free =
    schema.format === undefined &&
    schema.pattern === undefined &&
    schema.enum === undefined &&
    schema.const === undefined;
  return [
    {
      name: 'value',
      size: (value) => (typeof value === 'number' ? value : undefined),
      low: schema.minimum,
      high: schema.maximum,
    },
    {
      name: 'written number',
      size: (value) => (typeof value === 'string' ? parseAsn(value) : undefined),
      low: schema['x-minimum'],
      high: schema['x-maximum'],
    },
    {
      name: 'length',
      size: (value) => (typeof value === 'string' ? [...value].length : undefined),
      low: free ? schema.minLength : undefined,
      high: free ? schema.maxLength : undefined,
    },
    {
      name: 'count',
      size: (value) => (Array.isArray(value) ? value.length : undefined),
      low: schema.minItems,
      high: schema.maxItems,
    },
  ];
}

/** Edges stand at every bound and at every listed value, and violations exactly one step outside. */
export function* boundaryProblems(schema: Schema, { edges, violations }: Domain, pointer: string): Generator<string> {
  for (const { name, size, low, high } of boundedSizes(schema)) {
    const inside = new Set(edges.map(size));
    const outside = new Set(violations.flatMap((violation) => violation.edges).map(size));
    const positive = name === 'value' || name === 'written number' ? Number.NEGATIVE_INFINITY : 1;
    if (low !== undefined && !inside.has(Math.max(low, positive)))
      yield `${pointer}: no edge has the lowest ${name} ${low}`;
    if (high !== undefined && !inside.has(high)) yield `${pointer}: no edge has the highest ${name} ${high}`;
    if (low !== undefined && low - 1 >= Math.min(positive, 0) && !outside.has(low - 1))
      yield `${pointer}: no violation has the ${name} ${low - 1}`;
    if (high !== undefined && !outside.has(high + 1)) yield `${pointer}: no violation has the ${name} ${high + 1}`;
  }
  const missing = (schema.enum ?? []).filter((value) => !edges.includes(value));
  if (missing.length > 0) yield `${pointer}: the values ${missing.join(', ')} are no edges`;
}
