import type { Contract } from '../../contract/contract.js';
import type { TargetFixture } from '../../contract/target.js';
import { driverNamed } from '../../targets/drivers/index.js';
import type { PactInteraction } from './interaction.js';
import { interactionsOf } from './interactions-of.js';
import type { Matcher } from './template.js';

interface Rule {
  readonly combine: 'AND';
  readonly matchers: readonly Matcher[];
}

/** Matching rules by what they are about (status, header, body), then by path or header name. */
type Rules = Readonly<Record<string, Rule | Readonly<Record<string, Rule>>>>;

interface PactBody {
  readonly contentType: string;
  readonly encoded: false;
  readonly content: unknown;
}

/** One interaction of a Pact file, as version 4 of Pact's specification has it. */
export interface FileInteraction {
  readonly type: 'Synchronous/HTTP';
  readonly description: string;
  readonly pending: false;
  readonly providerStates: readonly [ProviderState];
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Readonly<Record<string, readonly string[]>>;
    readonly headers: Readonly<Record<string, readonly string[]>>;
    readonly body?: PactBody;
  };
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, readonly string[]>>;
    readonly body?: PactBody;
    readonly matchingRules?: Rules;
  };
}

/** What has to be true of a resource, and which one that is on the reference. */
export interface ProviderState {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A Pact file of version 4. */
export interface PactFile {
  readonly consumer: { readonly name: string };
  readonly provider: { readonly name: string };
  readonly interactions: readonly FileInteraction[];
  readonly metadata: { readonly pactSpecification: { readonly version: '4.0' } };
}

/** The provider state of a fixture: its traits as the name, its id and what requests name it by as parameters. */
function stateOf({ id, traits, values }: TargetFixture): ProviderState {
  // Of the traits that it does not have (`!trait`) the others tell enough.
  const given = traits.filter((trait) => !trait.startsWith('!'));
  const named = Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return {
    name: given.length === 0 ? 'a resource' : `a resource that is ${given.join(', ')}`,
    params: { fixture: id, ...Object.fromEntries(named) },
  };
}

function rule(matcher: Matcher): Rule {
  return { combine: 'AND', matchers: [matcher] };
}

function requestOf({ request: { method, path, headers, body } }: PactInteraction): FileInteraction['request'] {
  const [bare = '/', search = ''] = path.split('?');
  const query = new URLSearchParams(search);
  const contentType = headers['content-type'] ?? 'application/json';
  return {
    method: method.toUpperCase(),
    path: bare,
    ...(search === ''
      ? {}
      : { query: Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)])) }),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    ...(body === undefined
      ? {}
      : {
          body: { contentType, encoded: false, content: contentType.includes('json') ? JSON.parse(body) : body },
        }),
  };
}

function responseOf({ status, statusRule, mediaType, body }: PactInteraction): FileInteraction['response'] {
  const statusRules = statusRule === undefined ? {} : { status: rule(statusRule) };
  if (mediaType === undefined || body === undefined)
    return { status, ...(statusRule === undefined ? {} : { matchingRules: statusRules }) };
  const ofBody = Object.fromEntries(Object.entries(body.rules).map(([path, matcher]) => [path, rule(matcher)]));
  return {
    status,
    headers: { 'Content-Type': [mediaType] },
    body: { contentType: mediaType, encoded: false, content: body.value },
    matchingRules: { ...statusRules, ...(Object.keys(ofBody).length === 0 ? {} : { body: ofBody }) },
  };
}

/** The Pact of one contract with the fixtures of the reference: what its document lets a consumer rely on. */
export function pactFile(contract: Contract): PactFile {
  const driver = driverNamed(contract.driver.name);
  const interactions = interactionsOf({
    contract,
    fixtures: contract.fixtures,
    encode: (request) => driver.encode(contract, 'update', request),
  });
  return {
    consumer: { name: 'vpn-conformance' },
    provider: { name: contract.id },
    interactions: interactions.map((interaction) => ({
      type: 'Synchronous/HTTP',
      description: interaction.description,
      pending: false,
      providerStates: [stateOf(interaction.fixture)],
      request: requestOf(interaction),
      response: responseOf(interaction),
    })),
    metadata: { pactSpecification: { version: '4.0' } },
  };
}

/** The text of a Pact file. */
export function pactText(contract: Contract): string {
  return `${JSON.stringify(pactFile(contract), undefined, 1)}\n`;
}
