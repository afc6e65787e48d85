import {
  blockRange,
  contains,
  formatIpv4,
  type Ipv4Block,
  overlaps,
  parseBlocks,
} from '../../contract/inspect/formats/ipv4.js';
import type { Schema } from '../../contract/schema.js';

/** Where blocks may lie. */
export interface BlockSpace {
  readonly within: readonly Ipv4Block[];
  readonly outside: readonly Ipv4Block[];
  /** The mask lengths to draw. */
  readonly prefixes: readonly number[];
  /** Whether blocks outside of `within` are as good, though not drawn. */
  readonly isOpen: boolean;
}

/** What no network behind a gateway has: "this" network, loopback, link-local, shared, multicast and reserved addresses. */
const special: readonly Ipv4Block[] = blocksOf([
  '0.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '224.0.0.0/3',
]);

function blocksOf(texts: readonly string[]): readonly Ipv4Block[] {
  return texts.flatMap((text) => parseBlocks(text) ?? []);
}

/** The space that a schema's block keywords leave. Without `x-within`: the private ranges of RFC 1918. */
export function blockSpace(schema: Schema): BlockSpace {
  const prefix = schema['x-prefix-length'];
  return {
    within: blocksOf(schema['x-within'] ?? ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']),
    outside: blocksOf(schema['x-outside'] ?? []),
    isOpen: schema['x-within'] === undefined,
    prefixes: prefix === undefined ? [24, 16, 28, 32] : [prefix],
  };
}

/** Whether a block lies inside the space. */
export function fits(space: BlockSpace, block: Ipv4Block): boolean {
  return (
    space.within.some((outer) => contains(outer, block)) && !space.outside.some((reserved) => overlaps(reserved, block))
  );
}

/** Whether a block that touches a reserved one is as good as any: inside the space, or public where nothing bounds it. */
function fitsBeside(space: BlockSpace, block: Ipv4Block): boolean {
  return (
    fits(space, block) ||
    (space.isOpen && ![...space.outside, ...special].some((reserved) => overlaps(reserved, block)))
  );
}

/** `base/prefix`. */
export function formatBlock({ base, prefix }: Ipv4Block): string {
  return `${formatIpv4(base)}/${prefix}`;
}

/** The block of this prefix length that holds `address`; undefined outside of 32 bits. */
export function blockAt(address: number, prefix: number): Ipv4Block | undefined {
  if (address < 0 || address > 0xffffffff) return undefined;
  const size = 2 ** (32 - prefix);
  return { base: Math.floor(address / size) * size, prefix };
}

/** Where a series of reserved blocks, such as 169.254.1.0/30 and 169.254.2.0/30, would go on at either end. */
function seriesEnds(outside: readonly Ipv4Block[]): readonly number[] {
  const bases = outside.map(({ base }) => base).sort((a, b) => a - b);
  return bases.flatMap((base, index) => {
    const [next, after] = bases.slice(index + 1);
    const isSeries = next !== undefined && after !== undefined && next - base === after - next;
    return isSeries ? [base - (next - base), after + (after - next)] : [];
  });
}

/** The first and last blocks of the space, those that touch a reserved block from either side, or would go on its series. */
export function edgeBlocks(space: BlockSpace): readonly Ipv4Block[] {
  const [prefix = 24, ...otherPrefixes] = space.prefixes;
  const at = (
    addresses: readonly number[],
    length: number,
    isGood: (space: BlockSpace, block: Ipv4Block) => boolean = fits,
  ): readonly Ipv4Block[] =>
    addresses.flatMap((address) => blockAt(address, length) ?? []).filter((block) => isGood(space, block));
  // The usual block first: far from every boundary.
  const inner = space.within.at(-1);
  const usual = inner === undefined ? [] : [blockRange(inner).first + 2816, blockRange(inner).first + 25_600];
  const besides = [
    ...space.outside.flatMap((reserved) => [blockRange(reserved).last + 1, blockRange(reserved).first - 1]),
    ...seriesEnds(space.outside),
  ];
  const ends = space.within.flatMap((outer) => [blockRange(outer).first, blockRange(outer).last]);
  return uniqueBlocks([
    ...at(usual, prefix),
    ...at(besides, prefix, fitsBeside),
    ...at(ends, prefix),
    ...otherPrefixes.flatMap((length) => at(usual, length)),
  ]);
}

/** Blocks one step outside of `x-within`, on either side. */
export function beyondBlocks(space: BlockSpace): readonly Ipv4Block[] {
  const prefix = space.prefixes[0] ?? 24;
  const addresses = space.within.flatMap((outer) => [
    blockRange(outer).last + 1,
    blockRange(outer).first - 1,
    0xc0a80100,
  ]);
  const blocks = addresses.map((address) => blockAt(address, prefix)).filter((block) => block !== undefined);
  return uniqueBlocks(
    blocks.filter(
      (block) =>
        !space.within.some((outer) => overlaps(outer, block)) &&
        !space.outside.some((reserved) => overlaps(reserved, block)),
    ),
  );
}

/** Blocks in each reserved block: equal to it, inside it, straddling it. */
export function reservedBlocks(
  space: BlockSpace,
): Readonly<Record<'reserved-equal' | 'reserved-inside' | 'reserved-straddling', readonly Ipv4Block[]>> {
  const fixed = space.prefixes.length === 1 ? space.prefixes[0] : undefined;
  const inWithin = (block: Ipv4Block): boolean =>
    space.within.some((outer) => contains(outer, block)) || fixed === undefined;
  const at = (pick: (reserved: Ipv4Block) => readonly Ipv4Block[]): readonly Ipv4Block[] =>
    uniqueBlocks(space.outside.flatMap(pick)).filter(
      (block) => inWithin(block) && (fixed === undefined || block.prefix === fixed),
    );
  const inside = (reserved: Ipv4Block): readonly Ipv4Block[] => {
    const length = fixed ?? Math.min(32, reserved.prefix + 8);
    if (length <= reserved.prefix) return [];
    const { first, last } = blockRange(reserved);
    return [first, last].map((address) => blockAt(address, length)).filter((block) => block !== undefined);
  };
  const around = (reserved: Ipv4Block): readonly Ipv4Block[] => {
    const block = reserved.prefix > 1 ? blockAt(reserved.base, reserved.prefix - 1) : undefined;
    return block === undefined ? [] : [block];
  };
  return {
    'reserved-equal': at((reserved) => [reserved]),
    'reserved-inside': at(inside),
    'reserved-straddling': at(around),
  };
}

function uniqueBlocks(blocks: readonly Ipv4Block[]): readonly Ipv4Block[] {
  return [...new Map(blocks.map((block) => [formatBlock(block), block])).values()];
}
