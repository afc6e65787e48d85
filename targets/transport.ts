import http from 'node:http';
import https from 'node:https';
import supertest from 'supertest';
import type { Reply, Transport, WireRequest } from '../specs/target.js';
import { parseJson } from './json-text.js';
import { transportProblem } from './transport-problem.js';

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
}

function readAsText(response: supertest.Response, done: (error: Error | null, body: string) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer | string) => chunks.push(Buffer.from(chunk)));
  response.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
}

function flatHeaders(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]));
}

/**
 * Sends wire requests through supertest over kept-alive connections. Redirects are not followed. Nothing is thrown: whatever keeps
 * an answer from arriving whole and in time becomes a reply of kind `none` that says so.
 */
export function createTransport({ baseUrl, timeoutMs = 10_000, maxBodyBytes = 4 * 1024 * 1024 }: TransportOptions): ClosableTransport {
  const root = baseUrl.replace(/\/+$/, '');
  const agent = root.startsWith('https:') ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  const exchange = async ({ method, path, headers, body }: WireRequest): Promise<Reply> => {
    const test = new supertest.Test(root, method, path);
    test
      .agent(agent)
      .redirects(0)
      .ok(() => true)
      .timeout({ deadline: timeoutMs })
      .maxResponseSize(maxBodyBytes);
    test
      .buffer(true)
      .parse(readAsText)
      .set({ ...headers });
    if (body !== undefined) test.send(body);
    // superagent adds a content type to every text body; the request is to go out as it was encoded.
    if (!Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) test.unset('content-type');
    const answer = await test;
    const received: unknown = answer.body;
    const text = typeof received === 'string' ? received : '';
    return { kind: 'answer', status: answer.status, headers: flatHeaders(answer.headers), text, body: parseJson(text)?.value };
  };
  return {
    baseUrl: root,
    send: async (request) => {
      try {
        return await exchange(request);
      } catch (error) {
        return { kind: 'none', problem: transportProblem(error, { baseUrl: root, timeoutMs, maxBodyBytes }) };
      }
    },
    close: async () => agent.destroy(),
  };
}
