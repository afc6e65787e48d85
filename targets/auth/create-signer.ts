import { ConfigurationError } from '../../contract/errors.js';
import type { Signer, Signing, TokenSupply, WireRequest } from '../../contract/target.js';
import type { AuthEntry, CredentialSource } from '../../generated/target-file.js';
import type { Credentials, SigningWorld } from '../drivers/auth-scheme.js';
import { schemeOf } from './auth-entry.js';
import { isLive } from './credential-source.js';
import { type Environment, meantVariable, variableIn } from './environment.js';

interface Reference {
  readonly env: string;
}

/** A signer that need not be waited for. */
export interface PromptSigner extends Signer {
  sign(request: WireRequest, baseUrl: string): WireRequest;
}

const day = 86_400_000;

/** @throws ConfigurationError `credential-missing` naming the variable */
function read({ env }: Reference, environment: Environment): string {
  const value = variableIn(environment, env);
  if (value === undefined || value === '')
    throw new ConfigurationError(
      'credential-missing',
      `the environment variable ${env} is ${value === '' ? 'empty' : 'not set'}${meantVariable(env, environment)}; the target file's auth refers to it`,
    );
  // What no header or signature can carry is a slip, such as a line break copied along.
  if (/[^\x21-\x7e]/.test(value.replaceAll(' ', '')) || value.trim() !== value)
    throw new ConfigurationError(
      'credential-malformed',
      `the environment variable ${env} holds spaces at its ends, line breaks or characters beyond ASCII`,
    );
  return value;
}

/** The variable that holds a credential, or that stands in curl lines for what is asked for while running. */
function variableOf(source: CredentialSource, part: string): string {
  return 'env' in source ? source.env : (standIns[part] ?? variableName(part));
}

const standIns: Readonly<Record<string, string>> = { token: 'AUTH_TOKEN' };

/** API_KEY for Api-Key and apiKey. */
function variableName(part: string): string {
  return part
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

const single = ['accessKeyId', 'accessKeySecret', 'securityToken', 'token'] as const;

/** The single credentials of an entry with where they come from, in the order of the scheme. */
function singleSources(auth: AuthEntry): readonly (readonly [string, CredentialSource])[] {
  const named = single.flatMap((part): (readonly [string, CredentialSource])[] => {
    const source = auth[part];
    return source === undefined ? [] : [[part, source]];
  });
  const { credentials } = auth;
  if (credentials === undefined) return named;
  const needs: readonly string[] = schemeOf(auth)?.needs ?? [];
  return [
    ...named,
    ...needs.flatMap((part): (readonly [string, CredentialSource])[] =>
      named.some(([name]) => name === part) ? [] : [[part, credentials]],
    ),
  ];
}

function fromEnvironment(
  sources: readonly (readonly [string, CredentialSource])[],
  environment: Environment,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sources.flatMap(([name, source]) => ('env' in source ? [[name, read(source, environment)] as const] : [])),
  );
}

function credentialsOf(auth: AuthEntry, environment: Environment): Credentials {
  const { projectId, headers } = auth;
  return {
    ...fromEnvironment(singleSources(auth), environment),
    ...(projectId === undefined ? {} : { projectId }),
    ...(headers === undefined ? {} : { headers: fromEnvironment(Object.entries(headers), environment) }),
  };
}

function signingOf(auth: AuthEntry, tokenHeader: string | undefined): Signing {
  const { scheme, headers = {} } = auth;
  const sources = singleSources(auth);
  const ofHeaders = Object.entries(headers).map(
    ([name, source]) => [name.toLowerCase(), variableOf(source, name), source] as const,
  );
  const token = sources.find(([part]) => part === 'token');
  const carried = Object.fromEntries([
    ...ofHeaders.map(([name, variable]) => [name, variable] as const),
    ...(token === undefined || tokenHeader === undefined
      ? []
      : [[tokenHeader, variableOf(token[1], 'token')] as const]),
  ]);
  const isAsked = [...sources.map(([, source]) => source), ...Object.values(headers)].some(isLive);
  return {
    scheme,
    variables: [
      ...sources.map(([part, source]) => variableOf(source, part)),
      ...ofHeaders.map(([, variable]) => variable),
    ],
    ...(Object.keys(carried).length === 0 ? {} : { headers: carried }),
    ...(isAsked ? { command: true } : {}),
  };
}

/**
 * Credentials of the same form that no target knows. They contain the right ones, so that they are hidden wherever
 * those are.
 */
function wrong({ accessKeySecret, token, headers, ...rest }: Credentials): Credentials {
  return {
    ...rest,
    ...(accessKeySecret === undefined ? {} : { accessKeySecret: `${accessKeySecret}0` }),
    ...(token === undefined ? {} : { token: `${token}0` }),
    ...(headers === undefined
      ? {}
      : { headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}0`])) }),
  };
}

/**
 * The signer of an auth entry; undefined where nothing is to be signed. `tokens` gives, as JSON, what a command, a
 * file or a function issues.
 * @throws ConfigurationError `credential-missing`, `credential-malformed` naming the environment variable
 */
export function createSigner(
  auth: AuthEntry | undefined,
  environment: Environment,
  world: SigningWorld,
  tokens?: TokenSupply,
): PromptSigner | undefined {
  const scheme = schemeOf(auth);
  if (auth === undefined || scheme === undefined) return undefined;
  const lasting = credentialsOf(auth, environment);
  const issued = new Set<string>();
  const present = (): Credentials => {
    if (tokens === undefined) return lasting;
    const { headers, ...parts }: Credentials = JSON.parse(tokens.token());
    for (const text of [...Object.values(parts), ...Object.values(headers ?? {})]) issued.add(text);
    return { ...lasting, ...parts, ...(headers === undefined ? {} : { headers: { ...lasting.headers, ...headers } }) };
  };
  const outdated: SigningWorld = { ...world, now: () => world.now() - day };
  return {
    ...signingOf(auth, scheme.tokenHeader),
    issued: () => [...issued],
    sign: ({ flaw, ...request }, baseUrl) => {
      switch (flaw) {
        case undefined:
          return scheme.sign(request, baseUrl, present(), world);
        case 'missing-credentials':
          return request;
        case 'wrong-secret':
          return scheme.sign(request, baseUrl, wrong(present()), world);
        case 'expired-date':
          return scheme.sign(request, baseUrl, present(), outdated);
        default:
          return flaw satisfies never;
      }
    },
  };
}

/** The secret values that an auth entry refers to, as far as they are set; for a redactor. */
export function secretsOf(auth: AuthEntry | undefined, environment: Environment): readonly string[] {
  if (auth === undefined) return [];
  const sources = [...singleSources(auth).map(([, source]) => source), ...Object.values(auth.headers ?? {})];
  return sources.flatMap((source) => ('env' in source ? (variableIn(environment, source.env) ?? []) : []));
}
