import * as fc from 'fast-check';
import { formatIpv4 } from '../../contract/inspect/formats/ipv4.js';
import { beyondBlocks, blockSpace, edgeBlocks, fits, formatBlock, reservedBlocks } from '../_internals/blocks.js';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, type Violation, violation } from '../domain.js';
import { malformedAddress, malformedMask } from './malformed-address.js';
import { wrongType } from './wrong-type.js';

/** CIDR blocks (RFC 4632) without host bits, inside `x-within`, clear of `x-outside`, of `x-prefix-length`. */
export function cidrBlock({ schema, clause, admits }: DomainInput): Domain {
  const space = blockSpace(schema);
  const edges = edgeBlocks(space).map(formatBlock).filter(admits);
  const [usual = '192.168.1.0/24'] = edges;
  const [address = '192.168.1.0', mask = '24'] = usual.split('/');
  const prefix = schema['x-prefix-length'];
  const member = fc
    .constantFrom(...space.within)
    .chain((outer) =>
      fc
        .tuple(fc.constantFrom(...space.prefixes.filter((length) => length >= outer.prefix)), fc.nat())
        .map(([length, pick]) => ({
          base: outer.base + (pick % 2 ** (length - outer.prefix)) * 2 ** (32 - length),
          prefix: length,
        })),
    )
    .map((block) => (fits(space, block) ? formatBlock(block) : usual));
  return {
    edges,
    member: drawing(member, admits, edges),
    violations: [
      ...malformedAddress(address, `/${mask}`, clause('format')),
      ...malformedMask(address, clause('format')),
      ...(prefix === undefined
        ? []
        : [
            violation('prefix-off-by-one', clause('prefix-length'), [
              `${address}/${prefix - 1}`,
              ...(prefix < 32 ? [`${address}/${prefix + 1}`] : []),
            ]),
          ]),
      ...(schema['x-within'] === undefined
        ? []
        : [violation('block-beyond', clause('within'), beyondBlocks(space).map(formatBlock))]),
      ...Object.entries(reservedBlocks(space))
        .filter(([, blocks]) => blocks.length > 0)
        .map(([operator, blocks]) => reserved(violation(operator, clause('outside'), blocks.map(formatBlock)))),
      ...(schema['x-network-address'] === true && Number(mask) < 32
        ? [violation('host-bits-set', clause('network-address'), [`${formatIpv4(hostOf(address))}/${mask}`])]
        : []),
      ...wrongType([schema.type ?? 'string'].flat(), clause('type')),
    ],
  };
}

/** A block that merely contains a reserved one is not named by "cannot use the reserved blocks". */
function reserved(entry: Violation): Violation {
  return entry.operator === 'reserved-straddling' ? { ...entry, advisory: true } : entry;
}

function hostOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + 1;
}
