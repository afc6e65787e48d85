import type http from 'node:http';
import { TLSSocket } from 'node:tls';
import supertest from 'supertest';
import type { Reply, Signer, Signing, Transport, WireRequest } from '../../contract/target.js';
import { parseJson } from '../drivers/json-text.js';
import { lowerCaseNames } from '../drivers/lower-case-names.js';
import { decodeBody, readText } from './answer-text.js';
import { CookieJar } from './cookie-jar.js';
import { type HttpProxy, proxyName } from './proxy-for.js';
import { proxyRefusal, routeTo, type TransportTls } from './route.js';
import { type Phase, transportProblem } from './transport-problem.js';
import { withoutSignature } from './without-signature.js';

/** A transport that holds connections until it is closed. */
export interface ClosableTransport extends Transport {
  close(): Promise<void>;
}

/** How a target is reached over HTTP. */
export interface TransportOptions {
  /** With or without a path; a trailing slash is ignored. */
  readonly baseUrl: string;
  /** Milliseconds for the whole exchange; default 10,000. */
  readonly timeoutMs?: number;
  /** Largest answer that is read, decompressed; default 4 MiB. */
  readonly maxBodyBytes?: number;
  /** Sent with every request that does not carry a header of that name itself. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: TransportTls;
  /** Whether cookies that the target sets are sent back; default false. */
  readonly cookies?: boolean;
  /** What requests go through; default: they go directly. */
  readonly proxy?: HttpProxy;
  /** Authenticates the requests, headers of this transport included; default: they go out as they are. */
  readonly signer?: Signer;
}

function readAsBytes(response: supertest.Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer | string) => chunks.push(Buffer.from(chunk)));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}

/** What superagent does not tell of an exchange. */
interface Watched {
  /** Content codings of the answer. */
  readonly encoding: string | undefined;
  /** Whether the request went out on a kept-alive connection on which no byte of an answer came. */
  isUnanswered(): boolean;
  readonly phase: Phase;
}

/**
 * Watches a request that superagent has set up and not sent. It gets the body as it is, since it knows some codings
 * only, and by some of their names.
 */
function watched(test: supertest.Test): Watched {
  const request = outgoingOf(test);
  let read: (() => number) | undefined;
  let encoding: string | undefined;
  let phase: Phase = 'connecting';
  request.once('socket', (socket) => {
    const before = socket.bytesRead;
    read = () => socket.bytesRead - before;
    if (request.reusedSocket) {
      phase = 'answering';
      return;
    }
    const isSecured = socket instanceof TLSSocket;
    if (!socket.connecting) phase = isSecured ? 'securing' : 'answering';
    socket.once('connect', () => {
      phase = isSecured ? 'securing' : 'answering';
    });
    socket.once('secureConnect', () => {
      phase = 'answering';
    });
  });
  request.once('response', (response) => {
    encoding = response.headers['content-encoding'];
    delete response.headers['content-encoding'];
  });
  return {
    get encoding() {
      return encoding;
    },
    get phase() {
      return phase;
    },
    isUnanswered: () => request.reusedSocket && read?.() === 0,
  };
}

/** The request behind superagent's; its types leave the method out. */
function outgoingOf(test: supertest.Test): http.ClientRequest {
  const { request } = test as unknown as { readonly request: (this: supertest.Test) => http.ClientRequest };
  return request.call(test);
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function flatHeaders(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
  );
}

/** What of a signer may be told: no secret. */
function signingOf({ scheme, variables, headers, command }: Signer): Signing {
  return {
    scheme,
    variables,
    ...(headers === undefined ? {} : { headers }),
    ...(command === undefined ? {} : { command }),
  };
}

/**
 * Sends wire requests through supertest over kept-alive connections. Redirects are not followed. Nothing is thrown:
 * whatever keeps an answer from arriving whole and in time becomes a reply of kind `none` that says so.
 */
export function createTransport(options: TransportOptions): ClosableTransport {
  const { baseUrl, timeoutMs = 10_000, maxBodyBytes = 4 * 1024 * 1024, tls = {}, proxy } = options;
  const root = baseUrl.replace(/\/+$/, '');
  const route = routeTo(root, { tls, proxy, timeoutMs });
  const agent = route.agent(true);
  const extra = lowerCaseNames(options.headers ?? {});
  const { signer } = options;
  const jar = options.cookies === true ? new CookieJar() : undefined;
  const problemAt = (error: unknown, phase: Phase): string =>
    transportProblem(error, {
      baseUrl: root,
      timeoutMs,
      maxBodyBytes,
      phase,
      hasCertificate: tls.client !== undefined,
      ...(proxy === undefined ? {} : { proxy: proxyName(proxy) }),
    });
  /** `isFresh`: on a connection of its own. */
  const exchange = async (request: WireRequest, isFresh = false): Promise<Reply> => {
    const cookie = jar?.header;
    const kept: Readonly<Record<string, string>> = cookie === undefined ? {} : { cookie };
    const unsigned = { ...request, headers: { ...kept, ...extra, ...lowerCaseNames(request.headers) } };
    const signed = (await signer?.sign(unsigned, root)) ?? unsigned;
    const { method, path, headers, body } = signed;
    const test = new supertest.Test(root, method, path);
    test
      .agent(isFresh ? route.agent(false) : agent)
      .redirects(0)
      .ok(() => true)
      .timeout({ deadline: timeoutMs })
      .maxResponseSize(maxBodyBytes);
    test
      .buffer(true)
      .parse(readAsBytes)
      .set({ ...headers });
    if (body !== undefined) test.send(body);
    // superagent adds a content type to every text body; the request is to go out as it was encoded.
    if (headers['content-type'] === undefined) test.unset('content-type');
    route.prepare(outgoingOf(test));
    const wire = watched(test);
    let answer: supertest.Response;
    try {
      answer = await test;
    } catch (error) {
      // A server may close an idle connection at any moment; no request that meets that was read (RFC 9112, section
      // 9.3.1).
      if (!isFresh && isClosed(error) && wire.isUnanswered()) return exchange(request, true);
      return { kind: 'none', problem: problemAt(error, wire.phase) };
    }
    if (proxy !== undefined && answer.status === 407) throw proxyRefusal(proxy, answer.status, root);
    jar?.take([answer.headers['set-cookie'] ?? []].flat());
    const received: unknown = answer.body;
    const bytes = decodeBody(Buffer.isBuffer(received) ? received : Buffer.alloc(0), wire.encoding, maxBodyBytes);
    const { text: read, isNotUtf8 } = readText(bytes, answer.headers['content-type']);
    const hide = withoutSignature(unsigned, signed, signer?.issued?.());
    const text = hide(read);
    const answered = Object.fromEntries(
      Object.entries(flatHeaders(answer.headers)).map(([name, value]) => [name, hide(value)]),
    );
    return {
      kind: 'answer',
      status: answer.status,
      headers: answered,
      text,
      body: parseJson(text)?.value,
      ...(isNotUtf8 ? { isNotUtf8 } : {}),
    };
  };
  return {
    baseUrl: root,
    ...(signer === undefined ? {} : { signing: signingOf(signer) }),
    send: async (request) => {
      try {
        return await exchange(request);
      } catch (error) {
        return { kind: 'none', problem: problemAt(error, 'answering') };
      }
    },
    close: async () => agent.destroy(),
  };
}
