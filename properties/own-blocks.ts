import { createHash } from 'node:crypto';
import { blockRange, formatIpv4 } from '../contract/inspect/formats/ipv4.js';
import type { TreeNode } from '../contract/inspect/tree.js';
import type { Schema } from '../contract/schema.js';
import { blockAt, blockSpace, fits, formatBlock } from './_internals/blocks.js';
import type { Domain } from './domain.js';

/**
 * Whether a member is the small block of a tunnel, or an address with the mask of it. No document says that two tunnels
 * of different resources may share one: where they may not, a block that another resource keeps would be refused for no
 * fault of the request.
 */
export function isOwnBlock({ schema }: TreeNode): boolean {
  const isBlock = schema.format === 'ipv4-cidr' || schema.format === 'ipv4-interface';
  return isBlock && schema['x-prefix-length'] === 30 && schema['x-fixture'] !== true && schema['x-state'] !== false;
}

/** Whether a node is such a block or holds one. */
export function holdsOwnBlock(node: TreeNode): boolean {
  return isOwnBlock(node) || node.children.some(holdsOwnBlock);
}

/** How many blocks a resource is given. */
const count = 3;

/** Blocks that hang on the resource alone, as texts: so few of so many that two resources hardly ever get the same. */
function blocksOf(schema: Schema, identity: string): readonly string[] {
  const space = blockSpace(schema);
  const [outer] = space.within;
  const prefix = schema['x-prefix-length'] ?? 30;
  if (outer === undefined) return [];
  const { first, last } = blockRange(outer);
  const size = 2 ** (32 - prefix);
  return Array.from({ length: count }, (_, index) => {
    const pick = createHash('sha256').update(`${identity}\0${index}`).digest().readUInt32BE(0);
    const block = blockAt(first + (pick % Math.floor((last - first + 1) / size)) * size, prefix);
    if (block === undefined || !fits(space, block)) return undefined;
    return schema.format === 'ipv4-interface' ? `${formatIpv4(block.base + 1)}/${prefix}` : formatBlock(block);
  }).filter((text) => text !== undefined);
}

/** The domain of a block whose usual members no other resource is given. Those beside a limit are what they are. */
export function ownBlocks(
  domain: Domain,
  schema: Schema,
  identity: string,
  admits: (value: unknown) => boolean,
): Domain {
  const own = blocksOf(schema, identity).filter(admits);
  const others = domain.edges.filter((edge) => !own.some((text) => text === edge));
  return { ...domain, edges: [...own.slice(0, -1), ...others, ...own.slice(-1)] };
}
