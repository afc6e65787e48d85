import type { WireRequest } from '../../../contract/target.js';
import { authorizationFields } from '../authorization-fields.js';
import { canonicalPath, decodedPairs } from '../canonical-request.js';
import { sha256 } from '../digests.js';
import { clockWindow, parseSeconds } from '../timestamps.js';
import { type KnownCredentials, type KnownKey, refused, type Verification, type Verify } from '../verifier.js';
import { splitQuery } from '../wire-place.js';
import { acs3Algorithm, acs3Signature } from './acs3-signature.js';
import { rpcParameters, rpcSignature } from './rpc-signature.js';

/** What either version of the signature says of its caller. */
interface Claim {
  readonly accessKeyId: string;
  readonly securityToken: string | undefined;
  readonly timestamp: string | undefined;
  readonly nonce: string | undefined;
  readonly signature: string;
  readonly expected: (key: KnownKey) => string;
}

function judge(claim: Claim, { keys }: KnownCredentials, now: number): Verification {
  const { accessKeyId, securityToken, timestamp, nonce, signature, expected } = claim;
  const key = keys.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (key === undefined) return refused(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  if (key.securityToken !== securityToken)
    return refused(
      400,
      'InvalidSecurityToken.MismatchWithAccessKey',
      'The security token does not belong to the access key.',
    );
  const time = parseSeconds(timestamp);
  if (time === undefined)
    return refused(400, 'InvalidTimeStamp.Format', 'The timestamp is not of the form YYYY-MM-DDThh:mm:ssZ.');
  if (Math.abs(now - time) > clockWindow)
    return refused(400, 'InvalidTimeStamp.Expired', 'The timestamp is more than 15 minutes off.');
  if (nonce === undefined || nonce === '') return refused(400, 'MissingSignatureNonce', 'SignatureNonce is mandatory.');
  if (signature !== expected(key))
    return refused(400, 'SignatureDoesNotMatch', 'The signature is not the one that the server calculates.');
  return { once: { value: nonce, refusal: refused(400, 'SignatureNonceUsed', 'The nonce was used already.').refusal } };
}

function verifyAcs3(request: WireRequest, known: KnownCredentials, now: number): Verification {
  const { headers, method, body = '' } = request;
  const fields = authorizationFields(headers['authorization'] ?? '', acs3Algorithm);
  const [accessKeyId, signed, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((name) =>
    fields?.get(name),
  );
  if (accessKeyId === undefined || signed === undefined || signature === undefined)
    return refused(
      400,
      'IncompleteSignature',
      'The Authorization header is not of the form that the algorithm asks for.',
    );
  const names = signed.split(';');
  const must = Object.keys(headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'),
  );
  if (must.some((name) => !names.includes(name)))
    return refused(
      400,
      'IncompleteSignature',
      'host, content-type and all headers that begin with x-acs- must be signed.',
    );
  const bodyHash = sha256(body);
  if (headers['x-acs-content-sha256'] !== bodyHash)
    return refused(400, 'SignatureDoesNotMatch', 'x-acs-content-sha256 is not the hash of the body.');
  const { pathname, query } = splitQuery(request.path);
  const parts = { method, path: canonicalPath(pathname), query: decodedPairs(query), headers, signed: names, bodyHash };
  return judge(
    {
      accessKeyId,
      securityToken: headers['x-acs-security-token'],
      timestamp: headers['x-acs-date'],
      nonce: headers['x-acs-signature-nonce'],
      signature,
      expected: ({ accessKeySecret }) => acs3Signature(parts, accessKeySecret),
    },
    known,
    now,
  );
}

/** Both signatures of Alibaba Cloud: in the parameters (version 1) or in the Authorization header (version 3). */
export const verifyAlibaba: Verify = (request, known, now) => {
  if (request.headers['authorization'] !== undefined) return verifyAcs3(request, known, now);
  const pairs = rpcParameters(request);
  const parameters = new Map(pairs);
  const accessKeyId = parameters.get('AccessKeyId');
  if (accessKeyId === undefined) return refused(400, 'MissingAccessKeyId', 'AccessKeyId is mandatory for this action.');
  const signature = parameters.get('Signature');
  if (
    signature === undefined ||
    parameters.get('SignatureMethod') !== 'HMAC-SHA1' ||
    parameters.get('SignatureVersion') !== '1.0'
  )
    return refused(400, 'IncompleteSignature', 'The request signature does not conform to the standards.');
  return judge(
    {
      accessKeyId,
      securityToken: parameters.get('SecurityToken'),
      timestamp: parameters.get('Timestamp'),
      nonce: parameters.get('SignatureNonce'),
      signature,
      expected: ({ accessKeySecret }) => rpcSignature(request.method, pairs, accessKeySecret),
    },
    known,
    now,
  );
};
