import { MatchersV3, PactV3 } from '@pact-foundation/pact';
import type { Contract } from '../../contract/contract.js';
import type { PactInteraction } from './interactions-of.js';

/** The provider state of a fixture, as Pact files name it. */
export function stateOf(fixture: string): string {
  return `the fixture ${fixture} exists`;
}

function queryOf(path: string): Record<string, Array<ReturnType<typeof MatchersV3.equal<string>>>> {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  // A bare value that is JSON text would be read as a matcher, and come back re-ordered.
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => [name, query.getAll(name).map((value) => MatchersV3.equal(value))]),
  );
}

/**
 * A Pact of one contract; once `executeTest` has sent every interaction's request to the mock server, the file stands
 * in `folder`.
 */
export function pactOf(
  contract: Contract,
  interactions: readonly PactInteraction[],
  { consumer, folder }: { readonly consumer: string; readonly folder: string },
): PactV3 {
  const pact = new PactV3({ consumer, provider: contract.id, dir: folder, logLevel: 'error' });
  for (const { description, fixture, request, status, mediaType, body } of interactions) {
    const { method, path, headers } = request;
    const contentType = { 'Content-Type': mediaType ?? '' };
    pact.addInteraction({
      states: [{ description: stateOf(fixture) }],
      uponReceiving: description,
      withRequest: {
        method,
        path: path.split('?')[0] ?? '/',
        query: queryOf(path),
        headers: { ...headers },
        ...(request.body === undefined ? {} : { body: request.body }),
      },
      willRespondWith: { status, ...(body === undefined ? {} : { headers: contentType, body }) },
    });
  }
  return pact;
}
