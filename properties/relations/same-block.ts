import { blockRange, formatIpv4, type Ipv4Block, overlaps, parseBlock } from '../../contract/inspect/formats/ipv4.js';
import { valueAt } from '../../contract/pointer.js';
import { type DraftRequest, firstInstance, instancesOf } from '../request.js';
import { setMember } from './condition.js';
import { isKept, type Relation, type RelationContext } from './relation.js';

function blockOf(request: DraftRequest, at: string): Ipv4Block | undefined {
  const value = valueAt(request, at);
  return typeof value === 'string' ? parseBlock(value) : undefined;
}

/** Another host address of a block, with its mask. */
function otherHost(block: Ipv4Block): string {
  const { first, last } = blockRange(block);
  const host = [first + 1, first + 2, first].find((address) => address !== block.base && address <= last) ?? first;
  return `${formatIpv4(host)}/${block.prefix}`;
}

/** Host addresses of the blocks before and behind. */
function neighbours(block: Ipv4Block): readonly string[] {
  const { first, last } = blockRange(block);
  return [last + 2, first - 2]
    .filter((address) => address > 0 && address < 2 ** 32)
    .map((address) => `${formatIpv4(address)}/${block.prefix}`);
}

/** Interface addresses that lie in one block (tunnel ends). */
export function sameBlock(
  clause: string,
  members: readonly string[],
  { sample, put, admits }: RelationContext,
): Relation {
  const [leader = '', ...others] = members;
  const together = (request: DraftRequest, pointers: readonly string[]): boolean => {
    const blocks = pointers.map((at) => blockOf(request, at));
    const [first, ...rest] = blocks;
    if (first === undefined || rest.some((block) => block === undefined)) return true;
    return rest.every(
      (block) =>
        block !== undefined && block.prefix === first.prefix && blockRange(block).first === blockRange(first).first,
    );
  };
  // Two ends with one address are nowhere given a meaning.
  const areApart = (request: DraftRequest, pointers: readonly string[]): boolean =>
    new Set(pointers.map((at) => blockOf(request, at)?.base)).size === pointers.length;
  return {
    clause,
    members,
    bite: members.every((member) => sample(member).length > 0) ? { [leader]: sample(leader)[0] } : {},
    holds: (request) => instancesOf(request, members).every((pointers) => together(request, pointers)),
    satisfy: (request, keep) =>
      instancesOf(request, members).reduce((draft, pointers) => {
        if (pointers.some((at) => keep.includes(at) && valueAt(draft, at) === undefined))
          return pointers.reduce((changed, at) => setMember(changed, at, undefined), draft);
        const present = pointers.filter((at) => valueAt(draft, at) !== undefined);
        const anchor = present.find((at) => isKept(at, keep)) ?? present[0];
        if (anchor === undefined) return draft;
        const block =
          blockOf(draft, anchor) ??
          (present.length === pointers.length ? undefined : parseBlock(String(sample(leader)[0])));
        if (
          block === undefined ||
          (present.length === pointers.length && together(draft, pointers) && areApart(draft, pointers))
        )
          return draft;
        return pointers
          .filter((at) => at !== anchor)
          .reduce((changed, at) => put(changed, at, otherHost(block)), draft);
      }, request),
    violations: (request) => {
      const own = parseBlock(String(valueAt(request, firstInstance(leader))));
      const far = others.flatMap((member) =>
        sample(member)
          .filter((value) => {
            const block = parseBlock(String(value));
            return own !== undefined && block !== undefined && !overlaps(own, block);
          })
          .slice(0, 3)
          .map((value) => ({ operator: 'another-block', request: setMember(request, firstInstance(member), value) })),
      );
      // Next to the block, some compare a part of the address only.
      const near = own === undefined ? [] : neighbours(own);
      const close = others.flatMap((member) =>
        near
          .filter((value) => admits(member, value))
          .map((value) => ({ operator: 'next-block', request: setMember(request, firstInstance(member), value) })),
      );
      return [...far, ...close];
    },
  };
}
