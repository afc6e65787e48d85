import * as fc from 'fast-check';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** Whole numbers written as decimal text, from `x-minimum` to `x-maximum` where documented. */
export function integerText({ schema, clause, admits }: DomainInput): Domain {
  const minimum = schema['x-minimum'];
  const maximum = schema['x-maximum'];
  const low = minimum ?? 1;
  const high = maximum ?? Math.max(low + 9, 10);
  const edges = [...new Set([low, low + 1, high - 1, high])].map(String).filter(admits);
  return {
    edges,
    member: drawing(fc.integer({ min: low, max: high }).map(String), admits, edges),
    violations: [
      ...(minimum === undefined ? [] : [violation('below-minimum', clause('range'), [String(minimum - 1)])]),
      ...(maximum === undefined
        ? []
        : [violation('above-maximum', clause('range'), [String(maximum + 1), String(2 ** 32 + low)])]),
      violation('not-a-number', clause('format'), ['abc', '1.5', `${low}s`, `${high} ${high}`]),
      ...wrongType([schema.type ?? 'string'].flat(), clause('type')),
    ],
  };
}
