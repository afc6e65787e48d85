import * as fc from 'fast-check';
import { formatIpv4 } from '../../contract/inspect/formats/ipv4.js';
import { blockSpace, edgeBlocks } from '../_internals/blocks.js';
import { anyOf, drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { malformedAddress } from './malformed-address.js';
import { wrongType } from './wrong-type.js';

/** IPv4 addresses in dotted decimal; without `x-within`, public unicast addresses. */
export function ipv4Address({ schema, clause, admits }: DomainInput): Domain {
  const bounded = schema['x-within'] !== undefined || schema['x-outside'] !== undefined;
  const inside = edgeBlocks({ ...blockSpace(schema), prefixes: [32] }).map(({ base }) => formatIpv4(base));
  const edges = (bounded ? inside : ['8.8.8.8', '1.0.0.1', '223.255.255.254']).filter(admits);
  return {
    edges,
    member: bounded
      ? anyOf(edges)
      : drawing(
          fc.integer({ min: 1, max: 254 }).map((host) => `8.8.4.${host}`),
          admits,
          edges,
        ),
    violations: [
      ...malformedAddress(edges[0] ?? '8.8.8.8', '', clause('format')),
      violation('with-port', clause('format'), [`${edges[0] ?? '8.8.8.8'}:500`]),
      violation('empty-text', clause('format'), ['']),
      violation('with-mask', clause('format'), [`${edges[0] ?? '8.8.8.8'}/24`]),
      ...wrongType([schema.type ?? 'string'].flat(), clause('type')),
    ],
  };
}
