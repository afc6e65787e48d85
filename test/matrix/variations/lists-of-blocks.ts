import { blockRange, formatIpv4, type Ipv4Block, parseBlock } from '../../../contract/inspect/formats/ipv4.js';
import { isObject } from '../../../contract/pointer.js';
import { refusing } from '../refusing.js';
import { type Variation, whereShown } from '../variation.js';

const of = ['huawei.', 'otc.', 'baidu.'];

/** The fewest blocks that cover the same addresses: two halves of a block become the block, what lies inside goes. */
function summarised(blocks: readonly Ipv4Block[]): readonly Ipv4Block[] {
  const sorted = [...blocks].sort((a, b) => blockRange(a).first - blockRange(b).first || a.prefix - b.prefix);
  for (const [index, block] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next === undefined) continue;
    const others = sorted.filter((_, place) => place !== index && place !== index + 1);
    if (blockRange(next).last <= blockRange(block).last) return summarised([block, ...others]);
    const parent = { base: blockRange(block).first, prefix: block.prefix - 1 };
    const areHalves = block.prefix === next.prefix && blockRange(parent).first === parent.base;
    if (areHalves && blockRange(parent).last === blockRange(next).last) return summarised([parent, ...others]);
  }
  return sorted;
}

function withSummaries(value: unknown): unknown {
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withSummaries(member)]));
  if (!Array.isArray(value)) return value;
  const blocks = value.map((entry) => (typeof entry === 'string' ? parseBlock(entry) : undefined));
  const known = blocks.filter((block) => block !== undefined);
  return value.length < 2 || known.length < blocks.length
    ? value.map(withSummaries)
    : summarised(known).map(({ base, prefix }) => `${formatIpv4(base)}/${prefix}`);
}

/** How many entries the longest list of blocks in a value has. */
function longestList(value: unknown): number {
  if (Array.isArray(value)) {
    const isOfBlocks = value.every((entry) => typeof entry === 'string' && parseBlock(entry) !== undefined);
    return Math.max(isOfBlocks ? value.length : 0, ...value.map(longestList));
  }
  return isObject(value) ? Math.max(0, ...Object.values(value).map(longestList)) : 0;
}

/** What a service may make of lists of blocks, where no sentence says it. */
export const listsOfBlocks: readonly Variation[] = [
  {
    name: 'neighbouring blocks shown as the one that holds both',
    why: 'the same addresses are reached; no document promises the blocks as they were written',
    of,
    make: whereShown(withSummaries),
  },
  {
    name: 'no more than three blocks in a list',
    aspect: 'state',
    why: 'quotas are no part of these documents, and none prints how many blocks a list may have',
    of: ['baidu.'],
    mayBeTold: true,
    make: refusing(400, 'QuotaExceeded', ({ request }) => longestList(request) > 3),
  },
];
