import * as fc from 'fast-check';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** Whole numbers from `minimum` to `maximum`, both included; without a bound, small non-negative numbers. */
export function integerRange({ schema, clause, admits }: DomainInput): Domain {
  const { minimum, maximum } = schema;
  const low = minimum ?? Math.min(1, maximum ?? 1);
  const high = maximum ?? Math.max(low + 1000, 1000);
  const edges = [...new Set([low, low + 1, high - 1, high])].filter(
    (value) => value >= low && value <= high && admits(value),
  );
  return {
    edges,
    member: drawing(fc.integer({ min: low, max: high }), admits, edges),
    violations: [
      ...(minimum === undefined
        ? []
        : [
            violation(
              'below-minimum',
              clause('range'),
              [minimum - 1, ...(minimum > 0 ? [-minimum] : [])],
              fc.integer({ min: minimum - 100_000, max: minimum - 1 }),
            ),
          ]),
      ...(maximum === undefined
        ? []
        : [
            violation(
              'above-maximum',
              clause('range'),
              // The last is a good number where only 32 bits of it are read.
              [maximum + 1, maximum * 10, 2 ** 32 + low],
              fc.integer({ min: maximum + 1, max: maximum + 100_000 }),
            ),
          ]),
      violation('fraction', clause('type'), [low + 0.5]),
      violation('numeric-text', clause('type'), [String(high)]),
      violation('number-with-tail', clause('type'), [`${high}x`]),
      ...wrongType([schema.type ?? 'integer'].flat(), clause('type')),
    ],
  };
}
