import { Buffer } from 'node:buffer';
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { TargetError } from '../../contract/errors.js';
import { type HttpProxy, proxyName } from './proxy-for.js';
import { connectionProblem } from './transport-problem.js';
import { trustedAuthorities } from './trusted-authorities.js';

/** How https is spoken. */
export interface TransportTls {
  /** Certificates (PEM) to trust beside the system's. */
  readonly ca?: string;
  /** Takes any certificate. */
  readonly insecure?: boolean;
  /** The certificate (PEM) that is shown to a server that asks for one, and its private key. */
  readonly client?: { readonly cert: string; readonly key: string };
}

/** How connections to a target are made. */
export interface Route {
  agent(keepAlive: boolean): http.Agent;
  /** What is done to a request that has been set up and not sent. */
  prepare(request: http.ClientRequest): void;
}

interface RouteOptions {
  readonly tls: TransportTls;
  readonly proxy?: HttpProxy | undefined;
  /** Milliseconds until a proxy has connected. */
  readonly timeoutMs: number;
}

function secureOptions({ ca, insecure, client }: TransportTls): https.AgentOptions {
  const authorities = [...trustedAuthorities(process.env), ...(ca === undefined ? [] : [ca])];
  return {
    rejectUnauthorized: insecure !== true,
    // Made once: it reads some hundred certificates.
    secureContext: tls.createSecureContext({ ca: authorities, ...client }),
  };
}

/** The header that a proxy with user and password asks for. */
function credentialsFor({ url }: HttpProxy): Readonly<Record<string, string>> {
  const { username, password } = new URL(url);
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Why a proxy did not do what it was asked for. */
export function proxyRefusal(proxy: HttpProxy, status: number, baseUrl: string): TargetError {
  const remedy =
    status === 407 ? `it takes user and password: give them in ${proxy.variable}` : 'see whether it may be reached';
  return new TargetError('proxy-refused', `${proxyName(proxy)} does not connect to ${baseUrl}: ${status}; ${remedy}`);
}

type Connected = (error: Error | null, socket: Duplex) => void;

/** Connections through a proxy that is asked to CONNECT: it sees no more of them than the host. */
class TunnelAgent extends https.Agent {
  readonly #proxy: HttpProxy;
  readonly #timeoutMs: number;
  readonly #secure: https.AgentOptions;

  constructor(options: https.AgentOptions, proxy: HttpProxy, timeoutMs: number) {
    super(options);
    this.#secure = options;
    this.#proxy = proxy;
    this.#timeoutMs = timeoutMs;
  }

  override createConnection(options: https.RequestOptions, done: Connected): undefined {
    const host = options.host?.includes(':') === true ? `[${options.host}]` : options.host;
    const place = `${host}:${options.port ?? 443}`;
    const fail = (error: Error): void => done(error, undefined as never);
    const { protocol, hostname, port } = new URL(this.#proxy.url);
    const request = (protocol === 'https:' ? https : http).request({
      ...(protocol === 'https:' ? { secureContext: this.#secure.secureContext } : {}),
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
      method: 'CONNECT',
      path: place,
      headers: { host: place, ...credentialsFor(this.#proxy) },
      agent: false,
      timeout: this.#timeoutMs,
    });
    request.once('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    request.once('error', (error) => fail(this.#unreachable(error)));
    request.once('response', (answer) => {
      answer.destroy();
      fail(proxyRefusal(this.#proxy, answer.statusCode ?? 0, `https://${place}`));
    });
    request.once('connect', (answer, socket) => {
      if (answer.statusCode === 200) return done(null, this.#secured(options, socket));
      socket.destroy();
      fail(proxyRefusal(this.#proxy, answer.statusCode ?? 0, `https://${place}`));
    });
    request.end();
    return undefined;
  }

  #secured(options: https.RequestOptions, socket: Duplex): Duplex {
    return super.createConnection({ ...options, socket } as https.RequestOptions) ?? socket;
  }

  #unreachable(error: Error): TargetError {
    const problem = connectionProblem(error, proxyName(this.#proxy)) ?? `${proxyName(this.#proxy)}: ${error.message}`;
    return new TargetError('proxy-unreachable', problem, { cause: error });
  }
}

/** Connections to a proxy that is sent the requests themselves. */
class ForwardAgent extends http.Agent {
  readonly #proxy: URL;

  constructor(options: http.AgentOptions, proxy: HttpProxy) {
    super(options);
    this.#proxy = new URL(proxy.url);
  }

  override createConnection(_options: http.ClientRequestArgs, done?: Connected): Duplex | null | undefined {
    const { protocol, hostname, port } = this.#proxy;
    const host = hostname.replace(/^\[|\]$/g, '');
    if (protocol === 'https:')
      return tls.connect({ host, servername: host, port: port === '' ? 443 : Number(port), ...secureOptions({}) });
    return super.createConnection({ host, port: port === '' ? 80 : Number(port) }, done);
  }
}

/** The way to an address: directly, or through a proxy. */
export function routeTo(root: string, { tls: own, proxy, timeoutMs }: RouteOptions): Route {
  const prepare = (): void => undefined;
  if (root.startsWith('https:')) {
    const secure = secureOptions(own);
    return {
      agent: (keepAlive) =>
        proxy === undefined
          ? new https.Agent({ ...secure, keepAlive })
          : new TunnelAgent({ ...secure, keepAlive }, proxy, timeoutMs),
      prepare,
    };
  }
  if (proxy === undefined) return { agent: (keepAlive) => new http.Agent({ keepAlive }), prepare };
  return {
    agent: (keepAlive) => new ForwardAgent({ keepAlive }, proxy),
    prepare: (request) => {
      // A proxy takes the whole address (RFC 9112, section 3.2.2).
      request.path = `${new URL(root).origin}${request.path}`;
      for (const [name, value] of Object.entries(credentialsFor(proxy))) request.setHeader(name, value);
    },
  };
}
