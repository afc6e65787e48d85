import type http from 'node:http';
import { createApp } from '../../examples/internal-links/app.mjs';

/** The example's app, with its answers altered. */
export function altered(
  alter: (status: number, body: Record<string, unknown>, request: http.IncomingMessage) => readonly [number, unknown],
): http.RequestListener {
  const inner = createApp();
  return (request, response) => {
    const writeHead = response.writeHead.bind(response);
    const end = response.end.bind(response);
    let status = 200;
    Object.assign(response, {
      writeHead: (given: number) => {
        status = given;
        return response;
      },
      end: (text: string) => {
        const [code, body] = alter(status, JSON.parse(text), request);
        writeHead(code, { 'content-type': 'application/json' });
        return end(JSON.stringify(body));
      },
    });
    inner(request, response);
  };
}
