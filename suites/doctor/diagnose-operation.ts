import type { Contract } from '../../contract/contract.js';
import type { Driver, TargetFixture, Transport, WireRequest } from '../../contract/target.js';
import type { CredentialProblem } from '../credentials/credential-words.js';
import { diagnoseClock } from '../credentials/diagnose-clock.js';
import { type Diagnosis, healthy } from '../credentials/diagnosis.js';
import { readBackRequest } from '../exchange/read-back.js';
import { diagnoseFixture } from './diagnose-fixture.js';
import { foreignTarget, isForeign } from './diagnose-identity.js';
import { diagnoseNonsense, sendNonsense } from './diagnose-nonsense.js';

/** An operation on a target that is to be looked at. */
export interface OperationVisit {
  readonly contract: Contract;
  readonly driver: Driver;
  readonly transport: Transport;
  readonly fixtures: readonly TargetFixture[];
  /** Milliseconds of the epoch. */
  readonly now: () => number;
  /** How the target refused the credentials; undefined while it has not. Default: it never does. */
  readonly refused?: () => CredentialProblem | undefined;
}

/** The first request: it is to be answered, and costs no credentials where nothing can be read back. */
function firstRequest({ contract, driver, fixtures: [fixture] }: OperationVisit): WireRequest {
  if (contract.readBack === undefined || fixture === undefined)
    return { method: 'GET', path: '/', headers: {}, flaw: 'missing-credentials' };
  return driver.encode(contract, 'read-back', readBackRequest(contract, fixture));
}

/**
 * Looks at an operation before it is tested: does its host answer, do the clocks agree, are the credentials taken, is
 * every fixture there and like its traits, and is nonsense refused. Sends read-backs and one update that a conformant
 * target refuses; ends with the first answer that refuses the credentials.
 */
export async function* diagnoseOperation(visit: OperationVisit): AsyncGenerator<Diagnosis> {
  const { contract, driver, transport, fixtures, now, refused = () => undefined } = visit;
  const reply = await transport.send(firstRequest(visit));
  const denied = (): readonly Diagnosis[] => {
    const problem = refused();
    return problem === undefined ? [] : [{ outcome: 'problem', ...problem }];
  };
  if (refused() !== undefined) return yield* denied();
  if (reply.kind === 'none') {
    yield {
      outcome: 'problem',
      text: `${contract.id}: no answer: ${reply.problem}`,
      remedy: 'start the target, or correct baseUrl',
    };
    return;
  }
  yield healthy(`${contract.id}: ${transport.baseUrl} answers`);
  const clock = diagnoseClock(reply, now());
  if (clock !== undefined) yield clock;
  const refusing = contract.errors.flatMap(({ provoke }) =>
    provoke !== undefined && 'trait' in provoke ? [provoke.trait] : [],
  );
  const ordinary = fixtures.find(({ traits }) => !traits.some((trait) => refusing.includes(trait))) ?? fixtures[0];
  const isOdd = contract.readBack !== undefined && ordinary !== undefined && isForeign(contract, reply);
  const update = isOdd ? await sendNonsense({ contract, driver, transport, fixture: ordinary }) : undefined;
  if (refused() !== undefined) return yield* denied();
  if (update !== undefined && isForeign(contract, update))
    return yield foreignTarget(contract, transport.baseUrl, reply);
  for (const [index, fixture] of fixtures.entries()) {
    const diagnosis = await diagnoseFixture(
      { contract, driver, transport, fixture },
      index === 0 && contract.readBack !== undefined ? reply : undefined,
    );
    if (refused() !== undefined) return yield* denied();
    yield diagnosis;
  }
  if (ordinary === undefined) return;
  const nonsense = await diagnoseNonsense({ contract, driver, transport, fixture: ordinary }, update);
  if (refused() !== undefined) yield* denied();
  else yield nonsense;
}
