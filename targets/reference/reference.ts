import { randomUUID } from 'node:crypto';
import type { Contract } from '../../contract/contract.js';
import { valueAt } from '../../contract/pointer.js';
import type { WireRequest } from '../../contract/target.js';
import { driverNamed } from '../drivers/index.js';
import { processTiming } from '../transport/process-timing.js';
import { wallClock } from '../transport/wall-clock.js';
import { StandInControl } from './control/control.js';
import type { Fault } from './control/faults.js';
import type { LoggedRequest } from './control/request-log.js';
import { Gatekeeper, type ReferenceAuth } from './gatekeeper.js';
import type { ClauseVerdict } from './judge-request.js';
import { OperationService } from './operation-service.js';
import type { Intercept, ReferenceAnswer } from './reference-answer.js';
import { closestService, type Route, routeRequest } from './route-request.js';
import { type Readings, takeReadings } from './take-readings.js';

/** What a reference is made of. */
export interface ReferenceBehaviour {
  readonly contracts: readonly Contract[];
  /** Milliseconds an accepted update is under way; default 15. */
  readonly settleMs?: number;
  /** Readings taken instead of the contract's own, by contract id. */
  readonly readings?: Readonly<Record<string, Readings>>;
  /** Takes what any reading of the errata admits but those in `readings`, and what the document leaves open. */
  readonly permissive?: boolean;
  /** Milliseconds, never going back; default the process's monotonic clock. */
  readonly clock?: () => number;
  /** The time of day; default the system's. */
  readonly today?: () => Date;
  /** Default random. */
  readonly newUuid?: () => string;
  /** The credentials every request must show; default: none are asked for. */
  readonly auth?: ReferenceAuth;
  /** Is told of each request; default: none is noted. */
  readonly logged?: (entry: LoggedRequest) => void;
  /** Is told when a resource has become another. */
  readonly changed?: () => void;
  /** Waits, for faults with a latency; default the process's. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** Alters answers; how broken targets are made. */
  readonly intercept?: Intercept;
}

/**
 * Answers requests, one contract's or several's, whatever they came by. Header names of a request are in lower case.
 */
export type Reference = (request: WireRequest) => Promise<ReferenceAnswer>;

/** An answer that no contract has. */
export function plainAnswer(status: number, code: string, message: string): ReferenceAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: { code, message } };
}

/** The body of an answer as it is sent. */
export function bodyText({ body, text }: ReferenceAnswer): string {
  return text ?? (body === undefined ? '' : JSON.stringify(body));
}

/** What is known of a request beside its answer. */
interface Told {
  readonly route?: Route;
  readonly fixture?: string | undefined;
  readonly verdict?: ClauseVerdict;
  readonly fault?: true;
}

/** A reference with power over it. */
export interface StandIn {
  readonly answer: Reference;
  readonly control: StandInControl;
}

/** What a fault makes of a request; undefined: it only took its time. */
function struckAnswer({ reset, status, code }: Fault, service: OperationService): ReferenceAnswer | undefined {
  if (reset === true) return { status: 0, headers: {}, isDropped: true };
  if (status === undefined) return undefined;
  const usual = status === 429 ? service.contract.throttling.find((one) => !one.endsWith('*')) : 'InternalError';
  const known = code ?? (status === 429 || status >= 500 ? usual : undefined);
  return service.refuse({ status, message: 'a fault on purpose', ...(known === undefined ? {} : { code: known }) });
}

/**
 * The reference: reads the contracts and behaves as they say. Never rejects: a defect of its own is an answer of status
 * 500.
 * @throws ConfigurationError `driver-unknown` or `reading-unknown`
 */
export function createReference(behaviour: ReferenceBehaviour): Reference {
  return createStandIn(behaviour).answer;
}

/**
 * The reference together with its control.
 * @throws ConfigurationError `driver-unknown` or `reading-unknown`
 */
export function createStandIn(behaviour: ReferenceBehaviour): StandIn {
  const {
    contracts,
    settleMs = 15,
    readings = {},
    permissive = false,
    clock = processTiming.now,
    today = wallClock.today,
    newUuid = randomUUID,
    sleep = processTiming.sleep,
    changed = () => undefined,
  } = behaviour;
  const { intercept, auth, logged } = behaviour;
  for (const contract of contracts) driverNamed(contract.driver.name);
  const services = contracts.map(
    (contract) =>
      new OperationService(takeReadings(contract, readings[contract.id] ?? {}, permissive), {
        settleMs,
        clock,
        today,
        newUuid,
        permissive,
      }),
  );
  const gatekeeper = auth === undefined ? undefined : new Gatekeeper(auth);
  const control = new StandInControl(services, changed);
  const note = (wire: WireRequest, answer: ReferenceAnswer, told: Told = {}): ReferenceAnswer => {
    if (logged === undefined) return answer;
    const { route, fixture, verdict, fault } = told;
    const code = route === undefined ? undefined : valueAt(answer.body, route.service.contract.errorCode);
    const entry = control.log.add({
      time: today().toISOString(),
      method: wire.method,
      path: wire.path.split('?')[0] ?? '',
      ...(route === undefined ? {} : { operation: route.service.contract.id, role: route.role }),
      ...(fixture === undefined ? {} : { fixture }),
      members: Object.keys(route?.request ?? {}),
      status: answer.status,
      ...(answer.status >= 400 && typeof code === 'string' ? { code } : {}),
      ...(verdict ?? { breaks: [], disputed: [] }),
      ...(fault ? { fault } : {}),
    });
    logged(entry);
    return answer;
  };
  const unserved = (wire: WireRequest): ReferenceAnswer => {
    const place = `${wire.method} ${wire.path.split('?')[0] ?? ''}`;
    return (
      closestService(services, wire)?.refuseUnserved(place) ??
      plainAnswer(404, 'NotFound', `no operation answers ${place}`)
    );
  };
  const answer = async (wire: WireRequest): Promise<ReferenceAnswer> => {
    const route = routeRequest(services, wire);
    if (route === undefined) return note(wire, unserved(wire));
    const { service, role, request } = route;
    const isLookedAt = logged !== undefined || control.faults.list.length > 0;
    const fixture = isLookedAt ? service.fixtureOf(role, request) : undefined;
    const place = { operation: service.contract.id, role, fixture };
    const fault = control.faults.strike(place);
    if (fault !== undefined) {
      if (fault.latencyMs !== undefined) await sleep(fault.latencyMs);
      const struck = struckAnswer(fault, service);
      if (struck !== undefined) return note(wire, struck, { ...place, route, fault: true });
    }
    const stranger = gatekeeper?.refusal(service.contract.vendor, wire);
    if (stranger !== undefined) return note(wire, service.refuse(stranger), { ...place, route });
    const { answer: own, context, verdict } = service.serve(role, request, route.malformed);
    const answered = intercept === undefined ? own : await intercept(own, context);
    if (context.isAccepted && role === 'update') changed();
    return logged === undefined ? answered : note(wire, answered, { ...place, route, verdict: verdict() });
  };
  return {
    control,
    answer: async (wire) => {
      try {
        return await answer(wire);
      } catch (error) {
        return plainAnswer(
          500,
          'ReferenceDefect',
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        );
      }
    },
  };
}
