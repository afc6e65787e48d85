import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MatchersV3, PactV3, SpecificationVersion } from '@pact-foundation/pact';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pactWriteCommand } from '../../cli/commands/pact-write.js';
import type { Contract } from '../../contract/contract.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import type { PactInteraction } from '../../pact/write/interaction.js';
import { interactionsOf } from '../../pact/write/interactions-of.js';
import { pactFile } from '../../pact/write/pact-file.js';
import { driverNamed } from '../../targets/drivers/index.js';
import type { Intercept } from '../../targets/reference/reference-answer.js';
import { type ReferenceOptions, startReference } from '../../targets/reference/start-reference.js';
import { createTransport } from '../../targets/transport/transport.js';
import { QuietVerifier } from './quiet-verifier.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'vpn-conformance-pact-'));
const verifier = new QuietVerifier();
const quiet = { log: () => undefined, error: () => undefined, terminal: false, color: false, width: 80 };
beforeAll(() => {
  pactWriteCommand({ operation: [], output: folder }, { ...quiet, lost: undefined });
});
afterAll(() => {
  verifier.end();
  rmSync(folder, { recursive: true });
});

const contracts = loadCatalogue().map((contract) => [contract.id, contract] as const);

function interactions(contract: Contract): readonly PactInteraction[] {
  const driver = driverNamed(contract.driver.name);
  return interactionsOf({
    contract,
    fixtures: contract.fixtures,
    encode: (request) => driver.encode(contract, 'update', request),
  });
}

async function verify(contract: Contract, options: Partial<ReferenceOptions> = {}): Promise<void> {
  const reference = await startReference({ contracts: [contract], settleMs: 0, ...options });
  try {
    await verifier.verify({
      provider: contract.id,
      providerBaseUrl: reference.urlOf(contract.id),
      file: path.join(folder, `${contract.id}.json`),
      states: [...new Set(pactFile(contract).interactions.map(({ providerStates: [state] }) => state.name))],
    });
  } finally {
    await reference.close();
  }
}

describe.each(contracts)('the Pact of %s', (_, contract) => {
  const agreed = interactions(contract);

  it('holds each kind of fixture with a small and a full update, and every documented error of a fixture', () => {
    const descriptions = agreed.map(({ description }) => description);
    expect(new Set(descriptions).size).toBe(descriptions.length);
    const situations = contract.errors.flatMap(({ provoke, clause, code }) =>
      provoke !== undefined && 'trait' in provoke && clause.excluded === undefined ? [{ code, ...provoke }] : [],
    );
    for (const { traits, id } of contract.fixtures)
      if (!situations.some(({ trait }) => traits.includes(trait)))
        expect(descriptions).toEqual(expect.arrayContaining([`a partial update of ${id}`, `a full update of ${id}`]));
    const refused = JSON.stringify(agreed.filter(({ status }) => status >= 400).map(({ body }) => body));
    for (const { trait, code } of situations)
      if (contract.fixtures.some(({ traits }) => traits.includes(trait)))
        expect(refused.includes(code.replaceAll('.', '\\\\.')) || refused.includes(code), code).toBe(true);
  });

  it('is kept by the reference target', async () => {
    await verify(contract);
  });

  it.each<[string, Intercept]>([
    ['answers with another status', (answer) => ({ ...answer, status: 518 })],
    ...(contract.update.responseMediaType === undefined
      ? []
      : [['leaves out what it promised', (answer) => ({ ...answer, body: {} })] satisfies [string, Intercept]]),
  ])('is broken by a provider that %s', async (_fault, intercept) => {
    await expect(verify(contract, { intercept })).rejects.toThrow(/pact failure/);
  });
});

describe.each(contracts)('a consumer of %s', (_, contract) => {
  const { interactions: written } = pactFile(contract);

  // Pact's mock server books a request after it has answered it: on a busy machine it may be missing when it is asked.
  it("gets from Pact's mock server the answer promised, for what the vendor's driver sends", { retry: 3 }, async () => {
    // The class PactV4 can take a form only as bytes, which it then cannot match; this one writes the same version 4.
    const pact = new PactV3({
      consumer: 'driver',
      provider: contract.id,
      dir: folder,
      logLevel: 'error',
      spec: SpecificationVersion.SPECIFICATION_VERSION_V4,
    });
    for (const { description, providerStates, request, response } of written) {
      const [state] = providerStates;
      const content = request.body?.content;
      // A bare value that is JSON text would be read as a matcher, and come back re-ordered.
      const query = Object.entries(request.query ?? {}).map(
        ([name, values]) => [name, values.map((value) => MatchersV3.equal(value))] as const,
      );
      const headers = Object.entries(request.headers).map(([name, [value = '']]) => [name, value] as const);
      pact.addInteraction({
        states: [{ description: state.name, parameters: { ...state.params } }],
        uponReceiving: description,
        withRequest: {
          method: request.method,
          path: request.path,
          query: Object.fromEntries(query),
          headers: Object.fromEntries(headers),
          ...(content === undefined ? {} : { body: typeof content === 'string' ? content : JSON.stringify(content) }),
        },
        willRespondWith: {
          status: response.status,
          ...(response.body === undefined
            ? {}
            : { headers: { 'Content-Type': response.body.contentType }, body: response.body.content }),
        },
      });
    }
    const answered = await pact.executeTest(async ({ url }) => {
      const transport = createTransport({ baseUrl: url });
      const answers: unknown[] = [];
      for (const { request } of interactions(contract)) {
        const reply = await transport.send(request);
        answers.push(reply.kind === 'answer' ? { status: reply.status, content: reply.body } : reply);
      }
      await transport.close();
      return answers;
    });
    expect(answered).toEqual(written.map(({ response: { status, body } }) => ({ status, content: body?.content })));
  });
});
