import type http from 'node:http';
import { Readable } from 'node:stream';

/** A handler in the terms of the Fetch standard, as Hono and others have it. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** Methods whose requests have no body in the Fetch standard. */
const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD']);

async function bodyOf(incoming: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function answer(
  handler: FetchHandler,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  const named = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((text): [string, string] => [name, text]),
  );
  const body = await bodyOf(incoming);
  const hasBody = !bodiless.has(method) && body.length > 0;
  const request = new Request(new URL(url, `http://${headers.host ?? '127.0.0.1'}`), {
    method,
    headers: named,
    ...(hasBody ? { body } : {}),
  });
  const response = await handler(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  else Readable.fromWeb(response.body).pipe(outgoing);
}

/** A node request listener for a fetch handler. A handler that throws is answered with 500. */
export function fetchListener(handler: FetchHandler): http.RequestListener {
  return (incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  };
}
