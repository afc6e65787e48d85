import type { Contract } from '../../contract/contract.js';
import type { Reply, TargetFixture } from '../../contract/target.js';
import { isWantedOf } from '../exchange/reply.js';

/**
 * Whether an answer is one that a fixture's situation gets every update, as the document has it: waiting for another
 * one is in vain, and it says nothing about the request.
 */
export function refusesEveryUpdate(
  contract: Contract,
  { traits }: Pick<TargetFixture, 'traits'>,
): (reply: Reply) => boolean {
  return isWantedOf(
    contract,
    contract.errors.flatMap(({ status, code, provoke }) =>
      provoke !== undefined && 'trait' in provoke && provoke.with === undefined && traits.includes(provoke.trait)
        ? [{ status, code: [code] }]
        : [],
    ),
  );
}
