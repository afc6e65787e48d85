import http from 'node:http';
import net from 'node:net';
import zlib, { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../contract/target.js';
import { createInProcessTransport } from '../../../targets/transport/in-process-transport.js';
import { createTransport } from '../../../targets/transport/transport.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function exchange(
  app: http.RequestListener,
  request: { method?: string; path?: string; headers?: Record<string, string>; body?: string } = {},
  limits = {},
): Promise<Reply> {
  const transport = await createInProcessTransport({ app, timeoutMs: 2_000, ...limits });
  closers.push(transport.close);
  return transport.send({ method: 'PUT', path: '/', headers: {}, ...request });
}

function problemOf(reply: Reply): string {
  return reply.kind === 'none' ? reply.problem : `an answer came: ${reply.status}`;
}

describe('a transport answers with', () => {
  it.each<[string, string, string, unknown]>([
    ['the parsed body of JSON', 'application/json', '{"a":[1]}', { a: [1] }],
    ['JSON under a wrong media type', 'text/html', '{"a":1}', { a: 1 }],
    ['no body for HTML', 'application/json', '<html>gateway</html>', undefined],
    ['no body for truncated JSON', 'application/json', '{"a":', undefined],
    [
      'no body for JSON that nests without end',
      'application/json',
      '['.repeat(200_000) + ']'.repeat(200_000),
      undefined,
    ],
    ['brackets within a string', 'application/json', JSON.stringify('['.repeat(2_000)), '['.repeat(2_000)],
    ['no body for an empty answer', 'application/json', '', undefined],
  ])('%s', async (_, type, text, body) => {
    const reply = await exchange((_request, response) =>
      response.writeHead(400, { 'content-type': type, 'X-Id': '1' }).end(text),
    );
    expect(reply).toMatchObject({ kind: 'answer', status: 400, text, headers: { 'x-id': '1' } });
    expect(reply.kind === 'answer' && reply.body).toEqual(body);
  });

  it('a redirect as it is', async () => {
    const reply = await exchange((_request, response) => response.writeHead(302, { location: '/other' }).end());
    expect(reply).toMatchObject({ status: 302, headers: { location: '/other' } });
  });

  it('decompressed text', async () => {
    const reply = await exchange((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
    );
    expect(reply).toMatchObject({ body: { a: 1 } });
  });
});

const text = '{"a":"ü"}';
const zstd =
  'zstdCompressSync' in zlib && typeof zlib.zstdCompressSync === 'function'
    ? (zlib.zstdCompressSync as (text: string) => Buffer)
    : undefined;

describe('a transport reads what is unusual:', () => {
  it.each<[string, Record<string, string>, Buffer]>([
    ['a byte order mark', {}, Buffer.from(`\uFEFF${text}`)],
    ['x-gzip', { 'content-encoding': 'x-gzip' }, gzipSync(text)],
    ['GZIP', { 'content-encoding': 'GZIP' }, gzipSync(text)],
    ['two codings', { 'content-encoding': 'gzip, br' }, brotliCompressSync(gzipSync(text))],
    ['br', { 'content-encoding': 'br' }, brotliCompressSync(text)],
    ['identity', { 'content-encoding': 'identity' }, Buffer.from(text)],
    ['deflate', { 'content-encoding': 'deflate' }, deflateSync(text)],
    ['deflate as a bare stream', { 'content-encoding': 'deflate' }, deflateRawSync(text)],
    ...(zstd === undefined
      ? []
      : ([['zstd', { 'content-encoding': 'zstd' }, zstd(text)]] as [string, Record<string, string>, Buffer][])),
  ])('%s', async (_, headers, bytes) => {
    const reply = await exchange((_request, response) => response.writeHead(200, headers).end(bytes));
    expect(reply).toMatchObject({ kind: 'answer', text, body: { a: 'ü' } });
    expect(reply).not.toHaveProperty('isNotUtf8');
  });

  it.each<[string, string, Buffer]>([
    ['Latin 1 that is named', 'application/json; charset=ISO-8859-1', Buffer.from(text, 'latin1')],
    ['UTF-16 with a byte order mark', 'application/json', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('%s, and says that it is not UTF-8', async (_, type, bytes) => {
    const reply = await exchange((_request, response) => response.writeHead(200, { 'content-type': type }).end(bytes));
    expect(reply).toMatchObject({ text, body: { a: 'ü' }, isNotUtf8: true });
  });

  it('Latin 1 that is not named as far as it goes, and says that it is not UTF-8', async () => {
    const reply = await exchange((_request, response) => response.end(Buffer.from(text, 'latin1')));
    expect(reply).toMatchObject({ body: { a: '\uFFFD' }, isNotUtf8: true });
  });
});

describe('a kept-alive connection that is closed while it is reused', () => {
  const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{"a":1}';

  /**
   * A server that answers the first request of each connection, and does something else with those that follow on it;
   * the first two connections are such.
   */
  async function served(
    later: (socket: net.Socket) => void,
  ): Promise<{ readonly replies: readonly Reply[]; readonly requests: number }> {
    let requests = 0;
    const server = net.createServer((socket) => {
      let count = 0;
      socket.on('error', () => {});
      socket.on('data', () => {
        requests += 1;
        count += 1;
        if (count === 1) socket.write(answer);
        else later(socket);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const transport = createTransport({
      baseUrl: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
      timeoutMs: 2_000,
    });
    closers.push(async () => {
      await transport.close();
      server.close();
    });
    const request = { method: 'PUT', path: '/', headers: {}, body: '{}' };
    return { replies: [await transport.send(request), await transport.send(request)], requests };
  }

  it('is replaced by a fresh one where no byte of an answer came', async () => {
    const { replies, requests } = await served((socket) => socket.resetAndDestroy());
    expect(replies).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(requests).toBe(3);
  });

  it('is told where the answer had begun', async () => {
    const { replies, requests } = await served((socket) => socket.end('HTTP/1.1 2'));
    expect(replies).toMatchObject([{ status: 200 }, { kind: 'none' }]);
    expect(requests).toBe(2);
  });
});

describe('a transport sends', () => {
  const echo: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () =>
      response.end(
        JSON.stringify({
          method: request.method,
          url: request.url,
          type: request.headers['content-type'] ?? 'none',
          body: Buffer.concat(chunks).toString(),
        }),
      ),
    );
  };

  it.each<[string, Parameters<typeof exchange>[1], Record<string, unknown>]>([
    [
      'path and query byte for byte',
      { path: '/a%2Fb/..%2F/x?q=%7E!&b=%C3%BC' },
      { url: '/a%2Fb/..%2F/x?q=%7E!&b=%C3%BC' },
    ],
    [
      'a body with its own content type',
      { headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"é":1}' },
      { type: 'application/json; charset=utf-8', body: '{"é":1}' },
    ],
    ['a body without a content type when none is given', { body: '{}' }, { type: 'none', body: '{}' }],
    ['any method', { method: 'PATCH' }, { method: 'PATCH', body: '' }],
  ])('%s', async (_, request, seen) => {
    expect(await exchange(echo, request)).toMatchObject({ kind: 'answer', body: seen });
  });

  it('many requests over few connections', async () => {
    const sockets = new Set<unknown>();
    const transport = await createInProcessTransport({
      app: (request, response) => {
        sockets.add(request.socket);
        response.end();
      },
    });
    closers.push(transport.close);
    for (let index = 0; index < 20; index += 1) await transport.send({ method: 'GET', path: '/', headers: {} });
    expect(sockets.size).toBe(1);
  });
});

describe('a transport tells, instead of throwing, that', () => {
  it('the target hangs', async () => {
    expect(problemOf(await exchange(() => undefined, {}, { timeoutMs: 50 }))).toMatch(/within 50 ms/);
  });

  it('the target hangs in the middle of its answer', async () => {
    expect(
      problemOf(await exchange((_request, response) => response.writeHead(200).write('{'), {}, { timeoutMs: 50 })),
    ).toMatch(/within 50 ms/);
  });

  it('the connection was reset', async () => {
    expect(problemOf(await exchange((request) => request.socket.destroy()))).toMatch(
      /closed the connection without an answer/,
    );
  });

  it('only half of the body came', async () => {
    const reply = await exchange((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"a":', () => response.socket?.destroy());
    });
    expect(problemOf(reply)).toMatch(/in the middle of the answer/);
  });

  it('the body is larger than allowed', async () => {
    expect(
      problemOf(await exchange((_request, response) => response.end('x'.repeat(2_000)), {}, { maxBodyBytes: 1_000 })),
    ).toMatch(/larger than 1000 bytes/);
  });

  it('a compressed body grows larger than allowed', async () => {
    const app: http.RequestListener = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000)));
    expect(problemOf(await exchange(app, {}, { maxBodyBytes: 10_000 }))).toMatch(/larger than 10000 bytes/);
  });

  it('a coding with a name in upper case grows larger than allowed', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000));
    const reply = await exchange(
      (_request, response) => response.writeHead(200, { 'content-encoding': 'X-GZIP' }).end(bomb),
      {},
      { maxBodyBytes: 100_000 },
    );
    expect(problemOf(reply)).toBe('the answer is larger than 100000 bytes');
  });

  it('a content coding that nobody here can undo', async () => {
    const reply = await exchange((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'sdch' }).end('?'),
    );
    expect(problemOf(reply)).toBe('the answer\'s content coding "sdch" cannot be read');
  });

  it('a header cannot be sent', async () => {
    expect(problemOf(await exchange((_request, response) => response.end(), { headers: { 'x-bad': 'a\nb' } }))).toMatch(
      /invalid character/i,
    );
  });

  it('the answer is not HTTP', async () => {
    const sockets: net.Socket[] = [];
    const server = net.createServer((socket) => {
      sockets.push(socket);
      // The client resets the connection as soon as it cannot read the answer.
      socket.on('error', () => undefined);
      socket.resume();
      socket.end('hello\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    });
    const address = server.address();
    const transport = createTransport({
      baseUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
    });
    expect(problemOf(await transport.send({ method: 'GET', path: '/', headers: {} }))).toMatch(/not HTTP/);
    await transport.close();
  });

  it('nothing listens', async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const transport = createTransport({ baseUrl: `http://127.0.0.1:${port}` });
    expect(problemOf(await transport.send({ method: 'GET', path: '/', headers: {} }))).toMatch(/refuses connections/);
    await transport.close();
  });
});

it('a server that was already listening is left open', async () => {
  const server = http.createServer((_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const transport = await createInProcessTransport({ app: server });
  expect(await transport.send({ method: 'GET', path: '/', headers: {} })).toMatchObject({ status: 200 });
  await transport.close();
  expect(server.listening).toBe(true);
  await new Promise((resolve) => server.close(resolve));
});
