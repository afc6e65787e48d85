import type { AuthScheme } from '../auth-scheme.js';
import { byCodeUnit, canonicalPath, decodedPairs, type Pair } from '../canonical-request.js';
import { hmacSha256 } from '../digests.js';
import { lowerCaseNames } from '../lower-case-names.js';
import { percentEncoded } from '../percent-encoding.js';
import { isoSeconds } from '../timestamps.js';
import { wirePlace } from '../wire-place.js';

/** Name of the algorithm, which an Authorization header begins with. */
export const bceAlgorithm = 'bce-auth-v1';

/** How long a signature is good for, in seconds, as the vendor's SDKs have it. */
const expiry = 1800;

/** What bce-auth-v1 signs: never the body. */
export interface BceParts {
  readonly method: string;
  readonly pathname: string;
  readonly query: readonly Pair[];
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of the signed headers, lower case. */
  readonly signed: readonly string[];
}

/**
 * Baidu AI Cloud's bce-auth-v1: HMAC-SHA256 over the canonical request, with a key made from the secret and `prefix`
 * (algorithm, access key, time and expiry, joined by slashes).
 * @see https://cloud.baidu.com/doc/Reference/s/njwvz1yfu
 */
export function bceSignature(
  { method, pathname, query, headers, signed }: BceParts,
  prefix: string,
  secret: string,
): string {
  const pairs = query
    .filter(([name]) => name.toLowerCase() !== 'authorization')
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
    .sort(byCodeUnit);
  const lines = signed
    .map((name) => [name, (headers[name] ?? '').trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${percentEncoded(name)}:${percentEncoded(value)}`)
    .sort(byCodeUnit);
  return hmacSha256(
    hmacSha256(secret, prefix),
    [method, canonicalPath(pathname), pairs.join('&'), lines.join('\n')].join('\n'),
  );
}

/** bce-auth-v1 over host, content type, content-md5 and whatever begins with `x-bce-`. */
export const bceAuth: AuthScheme = {
  name: 'bce-auth-v1',
  needs: ['accessKeyId', 'accessKeySecret'],
  takes: ['securityToken'],
  dated: true,
  sign: (request, baseUrl, { accessKeyId = '', accessKeySecret = '', securityToken }, { now }) => {
    const { host, pathname, query } = wirePlace(request.path, baseUrl);
    const date = isoSeconds(now());
    const headers: Readonly<Record<string, string>> = {
      ...lowerCaseNames(request.headers),
      host,
      'x-bce-date': date,
      ...(securityToken === undefined ? {} : { 'x-bce-security-token': securityToken }),
    };
    const signed = Object.keys(headers)
      .filter(
        (name) => name === 'content-type' || name === 'content-md5' || name === 'host' || name.startsWith('x-bce-'),
      )
      .sort(byCodeUnit);
    const prefix = [bceAlgorithm, accessKeyId, date, expiry].join('/');
    const signature = bceSignature(
      { method: request.method, pathname, query: decodedPairs(query), headers, signed },
      prefix,
      accessKeySecret,
    );
    return { ...request, headers: { ...headers, authorization: [prefix, signed.join(';'), signature].join('/') } };
  },
};
