import type { Contract } from '../../contract/contract.js';
import { isForbidden } from '../../contract/facts/is-forbidden.js';
import type { Driver, Reply, TargetFixture, Transport } from '../../contract/target.js';
import { type Diagnosis, healthy } from '../credentials/diagnosis.js';
import { isReadBack, readBackRequest, resourceIn } from '../exchange/read-back.js';
import { describeReply, errorCodeOf } from '../exchange/reply.js';
import { implausibleTrait } from './implausible-trait.js';

/** What a fixture is looked for with. */
export interface FixtureVisit {
  readonly contract: Contract;
  readonly driver: Driver;
  readonly transport: Transport;
  readonly fixture: TargetFixture;
}

/** Why a request was not answered as hoped for, judged by the status alone. */
export function remedyFor(reply: Reply): string {
  if (reply.kind === 'none') return 'see whether the target runs, and raise timeoutMs where it is slow';
  if (reply.status === 401 || reply.status === 403)
    return 'check the credentials (auth, headers) and what they are allowed to do';
  if (reply.status === 404) return 'check the ids under values, and the path of baseUrl';
  if (reply.status >= 500) return 'see the log of the target';
  if (reply.status >= 300 && reply.status < 400) return 'give the address that it redirects to as baseUrl';
  return 'check baseUrl and the values of the fixture';
}

/** Whether a read-back is refused with the code that the catalogue has for every update of such a fixture. */
function isAsDocumented(contract: Contract, { traits }: TargetFixture, reply: Reply): boolean {
  const code = errorCodeOf(contract, reply);
  return contract.errors.some(
    ({ code: documented, provoke }) =>
      documented === code &&
      provoke !== undefined &&
      'trait' in provoke &&
      provoke.with === undefined &&
      traits.includes(provoke.trait),
  );
}

/**
 * Whether a fixture is there, by reading it back, and whether it looks like its traits. `answered`: the answer to the
 * read-back, where it was sent already.
 */
export async function diagnoseFixture(
  { contract, driver, transport, fixture }: FixtureVisit,
  answered?: Reply,
): Promise<Diagnosis> {
  const name = `${contract.id}: fixture ${fixture.id}`;
  if (contract.readBack === undefined)
    return {
      outcome: 'warning',
      text: `${name} cannot be looked up: the contract has no read-back`,
      remedy: `make sure that its values are those of a real resource`,
    };
  const reply =
    answered ?? (await transport.send(driver.encode(contract, 'read-back', readBackRequest(contract, fixture))));
  const { operationId } = contract.readBack;
  if (!isReadBack(contract, fixture, reply)) {
    // What may not be touched need not be shown either; whether it is there, only its updates tell.
    if (reply.kind === 'answer' && [401, 403, 404].includes(reply.status) && isForbidden(contract, fixture.traits))
      return healthy(
        `${name} cannot be read (${describeReply(contract, reply)}), as is right for what the account may not touch`,
      );
    if (isAsDocumented(contract, fixture, reply))
      return healthy(
        `${name} cannot be read (${describeReply(contract, reply)}), with the code that its updates are refused with`,
      );
    const absent = reply.kind === 'answer' && reply.status === contract.readBack.status;
    const seen = absent ? 'answered without the resource' : `answered with ${describeReply(contract, reply)}`;
    return {
      outcome: 'problem',
      text: `${name} is not found: ${operationId} was ${seen}`,
      remedy: absent ? 'check the ids under values' : remedyFor(reply),
    };
  }
  const body = reply.kind === 'answer' ? reply.body : undefined;
  const suspicion = implausibleTrait(contract, fixture.traits, body, resourceIn(contract, fixture, reply));
  if (suspicion === undefined) return healthy(`${name} is there, and nothing it shows contradicts its traits`);
  const { trait, declared, member } = suspicion;
  return {
    outcome: 'problem',
    text: `${name} does not look like its traits: ${member} is ${declared ? 'not as' : 'as'} with ${trait} (${contract.traits[trait] ?? ''})`,
    remedy: declared ? `take ${trait} from its traits, or make it so` : `add ${trait} to its traits`,
  };
}
