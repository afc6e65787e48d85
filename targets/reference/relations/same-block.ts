import { blockRange, parseBlock } from '../../../contract/inspect/formats/ipv4.js';
import type { Relation } from '../../../generated/clauses.js';
import { scopesOf } from './scopes.js';

/**
 * Whether the addresses with masks lie in one block of one size; members that are missing or no such addresses are not
 * judged.
 */
export function keepsSameBlock({ members }: Extract<Relation, { name: 'same-block' }>, request: unknown): boolean {
  return scopesOf(request, members).every((scope) => {
    const blocks = members
      .flatMap(scope)
      .flatMap((value) => (typeof value === 'string' ? (parseBlock(value) ?? []) : []));
    return new Set(blocks.map((block) => `${blockRange(block).first}/${block.prefix}`)).size <= 1;
  });
}
