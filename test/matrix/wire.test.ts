import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { type ReferenceTarget, startReference } from '../../targets/reference/start-reference.js';
import { runInProcess } from '../kit/run-in-process.js';

/** An answer of the target, before it goes over the wire. */
interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** How a server may write an answer: HTTP leaves it to the server (RFC 9110, RFC 9112). */
const manners: Readonly<
  Record<string, (response: ServerResponse, answered: Answered, request: IncomingMessage) => void>
> = {
  'names of headers in capitals': (response, { status, type, body }) =>
    response.writeHead(status, { 'CONTENT-TYPE': type, 'CONTENT-LENGTH': body.length }).end(body),
  'bodies in chunks of a few bytes': (response, { status, type, body }) => {
    response.writeHead(status, { 'content-type': type });
    for (let at = 0; at < body.length; at += 50) response.write(body.subarray(at, at + 50));
    response.end();
  },
  'connections that are closed behind each answer': (response, { status, type, body }) =>
    response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body),
  gzip: (response, { status, type, body }, { headers }) => {
    const isAsked = String(headers['accept-encoding']).includes('gzip');
    response
      .writeHead(status, { 'content-type': type, ...(isAsked ? { 'content-encoding': 'gzip' } : {}) })
      .end(isAsked ? gzipSync(body) : body);
  },
  'brotli where it is asked for': (response, { status, type, body }, { headers }) => {
    const isAsked = String(headers['accept-encoding']).includes('br');
    response
      .writeHead(status, { 'content-type': type, ...(isAsked ? { 'content-encoding': 'br' } : {}) })
      .end(isAsked ? brotliCompressSync(body) : body);
  },
  'early hints in front': (response, { status, type, body }) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
    response.writeHead(status, { 'content-type': type }).end(body);
  },
  '102 in front': (response, { status, type, body }) => {
    response.writeProcessing();
    response.writeHead(status, { 'content-type': type }).end(body);
  },
  'white space around the JSON, and a Date of another year': (response, { status, type, body }) =>
    response
      .writeHead(status, { 'content-type': type, date: 'Thu, 01 Jan 2015 00:00:00 GMT' })
      .end(Buffer.concat([Buffer.from('\r\n '), body, Buffer.from(' \n\n')])),
  'no Date': (response, { status, type, body }) => {
    response.sendDate = false;
    response.writeHead(status, { 'content-type': type }).end(body);
  },
  'headers that come twice': (response, { status, type, body }) =>
    response
      .writeHead(status, [
        'content-type',
        type,
        'x-twice',
        '1',
        'x-twice',
        '2',
        'set-cookie',
        'a=1',
        'set-cookie',
        'b=2',
      ])
      .end(body),
  'a charset in capitals without a blank': (response, { status, body }) =>
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(body),
  'a reason phrase of its own': (response, { status, type, body }) =>
    response.writeHead(status, 'Sehr wohl', { 'content-type': type }).end(body),
};

/** Asks the reference and gives its answer in one of the manners. */
function proxy(reference: ReferenceTarget, manner: (typeof manners)[string]): Server {
  return createServer({ keepAliveTimeout: 20 }, (incoming, response) => {
    const asked = request(new URL(incoming.url ?? '/', reference.url), {
      method: incoming.method ?? 'GET',
      headers: { ...incoming.headers, 'accept-encoding': 'identity' },
    });
    asked.once('response', async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      manner(
        response,
        { status: answer.statusCode ?? 500, type: answer.headers['content-type'] ?? '', body: Buffer.concat(parts) },
        incoming,
      );
    });
    incoming.pipe(asked);
  });
}

describe.each([
  ['huawei.update-vpn-connection', '/vpn_connection/name#*'],
  ['alibaba.update-enhanced-vpn-gateway', '/Name#*'],
])('a server of %s', (id, clause) => {
  const contract = loadOperation(id);
  let reference: ReferenceTarget;
  beforeAll(async () => {
    reference = await startReference({ contracts: [contract], settleMs: 1 });
  });
  afterAll(() => reference.close());

  test.each(Object.entries(manners))('is not accused for %s', async (_, manner) => {
    const server = proxy(reference, manner);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { operations, exitCode } = await runInProcess({
      contract,
      baseUrl: `http://127.0.0.1:${port}`,
      selection: { clauses: [`${id}${clause}`] },
      strict: true,
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const clauses = operations
      .flatMap((operation) => operation.clauses)
      .filter(({ verdict }) => verdict !== 'excluded');
    expect(clauses.map(({ verdict }) => verdict)).toContain('pass');
    expect([
      exitCode,
      clauses
        .filter(({ verdict }) => verdict !== 'pass')
        .map(({ id: own, verdict, reason }) => `${verdict} ${own}: ${reason}`),
    ]).toEqual([0, []]);
  });
});
