import http from 'node:http';
import { ConfigurationError } from '../../contract/errors.js';
import { isObject } from '../../contract/pointer.js';
import { type FetchHandler, fetchListener } from './fetch-listener.js';

/** A Fastify instance. */
export interface FastifyApp {
  readonly server: http.Server;
  ready(): PromiseLike<unknown>;
}

/** A Nest application. */
export interface NestApp {
  init(): Promise<unknown>;
  getHttpServer(): unknown;
}

/** A Hono app, or anything else with a fetch handler. */
export interface FetchApp {
  fetch(request: Request): Response | Promise<Response>;
}

/**
 * An implementation in this process: a server, a request listener (an Express app is one), or an app of Fastify, Nest
 * or Hono.
 */
export type InProcessApp = http.Server | http.RequestListener | FastifyApp | NestApp | FetchApp;

function isFastify(app: object): app is FastifyApp {
  return 'ready' in app && typeof app.ready === 'function' && 'server' in app && app.server instanceof http.Server;
}

function isNest(app: object): app is NestApp {
  return (
    'getHttpServer' in app && typeof app.getHttpServer === 'function' && 'init' in app && typeof app.init === 'function'
  );
}

function isFetch(app: object): app is FetchApp {
  return 'fetch' in app && typeof app.fetch === 'function';
}

function unknownApp(app: unknown): ConfigurationError {
  const what = isObject(app) ? `an object with ${Object.keys(app).slice(0, 5).join(', ') || 'nothing'}` : String(app);
  return new ConfigurationError(
    'app-unknown',
    `target.app takes an http.Server, a request listener, or an app of Express, Fastify, Nest or Hono, not ${what}; wrap it: http.createServer((request, response) => …)`,
  );
}

/**
 * The server or listener that answers for an app, made ready.
 * @throws ConfigurationError `app-unknown`
 */
export async function nodeAppOf(app: InProcessApp): Promise<http.Server | http.RequestListener> {
  if (app instanceof http.Server || typeof app === 'function') return app;
  if (typeof app !== 'object' || app === null) throw unknownApp(app);
  if (isFastify(app)) {
    await app.ready();
    return app.server;
  }
  if (isNest(app)) {
    await app.init();
    const server = app.getHttpServer();
    if (server instanceof http.Server) return server;
    throw unknownApp(server);
  }
  if (isFetch(app)) {
    const handler: FetchHandler = (request) => app.fetch(request);
    return fetchListener(handler);
  }
  throw unknownApp(app);
}
