import type { Contract } from '../../specs/contract.js';
import type { Driver, TargetFixture, Transport } from '../../specs/target.js';
import { diagnoseClock } from './diagnose-clock.js';
import { diagnoseFixture } from './diagnose-fixture.js';
import { diagnoseNonsense } from './diagnose-nonsense.js';
import { type Diagnosis, healthy } from './diagnosis.js';

/** An operation on a target that is to be looked at. */
export interface OperationVisit {
  readonly contract: Contract;
  readonly driver: Driver;
  readonly transport: Transport;
  readonly fixtures: readonly TargetFixture[];
  /** Milliseconds of the epoch. */
  readonly now: () => number;
}

/**
 * Looks at an operation before it is tested: does its host answer, do the clocks agree, is every fixture there and like its traits, and is nonsense refused.
 * Sends read-backs and one update that a conformant target refuses.
 */
export async function* diagnoseOperation({ contract, driver, transport, fixtures, now }: OperationVisit): AsyncGenerator<Diagnosis> {
  const reply = await transport.send({ method: 'GET', path: '/', headers: {} });
  if (reply.kind === 'none') {
    yield { outcome: 'problem', text: `${contract.id}: no answer: ${reply.problem}`, remedy: 'start the target, or correct baseUrl' };
    return;
  }
  yield healthy(`${contract.id}: ${transport.baseUrl} answers`);
  const clock = diagnoseClock(reply, now());
  if (clock !== undefined) yield clock;
  for (const fixture of fixtures) yield await diagnoseFixture({ contract, driver, transport, fixture });
  const refusing = contract.errors.flatMap(({ provoke }) => (provoke !== undefined && 'trait' in provoke ? [provoke.trait] : []));
  const ordinary = fixtures.find(({ traits }) => !traits.some((trait) => refusing.includes(trait))) ?? fixtures[0];
  if (ordinary !== undefined) yield await diagnoseNonsense({ contract, driver, transport, fixture: ordinary });
}
