import http from 'node:http';

/** A server that stands for a broken target. */
export interface StubTarget {
  readonly url: string;
  /** Requests so far. */
  readonly requests: number;
  close(): Promise<void>;
}

/** Starts a server on a free loopback port that answers every request, once it is read, with `answer`. */
export async function startStub(
  answer: (request: http.IncomingMessage, response: http.ServerResponse) => void,
): Promise<StubTarget> {
  let requests = 0;
  const server = http.createServer((request, response) => {
    requests += 1;
    request.resume().once('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    get requests() {
      return requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
