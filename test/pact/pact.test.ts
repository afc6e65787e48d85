import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import type { WireRequest } from '../../contract/target.js';
import { interactionsOf, type PactInteraction } from '../../suites/pact/interactions-of.js';
import { pactOf, stateOf } from '../../suites/pact/pact-of.js';
import { driverNamed } from '../../targets/drivers/index.js';
import type { Intercept } from '../../targets/reference/reference-answer.js';
import { type ReferenceOptions, startReference } from '../../targets/reference/start-reference.js';
import { createTransport } from '../../targets/transport/transport.js';
import { QuietVerifier } from './quiet-verifier.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'vpn-conformance-pact-'));
const verifier = new QuietVerifier();
afterAll(() => {
  verifier.end();
  rmSync(folder, { recursive: true });
});

function interactions(contract: Contract): readonly PactInteraction[] {
  const driver = driverNamed(contract.driver.name);
  return interactionsOf({
    contract,
    fixtures: contract.fixtures,
    encode: (request) => driver.encode(contract, 'update', request),
  });
}

/** Sends requests to Pact's mock server; gives the statuses answered. */
function consume(
  contract: Contract,
  agreed: readonly PactInteraction[],
  requests: readonly WireRequest[],
): Promise<readonly unknown[] | undefined> {
  return pactOf(contract, agreed, { consumer: 'vpn-conformance', folder }).executeTest(async ({ url }) => {
    const transport = createTransport({ baseUrl: url });
    const statuses: unknown[] = [];
    for (const request of requests) {
      const reply = await transport.send(request);
      statuses.push(reply.kind === 'answer' ? reply.status : reply.problem);
    }
    await transport.close();
    return statuses;
  });
}

async function verify(contract: Contract, file: string, options: Partial<ReferenceOptions> = {}): Promise<void> {
  const reference = await startReference({ contracts: [contract], settleMs: 0, ...options });
  try {
    await verifier.verify({
      provider: contract.id,
      providerBaseUrl: reference.urlOf(contract.id),
      file,
      states: contract.fixtures.map(({ id }) => stateOf(id)),
    });
  } finally {
    await reference.close();
  }
}

const contracts = loadCatalogue().map((contract) => [contract.id, contract] as const);

describe.each(contracts)('the Pact of %s', (id, contract) => {
  const file = path.join(folder, `vpn-conformance-${id}.json`);
  const agreed = interactions(contract);
  const requests = agreed.map(({ request }) => request);

  it('holds an example, and a documented error where a fixture is made for one', () => {
    const kinds = agreed.map(({ status }) => (status === contract.update.status ? 'accepted' : 'refused'));
    // A refusal without a printed status binds nobody to one.
    const isPrinted = contract.errors.some(({ status }) => status !== '4XX');
    expect(new Set(kinds)).toEqual(new Set(isPrinted ? ['accepted', 'refused'] : ['accepted']));
  });

  it('is not written when the consumer leaves out a request', async () => {
    await expect(consume(contract, agreed, requests.slice(1))).rejects.toThrow('expected but not received');
    expect(existsSync(file)).toBe(false);
  });

  // Pact's mock server books a request after it has answered it: on a busy machine the last one may still be missing
  // when it is asked.
  it('is written when the consumer sends every request', { retry: 3 }, async () => {
    expect(await consume(contract, agreed, requests)).toEqual(agreed.map(({ status }) => status));
    expect(existsSync(file)).toBe(true);
  });

  it('is kept by the reference target', async () => {
    await verify(contract, file);
  });

  it.each<[string, Intercept]>([
    ['answers with another status', (answer) => ({ ...answer, status: 418 })],
    ...(contract.update.responseMediaType === undefined
      ? []
      : [['leaves out what it promised', (answer) => ({ ...answer, body: {} })] satisfies [string, Intercept]]),
  ])('is broken by a provider that %s', async (_, intercept) => {
    await expect(verify(contract, file, { intercept })).rejects.toThrow(/pact failure/);
  });
});
