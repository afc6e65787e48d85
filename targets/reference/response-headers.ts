import type { OperationShape, StandInAnswers } from '../../contract/contract.js';
import type { Schema } from '../../contract/schema.js';
import { requestIdLike } from './request-id.js';

/** Headers that the HTTP server writes itself. */
const ofTheServer: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'date',
  'keep-alive',
  'content-encoding',
]);

function headerText(schema: Schema, uuid: string): string | undefined {
  if (schema['x-request-id'] === true) return requestIdLike(schema.examples?.[0], uuid);
  const value = schema.const ?? schema.enum?.[0] ?? schema.examples?.[0] ?? schema.default;
  return value === undefined ? undefined : String(value);
}

/** The header that is known to carry the request's id in every answer. */
function knownId({ requestIdHeader }: StandInAnswers, uuid: string): Readonly<Record<string, string>> {
  return requestIdHeader === undefined ? {} : { [requestIdHeader]: requestIdLike(undefined, uuid) };
}

/** The documented headers of a successful answer, and those that are known. */
export function successHeaders(
  { headers, responseMediaType }: OperationShape,
  answers: StandInAnswers,
  uuid: string,
): Readonly<Record<string, string>> {
  const documented = Object.entries(headers.properties ?? {}).flatMap(([name, schema]) => {
    const text = ofTheServer.has(name)
      ? undefined
      : (headerText(schema, uuid) ?? (headers.required?.includes(name) === true ? 'reference' : undefined));
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    ...knownId(answers, uuid),
    ...(responseMediaType === undefined ? {} : { 'content-type': responseMediaType }),
    ...Object.fromEntries(documented),
  };
}

/** The headers of a refusal: the envelope's media type, and the documented request id where it is a header. */
export function refusalHeaders(
  { headers, responseMediaType }: OperationShape,
  answers: StandInAnswers,
  uuid: string,
): Readonly<Record<string, string>> {
  const ids = Object.entries(headers.properties ?? {}).filter(([, schema]) => schema['x-request-id'] === true);
  return {
    ...knownId(answers, uuid),
    'content-type': responseMediaType ?? 'application/json',
    ...Object.fromEntries(ids.map(([name, schema]) => [name, headerText(schema, uuid) ?? uuid])),
  };
}
