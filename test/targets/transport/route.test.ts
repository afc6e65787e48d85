import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../contract/load/package-root.js';
import type { Reply } from '../../../contract/target.js';
import { createTransport, type TransportOptions } from '../../../targets/transport/transport.js';

const pem = (name: string): string => readFileSync(path.join(packageRoot, 'test/targets/tls', name), 'utf8');
const own = { cert: pem('cert.pem'), key: pem('key.pem') };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A server's port; it is closed after the test. */
async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => sockets.add(socket));
  closers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function send(options: TransportOptions, requests = 1): Promise<Reply> {
  const transport = createTransport({ timeoutMs: 2_000, ...options });
  closers.push(() => transport.close());
  let reply: Reply = { kind: 'none', problem: '' };
  for (let sent = 0; sent < requests; sent += 1)
    reply = await transport.send({ method: 'PUT', path: '/thing?a=1', headers: {}, body: '{}' });
  return reply;
}

function told(reply: Reply): string {
  return reply.kind === 'none' ? reply.problem : `an answer came: ${reply.status} ${reply.text}`;
}

const listener: http.RequestListener = (request, response) => {
  response.end(JSON.stringify({ path: request.url, host: request.headers.host }));
};

/** A proxy that connects to `port` whatever it is asked for, and what it was asked for. */
async function startProxy(
  port: number,
  refusing?: string,
): Promise<{ readonly url: string; readonly asked: readonly (readonly [string, string | undefined])[] }> {
  const asked: (readonly [string, string | undefined])[] = [];
  const server = http.createServer((request, response) => {
    asked.push([`${request.method} ${request.url}`, request.headers['proxy-authorization']]);
    if (refusing === undefined) response.end('{"by":"proxy"}');
    else response.writeHead(Number(refusing.slice(0, 3))).end('<html>proxy</html>');
  });
  server.on('connect', (request, socket: net.Socket) => {
    asked.push([`CONNECT ${request.url}`, request.headers['proxy-authorization']]);
    socket.on('error', () => undefined);
    if (refusing !== undefined) return socket.end(`HTTP/1.1 ${refusing}\r\ncontent-length: 0\r\n\r\n`);
    const onward = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    return onward.on('error', () => socket.destroy());
  });
  return { url: `http://127.0.0.1:${await listening(server)}`, asked };
}

const basic = `Basic ${Buffer.from('user:p:w').toString('base64')}`;

describe('through a proxy', () => {
  it('http requests are sent with their whole address and the proxy’s credentials, under the name of the target', async () => {
    const { url, asked } = await startProxy(0);
    const proxy = { url: url.replace('//', '//user:p%3Aw@'), variable: 'HTTP_PROXY' };
    const reply = await send({ baseUrl: 'http://target.invalid:81/api', proxy });
    expect(told(reply)).toBe('an answer came: 200 {"by":"proxy"}');
    expect(asked).toEqual([['PUT http://target.invalid:81/api/thing?a=1', basic]]);
  });

  it('https requests share a tunnel to the target, whose certificate is checked', async () => {
    const port = await listening(https.createServer(own, listener));
    const { url, asked } = await startProxy(port);
    const proxy = { url: url.replace('//', '//user:p%3Aw@'), variable: 'HTTPS_PROXY' };
    const reply = await send({ baseUrl: 'https://localhost:444', proxy, tls: { ca: own.cert } }, 2);
    expect(told(reply)).toBe('an answer came: 200 {"path":"/thing?a=1","host":"localhost:444"}');
    expect(asked).toEqual([['CONNECT localhost:444', basic]]);
    expect(told(await send({ baseUrl: 'https://localhost:444', proxy }))).toContain('is not trusted');
  });

  it.each([
    [
      'http://target.invalid',
      '407 Proxy Authentication Required',
      /^the proxy \S+ \(V\) does not connect .*: 407; .*V$/,
    ],
    [
      'https://target.invalid',
      '407 Proxy Authentication Required',
      /^the proxy \S+ \(V\) does not connect .*: 407; .*V$/,
    ],
    ['https://target.invalid', '403 Forbidden', /^the proxy \S+ \(V\) does not connect to \S+: 403; see whether/],
  ])('that refuses %s with %s, no answer of the target is told', async (baseUrl, refusing, problem) => {
    const { url } = await startProxy(0, refusing);
    expect(told(await send({ baseUrl, proxy: { url, variable: 'V' } }))).toMatch(problem);
  });

  it.each(['http', 'https'])('that is not there, %s requests tell which', async (scheme) => {
    const server = net.createServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    const proxy = { url: `http://user:geheim@127.0.0.1:${port}`, variable: 'V' };
    const reply = await send({ baseUrl: `${scheme}://target.invalid`, proxy });
    expect(told(reply)).toBe(`the proxy http://127.0.0.1:${port} (V) refuses connections`);
  });

  it('that does not answer is given up in time', async () => {
    const port = await listening(net.createServer(() => undefined));
    const proxy = { url: `http://127.0.0.1:${port}`, variable: 'V' };
    expect(told(await send({ baseUrl: 'https://target.invalid', proxy, timeoutMs: 50 }))).toMatch(
      /^(no connection to the proxy|the proxy \S+ \(V\) cannot be reached in time)/,
    );
  });
});

