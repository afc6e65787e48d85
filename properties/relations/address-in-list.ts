import { blockRange, contains, formatIpv4, parseBlocks, parseIpv4 } from '../../contract/inspect/formats/ipv4.js';
import { valueAt } from '../../contract/pointer.js';
import { type DraftRequest, firstInstance } from '../request.js';
import { isKept, type Relation, type RelationContext } from './relation.js';

/** An address and the comma list of blocks that it lies in. */
interface AddressAndList {
  readonly address: string;
  readonly list: string;
  /** Whether an address is stored that a list without one would leave outside. */
  readonly isStored?: boolean;
}

/** The block around an address that is made for it. */
const prefix = 24;

/**
 * An address that the kit sends with a list of blocks around it: whether it has to lie in what is stored no document
 * says.
 */
export function addressInList(
  { address, list, isStored = false }: AddressAndList,
  { sample, put }: RelationContext,
): Relation {
  const [addressAt, listAt] = [firstInstance(address), firstInstance(list)];
  const hostIn = (request: DraftRequest): number | undefined => parseIpv4(String(valueAt(request, addressAt)));
  const blocksIn = (request: DraftRequest): ReturnType<typeof parseBlocks> =>
    parseBlocks(String(valueAt(request, listAt)));
  const isApart = (request: DraftRequest): boolean => {
    if (sample(list).length === 0) return false;
    const [host, blocks] = [hostIn(request), blocksIn(request)];
    if (valueAt(request, addressAt) === undefined) return isStored && blocks !== undefined;
    if (host === undefined) return false;
    if (valueAt(request, listAt) === undefined) return true;
    return blocks !== undefined && !blocks.some((block) => contains(block, { base: host, prefix: 32 }));
  };
  return {
    clause: '',
    members: [address, list],
    bite: {},
    holds: (request) => !isApart(request),
    satisfy: (request, keep) => {
      if (!isApart(request)) return request;
      const host = hostIn(request);
      const [block] = blocksIn(request) ?? [];
      if (host !== undefined && !isKept(listAt, keep))
        return put(request, listAt, `${formatIpv4(blockRange({ base: host, prefix }).first)}/${prefix}`);
      if (block !== undefined && !isKept(addressAt, keep)) {
        const { first, last } = blockRange(block);
        return put(request, addressAt, formatIpv4(Math.min(first + 5, last)));
      }
      return request;
    },
    violations: () => [],
  };
}
