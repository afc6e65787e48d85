import http from 'node:http';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../specs/target.js';
import { createInProcessTransport } from '../../targets/in-process-transport.js';
import { createTransport } from '../../targets/transport.js';

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
    ['no body for JSON that nests without end', 'application/json', '['.repeat(200_000) + ']'.repeat(200_000), undefined],
    ['brackets within a string', 'application/json', JSON.stringify('['.repeat(2_000)), '['.repeat(2_000)],
    ['no body for an empty answer', 'application/json', '', undefined],
  ])('%s', async (_, type, text, body) => {
    const reply = await exchange((_request, response) => response.writeHead(400, { 'content-type': type, 'X-Id': '1' }).end(text));
    expect(reply).toMatchObject({ kind: 'answer', status: 400, text, headers: { 'x-id': '1' } });
    expect(reply.kind === 'answer' && reply.body).toEqual(body);
  });

  it('a redirect as it is', async () => {
    const reply = await exchange((_request, response) => response.writeHead(302, { location: '/other' }).end());
    expect(reply).toMatchObject({ status: 302, headers: { location: '/other' } });
  });

  it('decompressed text', async () => {
    const reply = await exchange((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')));
    expect(reply).toMatchObject({ body: { a: 1 } });
  });
});

describe('a transport sends', () => {
  const echo: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () =>
      response.end(
        JSON.stringify({ method: request.method, url: request.url, type: request.headers['content-type'] ?? 'none', body: Buffer.concat(chunks).toString() }),
      ),
    );
  };

  it.each<[string, Parameters<typeof exchange>[1], Record<string, unknown>]>([
    ['path and query byte for byte', { path: '/a%2Fb/..%2F/x?q=%7E!&b=%C3%BC' }, { url: '/a%2Fb/..%2F/x?q=%7E!&b=%C3%BC' }],
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
    expect(problemOf(await exchange((_request, response) => response.writeHead(200).write('{'), {}, { timeoutMs: 50 }))).toMatch(/within 50 ms/);
  });

  it('the connection was reset', async () => {
    expect(problemOf(await exchange((request) => request.socket.destroy()))).toMatch(/closed the connection without an answer/);
  });

  it('only half of the body came', async () => {
    const reply = await exchange((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"a":', () => response.socket?.destroy());
    });
    expect(problemOf(reply)).toMatch(/in the middle of the answer/);
  });

  it('the body is larger than allowed', async () => {
    expect(problemOf(await exchange((_request, response) => response.end('x'.repeat(2_000)), {}, { maxBodyBytes: 1_000 }))).toMatch(/larger than 1000 bytes/);
  });

  it('a compressed body grows larger than allowed', async () => {
    const app: http.RequestListener = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000)));
    expect(problemOf(await exchange(app, {}, { maxBodyBytes: 10_000 }))).toMatch(/larger than 10000 bytes/);
  });

  it('a header cannot be sent', async () => {
    expect(problemOf(await exchange((_request, response) => response.end(), { headers: { 'x-bad': 'a\nb' } }))).toMatch(/invalid character/i);
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
    const transport = createTransport({ baseUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` });
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
