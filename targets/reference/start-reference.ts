import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { Contract } from '../../specs/contract.js';
import { ConfigurationError } from '../../specs/errors.js';
import type { WireRequest } from '../../specs/target.js';
import { driverNamed } from '../drivers/index.js';
import { Gatekeeper, type ReferenceAuth } from './gatekeeper.js';
import { OperationService } from './operation-service.js';
import { readBody } from './read-body.js';
import type { Intercept, ReferenceAnswer } from './reference-answer.js';
import { routeRequest } from './route-request.js';
import { type Readings, takeReadings } from './take-readings.js';

/** How a reference target is started. */
export interface ReferenceOptions {
  readonly contracts: readonly Contract[];
  /** Default 0: a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Milliseconds an accepted update is under way; default 15. */
  readonly settleMs?: number;
  /** Readings taken instead of the contract's own, by contract id. */
  readonly readings?: Readonly<Record<string, Readings>>;
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

/** A running reference target. */
export interface ReferenceTarget {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  /** Requests answered so far. */
  readonly requests: number;
  /** Base URL under which only this contract answers: some vendors share their paths. */
  urlOf(contractId: string): string;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

function plain(status: number, code: string, message: string): ReferenceAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: { code, message } };
}

interface Desk {
  readonly services: readonly OperationService[];
  readonly gatekeeper: Gatekeeper | undefined;
  readonly intercept: Intercept | undefined;
}

async function answerTo(incoming: http.IncomingMessage, { services, gatekeeper, intercept }: Desk): Promise<ReferenceAnswer> {
  const body = await readBody(incoming);
  if (body === undefined) return plain(413, 'TooLarge', 'the body is larger than 1 MiB');
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]));
  const wire: WireRequest = { method: incoming.method ?? '', path: incoming.url ?? '/', headers, ...(body === '' ? {} : { body }) };
  const route = routeRequest(services, wire);
  if (route === undefined) return plain(404, 'NotFound', `no operation answers ${wire.method} ${wire.path.split('?')[0] ?? ''}`);
  const stranger = gatekeeper?.refusal(route.service.contract.vendor, wire);
  if (stranger !== undefined) return route.service.refuse(stranger);
  const { answer, context } = route.service.serve(route.role, route.request, route.malformed);
  return intercept === undefined ? answer : intercept(answer, context);
}

function write(outgoing: http.ServerResponse, { status, headers, body, text }: ReferenceAnswer): void {
  const payload = text ?? (body === undefined ? '' : JSON.stringify(body));
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(payload) });
  outgoing.end(payload);
}

function listen(server: http.Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const remedy = taken ? 'stop what listens there, choose another port, or leave it out for a free one' : cause.message;
      reject(new ConfigurationError(taken ? 'port-in-use' : 'listen-failed', `cannot listen on ${host}:${port}: ${remedy}`, { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/**
 * Starts the embedded reference target: an HTTP server that reads the contracts and behaves as they say.
 * @throws ConfigurationError `port-in-use`, `listen-failed`, `driver-unknown` or `reading-unknown`
 */
export async function startReference(options: ReferenceOptions): Promise<ReferenceTarget> {
  const {
    contracts,
    port = 0,
    host = '127.0.0.1',
    settleMs = 15,
    readings = {},
    clock = () => performance.now(),
    today = () => new Date(),
    newUuid = randomUUID,
    intercept,
    auth,
  } = options;
  for (const contract of contracts) driverNamed(contract.driver.name);
  const services = contracts.map((contract) => new OperationService(takeReadings(contract, readings[contract.id] ?? {}), { settleMs, clock, today, newUuid }));
  const desk: Desk = { services, gatekeeper: auth === undefined ? undefined : new Gatekeeper(auth), intercept };
  let requests = 0;
  const server = http.createServer((incoming, outgoing) => {
    requests += 1;
    answerTo(incoming, desk)
      .catch((error: unknown) => plain(500, 'ReferenceDefect', error instanceof Error ? (error.stack ?? error.message) : String(error)))
      .then((answer) => write(outgoing, answer))
      .catch(() => outgoing.destroy());
  });
  // Runs pause between requests; a client must not meet a connection that is just being closed.
  server.keepAliveTimeout = 60_000;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${await listen(server, port, host)}`;
  return {
    url,
    get requests() {
      return requests;
    },
    urlOf: (contractId) => `${url}/${contractId}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
