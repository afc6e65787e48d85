import * as fc from 'fast-check';
import { blockRange, formatIpv4, type Ipv4Block } from '../../contract/inspect/formats/ipv4.js';
import { beyondBlocks, blockAt, blockSpace, edgeBlocks, fits, reservedBlocks } from '../_internals/blocks.js';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { malformedAddress, malformedMask } from './malformed-address.js';
import { wrongType } from './wrong-type.js';

function hostIn(block: Ipv4Block, offset: number): string {
  return `${formatIpv4(blockRange(block).first + offset)}/${block.prefix}`;
}

/** Interface addresses with mask, such as 169.254.76.1/30: host addresses of the blocks that the keywords leave. */
export function interfaceAddress({ schema, clause, admits }: DomainInput): Domain {
  const space = blockSpace(schema);
  const blocks = edgeBlocks(space);
  const edges = blocks.flatMap((block) => [hostIn(block, 1), hostIn(block, 2)]).filter(admits);
  const usual = blocks[0] ?? { base: 0x0a000000, prefix: 24 };
  const [address = '10.0.0.1'] = hostIn(usual, 1).split('/');
  const prefix = schema['x-prefix-length'];
  return {
    edges,
    member: drawing(
      fc
        .tuple(fc.constantFrom(...space.within), fc.nat(), fc.integer({ min: 1, max: 2 }))
        .map(([outer, pick, offset]) => ({
          block: blockAt(outer.base + (pick % 2 ** (32 - outer.prefix)), usual.prefix) ?? usual,
          offset,
        }))
        .map(({ block, offset }) => hostIn(fits(space, block) ? block : usual, offset)),
      admits,
      edges,
    ),
    violations: [
      ...malformedAddress(address, `/${usual.prefix}`, clause('format')),
      ...malformedMask(address, clause('format')),
      ...(prefix === undefined
        ? []
        : [
            violation('prefix-off-by-one', clause('prefix-length'), [
              `${address}/${prefix - 1}`,
              ...(prefix < 31 ? [`${address}/${prefix + 1}`] : []),
              `${address}/24`,
            ]),
          ]),
      ...(schema['x-within'] === undefined
        ? []
        : [
            violation(
              'block-beyond',
              clause('within'),
              beyondBlocks(space).map((block) => hostIn(block, 1)),
            ),
          ]),
      ...Object.entries(reservedBlocks(space))
        .filter(([, reserved]) => reserved.length > 0)
        .map(([operator, reserved]) =>
          violation(
            operator,
            clause('outside'),
            reserved.map((block) => hostIn(block, 1)),
          ),
        ),
      ...(schema['x-host-address'] === true
        ? [
            violation('network-address', clause('host-address'), [hostIn(usual, 0)]),
            violation('broadcast-address', clause('host-address'), [hostIn(usual, 2 ** (32 - usual.prefix) - 1)]),
          ]
        : []),
      ...wrongType([schema.type ?? 'string'].flat(), clause('type')),
    ],
  };
}
