import { contains, type Ipv4Block, parseBlocks } from '../../../contract/inspect/formats/ipv4.js';
import type { Relation } from '../../../generated/clauses.js';
import { scopesOf } from './scopes.js';

function blocksIn(values: readonly unknown[]): readonly Ipv4Block[] {
  return values.flatMap((value) => (typeof value === 'string' ? (parseBlocks(value) ?? []) : []));
}

/** Whether the address lies in the block, or in one of a list; judged only where both are given and well-formed. */
export function keepsAddressInBlock(
  { address, block }: Extract<Relation, { name: 'address-in-block' }>,
  request: unknown,
): boolean {
  return scopesOf(request, [address, block]).every((scope) => {
    const blocks = blocksIn(scope(block));
    const addresses = blocksIn(scope(address)).map(({ base }) => ({ base, prefix: 32 }));
    return blocks.length === 0 || addresses.every((one) => blocks.some((outer) => contains(outer, one)));
  });
}
