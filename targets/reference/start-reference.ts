import http from 'node:http';
import { ConfigurationError } from '../../contract/errors.js';
import { readBody } from './read-body.js';
import { bodyText, createReference, plainAnswer, type Reference, type ReferenceBehaviour } from './reference.js';
import type { ReferenceAnswer } from './reference-answer.js';

/** How a reference target is started. */
export interface ReferenceOptions extends ReferenceBehaviour {
  /** Default 0: a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
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

async function answerTo(incoming: http.IncomingMessage, reference: Reference): Promise<ReferenceAnswer> {
  const body = await readBody(incoming);
  if (body === undefined) return plainAnswer(413, 'TooLarge', 'the body is larger than 1 MiB');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]),
  );
  return reference({
    method: incoming.method ?? '',
    path: incoming.url ?? '/',
    headers,
    ...(body === '' ? {} : { body }),
  });
}

function write(outgoing: http.ServerResponse, answer: ReferenceAnswer): void {
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
  ...behaviour
}: ReferenceOptions): Promise<ReferenceTarget> {
  const reference = createReference(behaviour);
  let requests = 0;
  const server = http.createServer((incoming, outgoing) => {
    requests += 1;
    answerTo(incoming, reference)
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
