import { ConfigurationError } from '../../contract/errors.js';
import { isObject } from '../../contract/pointer.js';
import type { Signer, WireRequest } from '../../contract/target.js';
import type { AuthEntry } from '../../generated/target-file.js';
import { lowerCaseNames } from '../drivers/lower-case-names.js';
import { callModuleFunction } from './module-function.js';

/** What a function of a target file is given to sign: the request as it goes over the wire. */
export interface RequestToSign {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  readonly baseUrl: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

function textsOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : undefined;
}

/**
 * The signer that a target file writes itself (`auth: { scheme: 'own', sign }`); undefined for another scheme. Its
 * function gives the headers to add and, where the signature stands there, the path.
 */
export function ownSigner(auth: AuthEntry | undefined): Signer | undefined {
  const source = auth?.scheme === 'own' ? auth.sign : undefined;
  if (source === undefined) return undefined;
  return {
    scheme: 'own',
    variables: [],
    sign: async ({ flaw, ...request }, baseUrl): Promise<WireRequest> => {
      if (flaw === 'missing-credentials') return request;
      const { method, path, headers, body } = request;
      const given: RequestToSign = { method, path, baseUrl, headers, ...(body === undefined ? {} : { body }) };
      const answer = await callModuleFunction(source, given);
      const added = isObject(answer) ? textsOf(answer['headers']) : undefined;
      if (added === undefined)
        throw new ConfigurationError(
          'signer-malformed',
          `${source.module}: the function ${source.function.join('.')} is to give { headers: { … } } of texts, and may give path beside it`,
        );
      const place = isObject(answer) && typeof answer['path'] === 'string' ? answer['path'] : path;
      return { ...request, path: place, headers: { ...headers, ...lowerCaseNames(added) } };
    },
  };
}
