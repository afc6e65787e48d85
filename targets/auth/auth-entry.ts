import { ConfigurationError } from '../../contract/errors.js';
import { isObject } from '../../contract/pointer.js';
import type { AuthFlaw } from '../../contract/target.js';
import type { AuthEntry } from '../../generated/target-file.js';
import type { AuthScheme } from '../drivers/auth-scheme.js';
import { authSchemes } from '../drivers/auth-schemes.js';
import { isCredentialSource } from './credential-source.js';

/** Members of an auth entry that are no credentials. */
const plain: ReadonlySet<string> = new Set(['scheme', 'projectId']);
/** Members that no environment variable can give. */
const liveOnly: ReadonlySet<string> = new Set(['credentials', 'sign']);

/** What is wrong with one auth entry, told without any value of it: a value in the wrong place may be a secret. */
function inlineProblem(auth: unknown, place: string): string | undefined {
  const remedy =
    'name the environment variable that holds it: { env: NAME }, the file: { file: … }, or the command that prints it: { command: … }';
  if (!isObject(auth)) return `${place} must be an object with a scheme`;
  for (const [name, value] of Object.entries(auth)) {
    if (plain.has(name)) continue;
    const values: readonly (readonly [string, unknown])[] =
      name === 'headers' && isObject(value)
        ? Object.entries(value).map(([header, own]) => [`${place}.headers.${header}`, own])
        : [[`${place}.${name}`, value]];
    const inline = values.find(([, own]) => !isCredentialSource(own));
    if (inline !== undefined) return `${inline[0]} must not stand in the file; ${remedy}`;
    if (liveOnly.has(name) && isObject(value) && 'env' in value)
      return `${place}.${name} comes from no environment variable; ${name === 'sign' ? 'write a function, in a file in TypeScript or JavaScript' : 'name a file or a command'}`;
  }
  return undefined;
}

/** Names of headers that carry credentials, whatever comes around them. */
const credentialHeader =
  /authori[sz]ation|cookie|token|secret|passw|passphrase|credential|signature|vault|bearer|jwt|api-?key|access-?key|^x-?auth(?:-|$)|^x-(?:amz|acs|bce)-security/i;

/** Words of names that say so where they stand alone: X-Pass, but not X-Passenger; a key, but not that of a repetition. */
const credentialWord = /(?:^|[-_])(?:pass|pwd|pw|sig|sess(?:ion)?|sid|pat|pin|otp)(?:[-_]|$)|(?:^|[-_])key$/i;
const otherKey = /(?:idempotency|idempotent|cache|routing|partition|surrogate|sort|client-request)[-_]?key$/i;

/**
 * Values of headers that are credentials whatever the header is called: by how they begin, by the marks that issuers
 * put in front of keys, or long and without a pattern. Identifiers (UUIDs, hexadecimal numbers) are none.
 */
const credentialValues: readonly RegExp[] = [
  /^\s*(?:basic|bearer|digest|negotiate|token|apikey)\s+\S/i,
  /^\s*eyJ[\w-]+\.[\w-]+\.[\w-]*\s*$/,
  /^\s*(?:AKIA|ASIA|LTAI|AIza|gh[pousr]_|glpat-|xox[abprs]-|sk[-_])[\w-]{8,}\s*$/,
  /^\s*(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])(?=\D*\d)[A-Za-z0-9+/_=-]{28,}\s*$/,
];

function isCredential(name: string, value: unknown): boolean {
  if (typeof value !== 'string' || value.trim() === '') return false;
  const isNamed = credentialHeader.test(name) || (credentialWord.test(name) && !otherKey.test(name));
  return isNamed || credentialValues.some((pattern) => pattern.test(value));
}

/** What is wrong with headers that are sent with every request, told without their values. */
function headerProblem(headers: unknown): string | undefined {
  if (!isObject(headers)) return undefined;
  const inline = Object.entries(headers).find(([name, value]) => isCredential(name, value));
  return inline === undefined
    ? undefined
    : `headers.${inline[0]} looks like a credential, which must not stand in the file; name the environment variable that holds it: { env: NAME }`;
}

/**
 * The first place of a target file where a credential is written instead of referred to; undefined when there is none.
 */
export function inlineCredential(file: unknown): string | undefined {
  if (!isObject(file)) return undefined;
  const operations = isObject(file['operations']) ? Object.entries(file['operations']) : [];
  const entries: readonly (readonly [string, unknown])[] = [
    ['auth', file['auth']],
    ...operations.map(
      ([id, operation]) => [`operations.${id}.auth`, isObject(operation) ? operation['auth'] : undefined] as const,
    ),
  ];
  for (const [place, auth] of entries) {
    const problem = auth === undefined ? undefined : inlineProblem(auth, place);
    if (problem !== undefined) return problem;
  }
  return headerProblem(file['headers']);
}

/** Which credentials an entry lacks or has too many; undefined when it is complete. */
export function authProblem({ scheme: name, ...given }: AuthEntry, place: string): string | undefined {
  const scheme = authSchemes.get(name);
  const needs: readonly string[] = name === 'own' ? ['sign'] : (scheme?.needs ?? []);
  const together = needs.some((part) => part !== 'headers' && part !== 'sign') ? ['credentials'] : [];
  const known: readonly string[] = [...needs, ...(scheme?.takes ?? []), ...together];
  const isGiven = (part: string): boolean =>
    Object.hasOwn(given, part) || (together.length > 0 && Object.hasOwn(given, 'credentials'));
  const missing = needs.find((part) => !isGiven(part));
  if (missing !== undefined) return `${place}: scheme ${name} needs ${missing}`;
  const idle = Object.keys(given).find((part) => !known.includes(part));
  return idle === undefined
    ? undefined
    : `${place}: scheme ${name} has no use for ${idle}; it takes ${known.join(', ') || 'nothing'}`;
}

/** The scheme of an entry; undefined for none, and for signers of the target file. @throws ConfigurationError `scheme-unknown` */
export function schemeOf(auth: AuthEntry | undefined): AuthScheme | undefined {
  if (auth === undefined || auth.scheme === 'none' || auth.scheme === 'own') return undefined;
  const scheme = authSchemes.get(auth.scheme);
  if (scheme === undefined)
    throw new ConfigurationError(
      'scheme-unknown',
      `auth.scheme ${auth.scheme} is unknown; known: none, ${[...authSchemes.keys()].join(', ')}`,
    );
  return scheme;
}

/** The ways in which credentials of this entry can be wrong on purpose. */
export function flawsOf(auth: AuthEntry | undefined): readonly AuthFlaw[] {
  if (auth?.scheme === 'own') return ['missing-credentials'];
  const scheme = schemeOf(auth);
  if (scheme === undefined) return [];
  return scheme.dated
    ? ['missing-credentials', 'wrong-secret', 'expired-date']
    : ['missing-credentials', 'wrong-secret'];
}
