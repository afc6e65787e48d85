import type { Contract } from '../../contract/contract.js';
import type { LogicalRequest, Reply } from '../../contract/target.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { type ReferenceOptions, startReference } from '../../targets/reference/start-reference.js';
import { createTransport } from '../../targets/transport/transport.js';

/** A running reference with a client that speaks its first contract. */
export interface ReferenceSession {
  readonly url: string;
  /** Moves the reference's clock, in milliseconds. */
  pass(milliseconds: number): void;
  update(request: LogicalRequest): Promise<Answer>;
  readBack(request: LogicalRequest): Promise<Answer>;
  raw(method: string, path: string, body?: string): Promise<Answer>;
  requests(): number;
  close(): Promise<void>;
}

type Answer = Extract<Reply, { kind: 'answer' }>;

/** Starts a reference on a clock that only the test moves. */
export async function openReference(
  contract: Contract,
  options: Partial<ReferenceOptions> = {},
): Promise<ReferenceSession> {
  let now = 0;
  const reference = await startReference({ contracts: [contract], clock: () => now, settleMs: 10, ...options });
  const transport = createTransport({ baseUrl: reference.urlOf(contract.id) });
  const driver = driverNamed(contract.driver.name);
  const send = async (wire: Parameters<typeof transport.send>[0]): Promise<Answer> => {
    const reply = await transport.send(wire);
    if (reply.kind === 'none') throw new Error(reply.problem);
    return reply;
  };
  return {
    url: reference.url,
    pass: (milliseconds) => {
      now += milliseconds;
    },
    update: (request) => send(driver.encode(contract, 'update', request)),
    readBack: (request) => send(driver.encode(contract, 'read-back', request)),
    raw: (method, path, body) => send({ method, path, headers: {}, ...(body === undefined ? {} : { body }) }),
    requests: () => reference.requests,
    close: async () => {
      await transport.close();
      await reference.close();
    },
  };
}
