import type { AuthScheme } from '../auth-scheme.js';
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
export function scopedSignature(parts: CanonicalParts, date: string, secret: string, scope: string): string {
  const key = derivedKey(`SDK${secret}`, scope.split('/'));
  return hmacSha256(key, [sdkHmacAlgorithm, date, scope, sha256(canonicalRequest(parts))].join('\n'));
}

const alwaysSigned: ReadonlySet<string> = new Set(['content-type', 'host', 'x-project-id', 'x-security-token']);

/**
 * AK/SK: host, content type, date and, where they are given, project, security token and
 * whatever else begins with `x-sdk-` are signed.
 */
export const sdkHmac: AuthScheme = {
  name: 'sdk-hmac-sha256',
  needs: ['accessKeyId', 'accessKeySecret'],
  takes: ['securityToken', 'projectId'],
  dated: true,
  sign: (request, baseUrl, { accessKeyId = '', accessKeySecret = '', securityToken, projectId }, { now }) => {
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
    const parts = {
      method: request.method,
      path: canonicalPath(pathname),
      query: decodedPairs(query),
      headers,
      signed,
      // Whoever names a hash (UNSIGNED-PAYLOAD) has it taken for that of the body.
      bodyHash: headers['x-sdk-content-sha256'] ?? sha256(request.body ?? ''),
    };
    const signature = sdkHmacSignature(parts, date, accessKeySecret);
    const authorization = `${sdkHmacAlgorithm} Access=${accessKeyId}, SignedHeaders=${signed.join(';')}, Signature=${signature}`;
    return { ...request, headers: { ...headers, authorization } };
  },
};
