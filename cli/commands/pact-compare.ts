import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ConfigurationError } from '../../contract/errors.js';
import { loadCatalogue, ownSpecs } from '../../contract/load/catalogue.js';
import { isObject } from '../../contract/pointer.js';
import { chosenContracts } from '../flags/options.js';
import type { Console } from '../process/console.js';
import { tellFailure } from '../process/tell-failure.js';

/** Flags of `pact compare`. */
export interface PactCompareFlags {
  readonly operation?: string;
  readonly specs?: string;
}

/** What the comparator says of one place of a Pact file. */
interface Remark {
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly mockDetails?: { readonly interactionDescription?: string | null; readonly location: string };
}

/** The part of @pactflow/openapi-pact-comparator that is used. */
export interface ComparatorModule {
  readonly Comparator: new (openapi: unknown) => { compare(pact: unknown): AsyncIterable<Remark> };
}

/** Not a literal: the package is the user's, and the kit is built without it. */
const comparatorPackage: string = '@pactflow/openapi-pact-comparator';

function pactIn(file: string): Readonly<Record<string, unknown>> {
  let pact: unknown;
  try {
    pact = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new ConfigurationError('pact-unreadable', `${file} cannot be read as JSON: ${tellFailure(cause)}`, { cause });
  }
  if (isObject(pact) && Array.isArray(pact['interactions']) && pact['interactions'].length > 0) return pact;
  throw new ConfigurationError('pact-malformed', `${file} is no Pact file: it has no interactions`);
}

async function comparatorOf(load: (name: string) => Promise<ComparatorModule>): Promise<ComparatorModule> {
  try {
    return await load(comparatorPackage);
  } catch (cause) {
    const remedy = `npm install --save-dev ${comparatorPackage}@1.7.0`;
    throw new ConfigurationError('pact-missing', `pact compare needs ${comparatorPackage}; ${remedy}`, { cause });
  }
}

/** Whether a form is blamed for being text: all that a form holds is. */
function isTextOfForm(pact: Readonly<Record<string, unknown>>, location: string, message: string): boolean {
  const index = Number(/^\[root\]\.interactions\[(\d+)\]\.request\.body/.exec(location)?.[1]);
  const interactions: unknown = pact['interactions'];
  const interaction: unknown = Array.isArray(interactions) ? interactions[index] : undefined;
  if (!/must be (?:integer|number|boolean)\b/.test(message)) return false;
  return JSON.stringify(interaction)?.includes('application/x-www-form-urlencoded') === true;
}

/**
 * Compares a Pact file with the OpenAPI document of the operation that it is about, and prints what the document does
 * not admit. Gives 1 where there is something, else 0.
 * @throws ConfigurationError for what is no Pact file, an unknown operation, and a missing comparator
 */
export async function pactCompareCommand(
  file: string,
  { operation, specs = ownSpecs }: PactCompareFlags,
  console: Console,
  load: (name: string) => Promise<ComparatorModule> = (name) => import(name),
): Promise<number> {
  const pact = pactIn(file);
  const provider: unknown = isObject(pact['provider']) ? pact['provider']['name'] : undefined;
  const wanted = operation ?? String(provider);
  const [contract] = chosenContracts(loadCatalogue(specs, [wanted]), [wanted]);
  if (contract === undefined) throw new ConfigurationError('unknown-operation', `unknown operation '${wanted}'`);
  const { Comparator } = await comparatorOf(load);
  const text = readFileSync(path.join(specs, contract.vendor, contract.operation, 'openapi.yaml'), 'utf8');
  let broken = 0;
  for await (const { type, message, mockDetails } of new Comparator(parse(text)).compare(pact)) {
    const location = mockDetails?.location ?? '';
    if (type !== 'error' || isTextOfForm(pact, location, message)) continue;
    broken += 1;
    console.log(`${mockDetails?.interactionDescription ?? file}: ${message} (${location.replace('[root].', '')})`);
  }
  console.log(
    broken === 0
      ? `${file}: ${contract.id} admits it`
      : `${file}: ${contract.id} does not admit it (places: ${broken})`,
  );
  return broken === 0 ? 0 : 1;
}
