import type { Contract } from '../specs/contract.js';
import { valueAt } from '../specs/pointer.js';
import type { Driver, Reply, TargetFixture, Transport, WireRequest } from '../specs/target.js';
import type { Check, Subject } from './check.js';
import type { Plan } from './plan.js';
import { runSubject } from './run-subject.js';
import { Session } from './session.js';

/** A request that a run would send to a conformant target. */
export interface PlannedRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  /** changes: an update that is taken; refused: one that is not; reads: no update. */
  readonly effect: 'changes' | 'refused' | 'reads';
}

function isTaken(plan: Plan, fixture: TargetFixture, request: Readonly<Record<string, unknown>>): boolean {
  const { contract, refusing, model } = plan.context;
  if (refusing.includes(fixture) || model(fixture).judge(request).broken.length > 0) return false;
  const names = Object.entries(contract.update.request.properties ?? {}).filter(([, schema]) => schema['x-fixture'] === true);
  const isKnown = names.every(([name]) => request[name] === undefined || [fixture.values[name] ?? []].flat().some((own) => own === request[name]));
  return isKnown && !isRefusedByTrait(contract, fixture, request);
}

function isRefusedByTrait({ errors }: Contract, fixture: TargetFixture, request: Readonly<Record<string, unknown>>): boolean {
  return errors.some(
    ({ provoke }) =>
      provoke !== undefined &&
      'trait' in provoke &&
      fixture.traits.includes(provoke.trait) &&
      Object.entries(provoke.with ?? {}).every(
        ([name, value]) => JSON.stringify(valueAt(request, name.startsWith('/') ? name : `/${name}`)) === JSON.stringify(value),
      ),
  );
}

/** Runs one planned subject against a conformant target that is not there, and gives the requests. Nothing is sent; polling is left out. */
export async function dryRun(
  plan: Plan,
  driver: Driver,
  { check, subject }: { readonly check: Check; readonly subject: Subject },
): Promise<readonly PlannedRequest[]> {
  const { contract, model, seed, careful } = plan.context;
  const requests: PlannedRequest[] = [];
  const effectOf = (wire: WireRequest): PlannedRequest['effect'] => {
    if (wire.flaw !== undefined) return 'refused';
    const update = driver.decode(contract, 'update', wire);
    if (update === undefined) return 'reads';
    return update.malformed === undefined && isTaken(plan, subject.fixture, update.request) ? 'changes' : 'refused';
  };
  const transport: Transport = {
    baseUrl: '',
    send: async (wire): Promise<Reply> => {
      const effect = effectOf(wire);
      const { method, path, body } = wire;
      requests.push({ method, path, effect, ...(body === undefined ? {} : { body }) });
      return { kind: 'answer', status: effect === 'changes' ? contract.update.status : 400, headers: {}, text: '', body: undefined };
    },
  };
  const session = new Session({
    contract,
    driver,
    transport,
    deadlines: { settle: 0 },
    seed,
    clock: () => 0,
    model,
    clauses: plan.selected,
    ...(careful ? { care: { kind: 'only-refused', secrets: {} } } : {}),
  });
  await runSubject(session, check, subject);
  return requests;
}
