import type { IncomingMessage } from 'node:http';

const largest = 1024 * 1024;

/**
 * The text of a request's body; undefined when it is larger than 1 MiB (the rest is read and dropped, so that the
 * refusal arrives).
 */
export async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  }
  return size > largest ? undefined : Buffer.concat(chunks).toString('utf8');
}
