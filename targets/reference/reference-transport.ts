import type { Reply } from '../../contract/target.js';
import { parseJson } from '../drivers/json-text.js';
import { lowerCaseNames } from '../drivers/lower-case-names.js';
import type { ClosableTransport } from '../transport/transport.js';
import { wallClock } from '../transport/wall-clock.js';
import { bodyText, createReference, type ReferenceBehaviour } from './reference.js';
import type { ReferenceAnswer } from './reference-answer.js';

/** The base URL of requests that no network carries; no name below .invalid ever resolves (RFC 2606). */
export const referenceUrl = 'http://reference.invalid';

/** An answer as a client reads it from an HTTP server. */
function replyOf(answer: ReferenceAnswer, today: Date): Reply {
  const text = bodyText(answer);
  const headers = {
    date: today.toUTCString(),
    'content-length': String(Buffer.byteLength(text)),
    ...lowerCaseNames(answer.headers),
  };
  return { kind: 'answer', status: answer.status, headers, text, body: parseJson(text)?.value };
}

/**
 * A reference of its own, asked without a network in between: it answers what `startReference` answers over HTTP.
 * @throws ConfigurationError `driver-unknown` or `reading-unknown`
 */
export function createReferenceTransport(behaviour: ReferenceBehaviour): ClosableTransport {
  const reference = createReference(behaviour);
  const { today = wallClock.today } = behaviour;
  return {
    baseUrl: referenceUrl,
    send: async (request) =>
      replyOf(await reference({ ...request, headers: lowerCaseNames(request.headers) }), today()),
    close: async () => {},
  };
}
