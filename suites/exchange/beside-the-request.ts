import type { Contract } from '../../contract/contract.js';
import { clauseNamed } from '../../contract/inspect/clause-named.js';
import type { Reply } from '../../contract/target.js';
import { errorCodeOf } from './reply.js';

/** Refusals that are about who asks, how, or when, whatever is asked. */
const besides: ReadonlyMap<number, string> = new Map([
  [401, 'the credentials'],
  [405, 'the method'],
  [407, 'the credentials for a proxy'],
  [408, 'a time limit'],
  [421, 'the host'],
  [425, 'the time of the request'],
  [429, 'how often requests come'],
]);

/**
 * Refusals that a gateway or router gives, too; where the envelope of the service is documented, an answer without it
 * is theirs.
 */
const ofGateways: ReadonlyMap<number, string> = new Map([
  [403, 'the credentials'],
  [404, 'the route'],
]);

function isEnvelopeDocumented(contract: Contract): boolean {
  const basis =
    clauseNamed(contract, `/error${contract.errorCode}#presence`)?.basis ??
    clauseNamed(contract, '/exchange/refusal-envelope')?.basis;
  return basis === 'stated' || basis === 'shown';
}

/**
 * What a refusal of the 4xx kind speaks of where it is not the content of the request; undefined where it is. `isPath`:
 * whether what is wrong stands in the path, which a router reads.
 */
export function besideTheRequest(contract: Contract, reply: Reply, isPath = false): string | undefined {
  if (reply.kind === 'none') return undefined;
  const beside = besides.get(reply.status);
  if (beside !== undefined) return beside;
  if ((reply.status === 404 && isPath) || !isEnvelopeDocumented(contract) || errorCodeOf(contract, reply) !== undefined)
    return undefined;
  return ofGateways.get(reply.status);
}
