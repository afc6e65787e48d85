import type { Contract } from '../../contract/contract.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { Driver, Reply, TargetFixture, Transport, WireRequest } from '../../contract/target.js';
import { runSubject } from '../run-subject.js';
import { Session } from '../session/session.js';
import type { Plan } from './plan.js';

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
  const names = Object.entries(contract.update.request.properties ?? {}).filter(
    ([, schema]) => schema['x-fixture'] === true,
  );
  const isKnown = names.every(
    ([name]) => request[name] === undefined || [fixture.values[name] ?? []].flat().some((own) => own === request[name]),
  );
  return isKnown && !isRefusedByTrait(contract, fixture, request);
}

function isRefusedByTrait(
  { errors }: Contract,
  fixture: TargetFixture,
  request: Readonly<Record<string, unknown>>,
): boolean {
  return errors.some(
    ({ provoke }) =>
      provoke !== undefined &&
      'trait' in provoke &&
      fixture.traits.includes(provoke.trait) &&
      Object.entries(provoke.with ?? {}).every(
        ([name, value]) =>
          JSON.stringify(valueAt(request, name.startsWith('/') ? name : `/${name}`)) === JSON.stringify(value),
      ),
  );
}

/** What a read-back shows of a resource that no update ever changes: enough for checks that compare states to go on. */
function shownOf({ contract }: Plan['context'], { id, values }: TargetFixture): unknown {
  const known = contract.fixtures.find((fixture) => fixture.id === id)?.state ?? {};
  const settles = contract.behaviours.find(({ behaviour }) => behaviour.settles !== undefined)?.behaviour.settles;
  const [rest] = settles?.until ?? [];
  const resource = settles === undefined || rest === undefined ? known : withValueAt(known, settles.state, rest);
  const place = contract.readBack?.resource;
  if (place === undefined || !isObject(resource)) return resource;
  return withValueAt({}, place.list, [{ ...resource, [place.key]: [values[place.member]].flat()[0] }]);
}

/** A planned subject with the requests that a run would send to a conformant target. */
export type PlannedExchange = Plan['subjects'][number] & { readonly requests: readonly PlannedRequest[] };

/**
 * Runs the planned subjects against a conformant target that is not there, and gives their requests. Nothing is sent;
 * polling is left out.
 */
export async function dryRun(plan: Plan, driver: Driver): Promise<readonly PlannedExchange[]> {
  const { contract, model, seed, careful } = plan.context;
  let requests: PlannedRequest[] = [];
  let current: TargetFixture | undefined;
  const effectOf = (wire: WireRequest): PlannedRequest['effect'] => {
    if (wire.flaw !== undefined) return 'refused';
    const update = driver.decode(contract, 'update', wire);
    if (update === undefined) return 'reads';
    return update.malformed === undefined && current !== undefined && isTaken(plan, current, update.request)
      ? 'changes'
      : 'refused';
  };
  const transport: Transport = {
    baseUrl: '',
    send: async (wire): Promise<Reply> => {
      const effect = effectOf(wire);
      const { method, path, body } = wire;
      requests.push({ method, path, effect, ...(body === undefined ? {} : { body }) });
      if (effect === 'changes')
        return { kind: 'answer', status: contract.update.status, headers: {}, text: '', body: undefined };
      // In a careful run the stored values would be sent: nobody knows them before the run.
      const shown = effect === 'reads' && contract.readBack !== undefined && !careful ? contract.readBack : undefined;
      return {
        kind: 'answer',
        status: shown?.status ?? 400,
        headers: {},
        text: '',
        body: shown === undefined || current === undefined ? undefined : shownOf(plan.context, current),
      };
    },
  };
  const session = new Session({
    contract,
    driver,
    transport,
    deadlines: { settle: 0 },
    seed,
    runId: 'plan',
    timing: { now: () => 0, sleep: async () => {} },
    model,
    // Nothing is judged: a target that is not there stores nothing.
    clauses: [],
    ...(careful ? { care: { kind: 'only-refused', secrets: {} } } : {}),
  });
  const exchanges: PlannedExchange[] = [];
  for (const { check, subject } of plan.subjects) {
    [requests, current] = [[], subject.fixture];
    await runSubject(session, check, subject);
    exchanges.push({ check, subject, requests });
  }
  return exchanges;
}
