import { ConfigurationError } from '../../contract/errors.js';
import type { Signer, Signing, TokenSupply } from '../../contract/target.js';
import type { AuthEntry } from '../../generated/target-file.js';
import type { Credentials, SigningWorld } from '../drivers/auth-scheme.js';
import { schemeOf } from './auth-entry.js';
import { type Environment, meantVariable, variableIn } from './environment.js';

interface Reference {
  readonly env: string;
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

/** The variable that a credential is read from, or that stands in curl lines for what a command gives. */
function variableOf(token: AuthEntry['token']): readonly string[] {
  if (token === undefined) return [];
  return ['env' in token ? token.env : 'AUTH_TOKEN'];
}

function credentialsOf(
  { accessKeyId, accessKeySecret, securityToken, token, projectId, headers }: AuthEntry,
  environment: Environment,
): Credentials {
  const named = token !== undefined && 'env' in token ? token : undefined;
  const entries = Object.entries({ accessKeyId, accessKeySecret, securityToken, token: named }).flatMap(
    ([name, reference]) => (reference === undefined ? [] : [[name, read(reference, environment)] as const]),
  );
  return {
    ...Object.fromEntries(entries),
    ...(projectId === undefined ? {} : { projectId }),
    ...(headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, reference]) => [name, read(reference, environment)]),
          ),
        }),
  };
}

function signingOf(auth: AuthEntry, tokenHeader: string | undefined): Signing {
  const { scheme, accessKeyId, accessKeySecret, securityToken, token, headers = {} } = auth;
  const named = Object.entries(headers).map(([name, { env }]) => [name.toLowerCase(), env] as const);
  const [tokenVariable] = variableOf(token);
  const carried = Object.fromEntries([
    ...named,
    ...(tokenVariable === undefined || tokenHeader === undefined ? [] : [[tokenHeader, tokenVariable] as const]),
  ]);
  const variables = [accessKeyId, accessKeySecret, securityToken].flatMap((reference) => reference?.env ?? []);
  return {
    scheme,
    variables: [...variables, ...variableOf(token), ...Object.values(headers).map(({ env }) => env)],
    ...(Object.keys(carried).length === 0 ? {} : { headers: carried }),
    ...(token !== undefined && 'command' in token ? { command: true } : {}),
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
 * The signer of an auth entry; undefined where nothing is to be signed. `tokens` gives the token of an entry that has a
 * command for it.
 * @throws ConfigurationError `credential-missing`, `credential-malformed` naming the environment variable
 */
export function createSigner(
  auth: AuthEntry | undefined,
  environment: Environment,
  world: SigningWorld,
  tokens?: TokenSupply,
): Signer | undefined {
  const scheme = schemeOf(auth);
  if (auth === undefined || scheme === undefined) return undefined;
  const lasting = credentialsOf(auth, environment);
  const issued = new Set<string>();
  const present = (): Credentials => {
    if (tokens === undefined) return lasting;
    const token = tokens.token();
    issued.add(token);
    return { ...lasting, token };
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
  const { accessKeyId, accessKeySecret, securityToken, token, headers = {} } = auth;
  const named = token !== undefined && 'env' in token ? token : undefined;
  return [accessKeyId, accessKeySecret, securityToken, named, ...Object.values(headers)].flatMap(
    (reference) => variableIn(environment, reference?.env ?? '') ?? [],
  );
}
