import { Buffer } from 'node:buffer';
import { ConfigurationError } from '../../contract/errors.js';
import { isObject } from '../../contract/pointer.js';
import type { Timing } from '../../contract/timing.js';
import type { AuthEntry } from '../../generated/target-file.js';
import type { Credentials } from '../drivers/auth-scheme.js';
import { isLive, type LiveSource, textOf } from './credential-source.js';
import { type Issued, SharedToken } from './shared-token.js';

const single = ['accessKeyId', 'accessKeySecret', 'securityToken', 'token'] as const;

/** Names that `credentials` are given under, by those of the target file; the others are those of common tools. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  accessKeyId: ['accessKeyId', 'AccessKeyId', 'access'],
  accessKeySecret: ['accessKeySecret', 'AccessKeySecret', 'secretAccessKey', 'SecretAccessKey', 'secret'],
  securityToken: ['securityToken', 'SecurityToken', 'sessionToken', 'SessionToken', 'securitytoken'],
  token: ['token', 'Token'],
};
const expiries: readonly string[] = ['expiration', 'Expiration', 'expiresAt', 'expires_at'];

/** When a JSON Web Token ends (RFC 7519, section 4.1.4), in milliseconds since 1970. */
function jwtExpiry(text: string): number | undefined {
  const [, payload] = /(?:^|\s)eyJ[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isObject(claims) && typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : undefined;
  } catch {
    return undefined;
  }
}

function statedExpiry(value: unknown): number | undefined {
  if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Credentials that come together. */
async function whole(
  source: LiveSource,
): Promise<{ readonly parts: Credentials; readonly endsAt: number | undefined }> {
  const text = await textOf(source, 'auth.credentials', 'object');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    given = undefined;
  }
  if (!isObject(given))
    throw new ConfigurationError(
      'credentials-malformed',
      'auth.credentials gave no JSON object; it is to hold accessKeyId, accessKeySecret, securityToken, token or expiration',
    );
  const object = given;
  const parts = Object.entries(aliases).flatMap(([name, names]) => {
    const value = names.map((alias) => object[alias]).find((found) => typeof found === 'string' && found !== '');
    return value === undefined ? [] : [[name, value] as const];
  });
  const [endsAt] = expiries.flatMap((name) => statedExpiry(object[name]) ?? []);
  return { parts: Object.fromEntries(parts), endsAt };
}

async function gather(auth: AuthEntry): Promise<{ readonly parts: Credentials; readonly ends: readonly number[] }> {
  const together = isLive(auth.credentials) ? await whole(auth.credentials) : { parts: {}, endsAt: undefined };
  const parts: Record<string, string> = {};
  for (const name of single) {
    const source = auth[name];
    if (isLive(source)) parts[name] = await textOf(source, `auth.${name}`, 'word');
  }
  const headers: Record<string, string> = {};
  for (const [name, source] of Object.entries(auth.headers ?? {}))
    if (isLive(source)) headers[name] = await textOf(source, `auth.headers.${name}`, 'header');
  const all = { ...together.parts, ...parts, ...(Object.keys(headers).length === 0 ? {} : { headers }) };
  const texts = [all.token, ...Object.values(headers)];
  const ends = [together.endsAt, ...texts.map((text) => (text === undefined ? undefined : jwtExpiry(text)))];
  return { parts: all, ends: ends.flatMap((end) => end ?? []) };
}

function hasLive(auth: AuthEntry): boolean {
  const sources = [...single.map((name) => auth[name]), auth.credentials, ...Object.values(auth.headers ?? {})];
  return sources.some(isLive);
}

/** What a supply works with beside its auth entry. */
interface SupplyOptions {
  readonly timing: Timing;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** That of the same supply in another worker. */
  readonly memory?: SharedArrayBuffer | undefined;
}

/**
 * The credentials of an auth entry that a command, a file or a function gives, as JSON (see `Credentials`); undefined
 * where all come from the environment.
 */
export function supplyOf(auth: AuthEntry | undefined, { timing, now, memory }: SupplyOptions): SharedToken | undefined {
  if (auth === undefined || !hasLive(auth)) return undefined;
  const fetch = async (): Promise<Issued> => {
    const { parts, ends } = await gather(auth);
    const text = JSON.stringify(parts);
    return ends.length === 0 ? { text } : { text, lastsMs: Math.min(...ends) - now() };
  };
  return new SharedToken({ fetch, timing, ...(memory === undefined ? {} : { memory }) });
}
