import type { WireRequest } from '../../../contract/target.js';
import type { AuthScheme } from '../auth-scheme.js';
import { canonicalPairs, decodedPairs, type Pair } from '../canonical-request.js';
import { hmacSha1 } from '../digests.js';
import { encodedPairs, percentEncoded } from '../percent-encoding.js';
import { isoSeconds } from '../timestamps.js';
import { splitQuery } from '../wire-place.js';

/** The parameters of a request wherever they travel: query and form body. */
export function rpcParameters({ path, headers, body = '' }: WireRequest): readonly Pair[] {
  const isForm = Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === 'content-type' && value.startsWith('application/x-www-form-urlencoded'),
  );
  return [...decodedPairs(splitQuery(path).query), ...(isForm ? decodedPairs(body) : [])];
}

/**
 * Alibaba Cloud's signature version 1: HMAC-SHA1 over method and all parameters but the signature, encoded twice.
 * @see https://help.aliyun.com/document_detail/315526.html
 */
export function rpcSignature(method: string, parameters: readonly Pair[], secret: string): string {
  const canonical = canonicalPairs(parameters.filter(([name]) => name !== 'Signature'));
  return hmacSha1(`${secret}&`, [method, percentEncoded('/'), percentEncoded(canonical)].join('&'));
}

/** Signature version 1: everything travels in the query. */
export const alibabaV1: AuthScheme = {
  name: 'alibaba-v1',
  needs: ['accessKeyId', 'accessKeySecret'],
  takes: ['securityToken'],
  dated: true,
  sign: (request, _baseUrl, { accessKeyId = '', accessKeySecret = '', securityToken }, { now, nonce }) => {
    const common: readonly Pair[] = [
      ['AccessKeyId', accessKeyId],
      ['SignatureMethod', 'HMAC-SHA1'],
      ['SignatureNonce', nonce()],
      ['SignatureVersion', '1.0'],
      ['Timestamp', isoSeconds(now())],
      ...(securityToken === undefined ? [] : [['SecurityToken', securityToken] as const]),
    ];
    const signature = rpcSignature(request.method, [...rpcParameters(request), ...common], accessKeySecret);
    const added = encodedPairs([...common, ['Signature', signature]]);
    return { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}${added}` };
  },
};
