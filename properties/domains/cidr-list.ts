import * as fc from 'fast-check';
import type { Schema } from '../../contract/schema.js';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { cidrBlock } from './cidr-block.js';
import { wrongType } from './wrong-type.js';

/** Comma-separated lists of CIDR blocks, no blanks, no block twice. */
export function cidrList(input: DomainInput): Domain {
  const { schema, clause, admits } = input;
  const single: Schema = { ...schema, format: 'ipv4-cidr' };
  const block = cidrBlock({ ...input, schema: single });
  const blocks = block.edges.filter((edge): edge is string => typeof edge === 'string');
  const [first = '10.0.0.0/24'] = blocks;
  const pair = ['10.1.1.0/24', '10.1.2.0/24'].join(',');
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
      fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 4 }).map((octets) => octets.map((octet) => `10.20.${octet}.0/24`).join(',')),
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
