import { randomUUID } from 'node:crypto';
import type { Contract } from '../../contract/contract.js';
import type { WireRequest } from '../../contract/target.js';
import { driverNamed } from '../drivers/index.js';
import { processTiming } from '../transport/process-timing.js';
import { wallClock } from '../transport/wall-clock.js';
import { Gatekeeper, type ReferenceAuth } from './gatekeeper.js';
import { OperationService } from './operation-service.js';
import type { Intercept, ReferenceAnswer } from './reference-answer.js';
import { closestService, routeRequest } from './route-request.js';
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

/**
 * The reference: reads the contracts and behaves as they say. Never rejects: a defect of its own is an answer of status
 * 500.
 * @throws ConfigurationError `driver-unknown` or `reading-unknown`
 */
export function createReference(behaviour: ReferenceBehaviour): Reference {
  const {
    contracts,
    settleMs = 15,
    readings = {},
    permissive = false,
    clock = processTiming.now,
    today = wallClock.today,
    newUuid = randomUUID,
  } = behaviour;
  const { intercept, auth } = behaviour;
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
  const answer = async (wire: WireRequest): Promise<ReferenceAnswer> => {
    const route = routeRequest(services, wire);
    if (route === undefined) {
      const place = `${wire.method} ${wire.path.split('?')[0] ?? ''}`;
      return (
        closestService(services, wire)?.refuseUnserved(place) ??
        plainAnswer(404, 'NotFound', `no operation answers ${place}`)
      );
    }
    const stranger = gatekeeper?.refusal(route.service.contract.vendor, wire);
    if (stranger !== undefined) return route.service.refuse(stranger);
    const { answer: own, context } = route.service.serve(route.role, route.request, route.malformed);
    return intercept === undefined ? own : intercept(own, context);
  };
  return async (wire) => {
    try {
      return await answer(wire);
    } catch (error) {
      return plainAnswer(
        500,
        'ReferenceDefect',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
    }
  };
}
