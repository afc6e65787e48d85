import { blockRange, formatIpv4, parseBlock, parseIpv4 } from '../../contract/inspect/formats/ipv4.js';
import { valueAt } from '../../contract/pointer.js';
import { type DraftRequest, firstInstance, instancesOf } from '../request.js';
import { setMember } from './condition.js';
import { isKept, type Relation, type RelationContext } from './relation.js';

/** An address that lies in the block that another member names (BGP address in its tunnel block). */
export function addressInBlock(
  clause: string,
  address: string,
  block: string,
  { sample, admits, put }: RelationContext,
): Relation {
  const inside = (request: DraftRequest, addressAt: string, blockAt: string): boolean => {
    const host = parseIpv4(String(valueAt(request, addressAt)));
    const range = parseBlock(String(valueAt(request, blockAt)));
    return (
      host === undefined || range === undefined || (host >= blockRange(range).first && host <= blockRange(range).last)
    );
  };
  return {
    clause,
    members: [address, block],
    bite: sample(address).length > 0 && sample(block).length > 0 ? { [block]: sample(block)[0] } : {},
    holds: (request) =>
      instancesOf(request, [address, block]).every(([addressAt = '', blockAt = '']) =>
        inside(request, addressAt, blockAt),
      ),
    satisfy: (request, keep) =>
      instancesOf(request, [address, block]).reduce((draft, [addressAt = '', blockAt = '']) => {
        const hasAddress = valueAt(draft, addressAt) !== undefined;
        const hasBlock = valueAt(draft, blockAt) !== undefined;
        if ((!hasAddress && !hasBlock) || (hasAddress && hasBlock && inside(draft, addressAt, blockAt))) return draft;
        if (hasAddress && isKept(addressAt, keep) && !(hasBlock && isKept(blockAt, keep))) {
          const host = parseIpv4(String(valueAt(draft, addressAt)));
          const [usual] = sample(block);
          const prefix = parseBlock(String(usual))?.prefix ?? 30;
          const near =
            host === undefined ? undefined : `${formatIpv4(blockRange({ base: host, prefix }).first)}/${prefix}`;
          return put(draft, blockAt, near ?? usual);
        }
        if (!hasBlock && keep.includes(blockAt)) return setMember(draft, addressAt, undefined);
        if (!hasAddress && keep.includes(addressAt)) return draft;
        const placed = hasBlock ? draft : put(draft, blockAt, sample(block)[0]);
        const range = parseBlock(String(valueAt(placed, blockAt)));
        return range === undefined
          ? hasAddress
            ? placed
            : put(placed, addressAt, sample(address)[0])
          : put(placed, addressAt, formatIpv4(blockRange(range).first + Math.min(1, 2 ** (32 - range.prefix) - 1)));
      }, request),
    violations: (request) => {
      const range = parseBlock(String(valueAt(request, firstInstance(block))));
      if (range === undefined) return [];
      const { first, last } = blockRange(range);
      const outside = [last + 2, first - 2, 0x0a000001].map(formatIpv4).filter((host) => admits(address, host));
      return outside.map((host) => ({
        operator: 'address-outside-block',
        request: setMember(request, firstInstance(address), host),
      }));
    },
  };
}
