import http from 'node:http';
import { ConfigurationError } from '../../contract/errors.js';
import { isLoopback } from '../transport/is-loopback.js';
import type { StandInControl } from './control/control.js';
import { controlAnswer, controlPath } from './control/control-requests.js';
import { readBody } from './read-body.js';
import { bodyText, createStandIn, plainAnswer, type Reference, type ReferenceBehaviour } from './reference.js';
import type { ReferenceAnswer } from './reference-answer.js';

/** How a reference target is started. */
export interface ReferenceOptions extends ReferenceBehaviour {
  /** Default 0: a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Whether clients on this machine may control it below `/_control`; default false. */
  readonly isControllable?: boolean;
}

/** A running reference target. */
export interface ReferenceTarget {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  /** Requests answered so far. */
  readonly requests: number;
  /** Base URL under which only this contract answers: some vendors share their paths. */
  urlOf(contractId: string): string;
  /** What it holds, what it was asked (where `logged` or `isControllable` is set), what goes wrong. */
  readonly control: StandInControl;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

const tooLarge = plainAnswer(413, 'TooLarge', 'the body is larger than 1 MiB');

function headersOf(incoming: http.IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]),
  );
}

async function answerTo(incoming: http.IncomingMessage, reference: Reference): Promise<ReferenceAnswer> {
  const body = await readBody(incoming);
  if (body === undefined) return tooLarge;
  return reference({
    method: incoming.method ?? '',
    path: incoming.url ?? '/',
    headers: headersOf(incoming),
    ...(body === '' ? {} : { body }),
  });
}

/**
 * Whether a request may control the stand-in: it comes from this machine, by an address of it (a name may be another's,
 * pointed here), and from no page of a browser.
 */
function mayControl({ socket, headers }: http.IncomingMessage): boolean {
  const host = headers.host ?? '';
  const named = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  return isLoopback(socket.remoteAddress ?? '') && isLoopback(named) && headers.origin === undefined;
}

async function controlled(incoming: http.IncomingMessage, control: StandInControl): Promise<ReferenceAnswer> {
  if (!mayControl(incoming)) return plainAnswer(403, 'Forbidden', 'only clients on this machine control the stand-in');
  const body = await readBody(incoming);
  if (body === undefined) return tooLarge;
  return controlAnswer(control, incoming.method ?? '', (incoming.url ?? '/').split('?')[0] ?? '', body);
}

function isControl(url: string): boolean {
  return url === controlPath || url.startsWith(`${controlPath}/`) || url.startsWith(`${controlPath}?`);
}

function write(outgoing: http.ServerResponse, answer: ReferenceAnswer): void {
  if (answer.isDropped === true) {
    outgoing.destroy();
    return;
  }
  const payload = bodyText(answer);
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(payload) });
  outgoing.end(payload);
}

function listen(server: http.Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const remedy = taken
        ? 'stop what listens there, choose another port, or leave it out for a free one'
        : cause.message;
      reject(
        new ConfigurationError(taken ? 'port-in-use' : 'listen-failed', `cannot listen on ${host}:${port}: ${remedy}`, {
          cause,
        }),
      );
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
export async function startReference({
  port = 0,
  host = '127.0.0.1',
  isControllable = false,
  ...behaviour
}: ReferenceOptions): Promise<ReferenceTarget> {
  const { answer: reference, control } = createStandIn({
    ...behaviour,
    ...(isControllable ? { logged: behaviour.logged ?? (() => undefined) } : {}),
  });
  let requests = 0;
  const server = http.createServer((incoming, outgoing) => {
    requests += 1;
    (isControllable && isControl(incoming.url ?? '') ? controlled(incoming, control) : answerTo(incoming, reference))
      .then((answer) => write(outgoing, answer))
      .catch(() => outgoing.destroy());
  });
  // Runs pause between requests; a client must not meet a connection that is just being closed.
  server.keepAliveTimeout = 60_000;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${await listen(server, port, host)}`;
  return {
    url,
    control,
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
