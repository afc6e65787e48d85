import type { WireRequest } from '../../../contract/target.js';
import type { AuthScheme, Credentials, SigningWorld } from '../auth-scheme.js';
import {
  byCodeUnit,
  type CanonicalParts,
  canonicalPath,
  canonicalRequest,
  decodedPairs,
} from '../canonical-request.js';
import { derivedKey, hmacSha256, sha256 } from '../digests.js';
import { basicSeconds } from '../timestamps.js';
import { wirePlace } from '../wire-place.js';

/** Name of the algorithm in the Authorization header. */
export const sdkHmacAlgorithm = 'SDK-HMAC-SHA256';

/**
 * The signature of Huawei Cloud and Open Telekom Cloud: HMAC-SHA256, with the secret key itself, over date and hash of
 * the canonical request. The signed path ends in a slash, whether or not the request's does.
 * @see https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html
 */
export function sdkHmacSignature({ path, ...parts }: CanonicalParts, date: string, secret: string): string {
  const slashed = path.endsWith('/') ? path : `${path}/`;
  return hmacSha256(secret, [sdkHmacAlgorithm, date, sha256(canonicalRequest({ ...parts, path: slashed }))].join('\n'));
}

/** What a signature of Open Telekom Cloud's Go client is about; region and service are empty. */
export interface SignatureScope {
  readonly accessKeyId: string;
  /** `<yyyymmdd>/<region>/<service>/sdk_request`. */
  readonly scope: string;
}

/** The scope in the credential of that client; undefined where it is none. */
export function scopeOf(credential: string | undefined): SignatureScope | undefined {
  const [, accessKeyId = '', scope = ''] = /^([^/]+)\/(\d{8}\/[^/]*\/[^/]*\/sdk_request)$/.exec(credential ?? '') ?? [];
  return scope === '' ? undefined : { accessKeyId, scope };
}

/** The same with a key that is derived for a scope, as the Go client of Open Telekom Cloud signs. */
export function scopedSignature(
  { path, ...parts }: CanonicalParts,
  date: string,
  secret: string,
  scope: string,
): string {
  const slashed = path.endsWith('/') ? path : `${path}/`;
  const key = derivedKey(`SDK${secret}`, scope.split('/'));
  return hmacSha256(
    key,
    [sdkHmacAlgorithm, date, scope, sha256(canonicalRequest({ ...parts, path: slashed }))].join('\n'),
  );
}

const alwaysSigned: ReadonlySet<string> = new Set(['content-type', 'host', 'x-project-id', 'x-security-token']);

/** What a signature is made of, beside the key, and the request with the headers that it is about. */
interface Prepared {
  readonly date: string;
  readonly parts: CanonicalParts;
  readonly headers: Readonly<Record<string, string>>;
}

function prepared(
  request: WireRequest,
  baseUrl: string,
  { securityToken, projectId }: Credentials,
  { now }: SigningWorld,
): Prepared {
  const { host, pathname, query } = wirePlace(request.path, baseUrl);
  const date = basicSeconds(now());
  const headers: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
    host,
    'x-sdk-date': date,
    ...(projectId === undefined ? {} : { 'x-project-id': projectId }),
    ...(securityToken === undefined ? {} : { 'x-security-token': securityToken }),
  };
  const signed = Object.keys(headers)
    .filter((name) => alwaysSigned.has(name) || name.startsWith('x-sdk-'))
    .sort(byCodeUnit);
  // Whoever names a hash (UNSIGNED-PAYLOAD) has it taken for that of the body.
  const bodyHash = headers['x-sdk-content-sha256'] ?? sha256(request.body ?? '');
  const path = canonicalPath(pathname);
  return {
    date,
    headers,
    parts: { method: request.method, path, query: decodedPairs(query), headers, signed, bodyHash },
  };
}

/**
 * AK/SK: host, content type, date and, where they are given, project, security token and whatever else begins with
 * `x-sdk-` are signed.
 */
export const sdkHmac: AuthScheme = {
  name: 'sdk-hmac-sha256',
  needs: ['accessKeyId', 'accessKeySecret'],
  takes: ['securityToken', 'projectId'],
  dated: true,
  sign: (request, baseUrl, credentials, world) => {
    const { accessKeyId = '', accessKeySecret = '' } = credentials;
    const { date, headers, parts } = prepared(request, baseUrl, credentials, world);
    const signature = sdkHmacSignature(parts, date, accessKeySecret);
    const authorization = `${sdkHmacAlgorithm} Access=${accessKeyId}, SignedHeaders=${parts.signed.join(';')}, Signature=${signature}`;
    return { ...request, headers: { ...headers, authorization } };
  },
};

/** The same with a key for a scope without region and service, as Open Telekom Cloud's Go client signs. */
export const scopedSdkHmac: AuthScheme = {
  ...sdkHmac,
  name: 'sdk-hmac-sha256-scoped',
  sign: (request, baseUrl, credentials, world) => {
    const { accessKeyId = '', accessKeySecret = '' } = credentials;
    const { date, headers, parts } = prepared(request, baseUrl, credentials, world);
    const scope = `${date.slice(0, 8)}///sdk_request`;
    const signature = scopedSignature(parts, date, accessKeySecret, scope);
    const authorization = `${sdkHmacAlgorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${parts.signed.join(';')}, Signature=${signature}`;
    return { ...request, headers: { ...headers, authorization } };
  },
};
