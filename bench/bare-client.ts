import http from 'node:http';
import type { WireRequest } from '../contract/target.js';

/**
 * What the kit's transport is compared with: node:http and a keep-alive agent, the answer read to its end and nothing
 * else.
 */
export interface BareClient {
  send(request: WireRequest): Promise<number>;
  close(): void;
}

/** Opens a bare client on a base URL without a path. */
export function bareClient(baseUrl: string): BareClient {
  const agent = new http.Agent({ keepAlive: true });
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const request = http.request(`${baseUrl}${path}`, { method, headers, agent }, (response) => {
          response.resume().once('end', () => resolve(response.statusCode ?? 0));
        });
        request.once('error', reject).end(body);
      }),
    close: () => agent.destroy(),
  };
}
