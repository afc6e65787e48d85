import type { AuthScheme } from '../auth-scheme.js';
import {
  byCodeUnit,
  type CanonicalParts,
  canonicalPath,
  canonicalRequest,
  decodedPairs,
} from '../canonical-request.js';
import { hmacSha256, sha256 } from '../digests.js';
import { encodedPairs } from '../percent-encoding.js';
import { isoSeconds } from '../timestamps.js';
import { splitQuery, wirePlace } from '../wire-place.js';

/** Name of the algorithm in the Authorization header. */
export const acs3Algorithm = 'ACS3-HMAC-SHA256';

/**
 * Alibaba Cloud's signature version 3: HMAC-SHA256 over the hash of the canonical request.
 * @see https://help.aliyun.com/document_detail/2593177.html
 */
export function acs3Signature(parts: CanonicalParts, secret: string): string {
  return hmacSha256(secret, `${acs3Algorithm}\n${sha256(canonicalRequest(parts))}`);
}

/** Parameters that version 3 knows as headers, or (the format) not at all. */
const common: readonly string[] = ['Action', 'Version', 'Format'];

/**
 * Signature version 3: host, content type and every `x-acs-` header are signed. Action and version move from the query
 * to headers.
 */
export const alibabaAcs3: AuthScheme = {
  name: 'alibaba-acs3',
  needs: ['accessKeyId', 'accessKeySecret'],
  takes: ['securityToken'],
  dated: true,
  sign: (request, baseUrl, { accessKeyId = '', accessKeySecret = '', securityToken }, { now, nonce }) => {
    const { host, pathname, query } = wirePlace(request.path, baseUrl);
    const all = decodedPairs(query);
    const pairs = all.filter(([name]) => !common.includes(name));
    const bodyHash = sha256(request.body ?? '');
    const moved = all.flatMap(([name, value]) =>
      name === 'Action' || name === 'Version' ? [[`x-acs-${name.toLowerCase()}`, value] as const] : [],
    );
    const headers: Readonly<Record<string, string>> = {
      ...Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
      host,
      ...Object.fromEntries(moved),
      'x-acs-content-sha256': bodyHash,
      'x-acs-date': isoSeconds(now()),
      'x-acs-signature-nonce': nonce(),
      ...(securityToken === undefined
        ? {}
        : { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': securityToken }),
    };
    const signed = Object.keys(headers)
      .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
      .sort(byCodeUnit);
    const parts = { method: request.method, path: canonicalPath(pathname), query: pairs, headers, signed, bodyHash };
    const signature = acs3Signature(parts, accessKeySecret);
    const authorization = `${acs3Algorithm} Credential=${accessKeyId},SignedHeaders=${signed.join(';')},Signature=${signature}`;
    const path =
      pairs.length === 0
        ? splitQuery(request.path).pathname
        : `${splitQuery(request.path).pathname}?${encodedPairs(pairs)}`;
    return { ...request, path, headers: { ...headers, authorization } };
  },
};
