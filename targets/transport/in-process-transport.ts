import http from 'node:http';
import { type InProcessApp, nodeAppOf } from './in-process-app.js';
import { type ClosableTransport, createTransport, type TransportOptions } from './transport.js';

/** An implementation in this process, listening or not. */
export interface InProcessOptions extends Omit<TransportOptions, 'baseUrl'> {
  readonly app: InProcessApp;
}

function listening(server: http.Server): Promise<void> {
  if (server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * A transport to an implementation in this process, on a free loopback port. One listening server serves all requests
 * (supertest would open and close one for each); a server that already listens is used where it is and left open by
 * `close`.
 */
export async function createInProcessTransport({ app, ...options }: InProcessOptions): Promise<ClosableTransport> {
  const own = await nodeAppOf(app);
  const server = typeof own === 'function' ? http.createServer(own) : own;
  const isOurs = !server.listening;
  await listening(server);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 80;
  const transport = createTransport({ ...options, baseUrl: `http://127.0.0.1:${port}` });
  return {
    ...transport,
    close: async () => {
      await transport.close();
      if (!isOurs) return;
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
