import * as fc from 'fast-check';
import { blockRange, formatIpv4 } from '../../contract/inspect/formats/ipv4.js';
import type { Schema } from '../../contract/schema.js';
import { blockSpace } from '../_internals/blocks.js';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { cidrBlock } from './cidr-block.js';
import { wrongType } from './wrong-type.js';

/**
 * The /24 networks that lists are made of: in the last of the blocks that they are to lie in, or in one that is seldom
 * used.
 */
function networkOf(schema: Schema): (index: number) => string {
  const inner = schema['x-within'] === undefined ? undefined : blockSpace(schema).within.at(-1);
  const first = inner === undefined ? undefined : blockRange(inner).first;
  return (index) => (first === undefined ? `10.20.${index}.0/24` : `${formatIpv4(first + index * 256)}/24`);
}

/** Comma-separated lists of CIDR blocks, no blanks, no block twice. */
export function cidrList(input: DomainInput): Domain {
  const { schema, clause, admits } = input;
  const single: Schema = { ...schema, format: 'ipv4-cidr' };
  const block = cidrBlock({ ...input, schema: single });
  const blocks = block.edges.filter((edge): edge is string => typeof edge === 'string');
  const [first = '10.0.0.0/24'] = blocks;
  const network = networkOf(schema);
  const pair = schema['x-within'] === undefined ? '10.1.1.0/24,10.1.2.0/24' : [network(1), network(2)].join(',');
  const ofBlock = block.violations.filter(({ clause: broken }) => broken !== clause('type'));
  const inList = ofBlock
    .filter(({ advisory }) => advisory !== true)
    .map(({ clause: broken, operator, edges }) =>
      violation(
        `${operator}-in-list`,
        broken,
        edges.slice(0, 1).map((edge) => `${first},${String(edge)}`),
      ),
    );
  const edges = [first, pair, ...blocks.slice(1)].filter(admits);
  return {
    edges,
    member: drawing(
      fc
        .uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 4 })
        .map((octets) => octets.map(network).join(',')),
      admits,
      edges,
    ),
    violations: [
      ...ofBlock,
      ...inList,
      violation('empty-entry', clause('format'), [`${first},`, `,${first}`, `${first},,10.1.2.0/24`]),
      violation('semicolon-separator', clause('format'), [`${first};10.1.2.0/24`]),
      ...wrongType([schema.type ?? 'string'].flat(), clause('type')),
    ],
  };
}