describe('a server that asks for a certificate', () => {
  const asking = (maxVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3'): Promise<number> =>
    listening(https.createServer({ ...own, ca: own.cert, requestCert: true, maxVersion }, listener));

  it('gets that of the target file', async () => {
    const baseUrl = `https://127.0.0.1:${await asking()}`;
    expect(told(await send({ baseUrl, tls: { ca: own.cert, client: own } }))).toContain('an answer came: 200');
  });

  it('and gets none is told as such, and not as one that is not trusted', async () => {
    const baseUrl = `https://127.0.0.1:${await asking('TLSv1.2')}`;
    expect(told(await send({ baseUrl, tls: { ca: own.cert } }))).toMatch(/certificate.*tls\.cert.*tls\.key/);
  });
});

describe('what keeps a connection from being is told:', () => {
  it('a name that nobody knows', async () => {
    expect(told(await send({ baseUrl: 'http://target.invalid' }))).toMatch(/cannot be resolved \(DNS: E/);
  });
  it('https where http is spoken', async () => {
    const baseUrl = `https://127.0.0.1:${await listening(http.createServer(listener))}`;
    expect(told(await send({ baseUrl }))).toMatch(/does not speak TLS .*http:\/\/\?$/);
  });
  it('http where https is spoken', async () => {
    const raw = net.createServer((socket) => {
      socket.on('error', () => undefined).end(Buffer.from([21, 3, 3, 0, 2, 2, 70]));
    });
    const baseUrl = `http://127.0.0.1:${await listening(raw)}`;
    expect(told(await send({ baseUrl }))).toMatch(/speaks TLS; should it be https:\/\/\?$/);
  });
  it('a handshake that does not end', async () => {
    const baseUrl = `https://127.0.0.1:${await listening(net.createServer(() => undefined))}`;
    expect(told(await send({ baseUrl, timeoutMs: 50 }))).toBe(
      `the TLS handshake with ${baseUrl} did not end within 50 ms`,
    );
  });
  it('a certificate for other hosts', async () => {
    const port = await listening(https.createServer(own, listener));
    const { url } = await startProxy(port);
    const reply = await send({
      baseUrl: 'https://other.invalid',
      proxy: { url, variable: 'V' },
      tls: { ca: own.cert },
    });
    expect(told(reply)).toMatch(/^the certificate of https:\/\/other\.invalid is for other hosts/);
  });
});

describe('cookies that a target sets', () => {
  it.each([
    ['are sent back on request, until they are taken away', true, ['', '', 'a=1; b=2', 'b=2; a=3', 'b=2']],
    ['are not sent back otherwise', false, ['', '', '', '', '']],
  ])('%s', async (_, cookies, expected) => {
    const setting = [
      [],
      ['a=1; Path=/; HttpOnly', 'b=2', 'nonsense'],
      ['a=; Max-Age=0', 'a=3'],
      ['a=x; Max-Age=0'],
      [],
    ];
    const seen: string[] = [];
    const port = await listening(
      http.createServer((request, response) => {
        seen.push(request.headers.cookie ?? '');
        response.setHeader('set-cookie', setting[seen.length - 1] ?? []).end('{}');
      }),
    );
    await send({ baseUrl: `http://127.0.0.1:${port}`, cookies }, 5);
    expect(seen).toEqual(expected);
  });
});

it('an IPv6 address is reached', async () => {
  const server = http.createServer(listener);
  const isThere = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(0, '::1', () => resolve(true));
  });
  if (!isThere) return;
  closers.push(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(told(await send({ baseUrl: `http://[::1]:${port}` }))).toContain('an answer came: 200');
});
