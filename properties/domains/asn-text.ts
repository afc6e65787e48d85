import * as fc from 'fast-check';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** Writes an autonomous system number in asdot notation, high and low 16 bits (RFC 5396). */
export function asdot(number: number): string {
  return `${Math.floor(number / 65536)}.${number % 65536}`;
}

/** Autonomous system numbers written in asplain or asdot, from `x-minimum` to `x-maximum`. */
export function asnText({ schema, clause, admits }: DomainInput): Domain {
  const low = schema['x-minimum'] ?? 1;
  const high = schema['x-maximum'] ?? 4_294_967_295;
  const numbers = [low, low + 1, 64512, 65535, 65536, high - 1, high].filter(
    (number) => number >= low && number <= high,
  );
  const edges = [...new Set(numbers.flatMap((number) => [String(number), asdot(number)]))].filter(admits);
  return {
    edges,
    member: drawing(
      fc
        .tuple(fc.integer({ min: low, max: high }), fc.boolean())
        .map(([number, dotted]) => (dotted ? asdot(number) : String(number))),
      admits,
      edges,
    ),
    violations: [
      violation('below-minimum', clause('range'), [String(low - 1), asdot(low - 1)]),
      // The last is a good number where only 32 bits of it are read.
      violation('above-maximum', clause('range'), [String(high + 1), String(2 ** 32 + low + 1)]),
      violation('asdot-high-overflow', clause('format'), ['65536.0']),
      violation('asdot-low-overflow', clause('format'), ['1.65536']),
      violation('asdot-incomplete', clause('format'), ['1.', '.1', '1.2.3']),
      violation('not-a-number', clause('format'), ['-1', 'AS65000', '65000x', '1,5', '0x10']),
      ...wrongType([schema.type ?? 'string'].flat(), clause('type')),
    ],
  };
}
