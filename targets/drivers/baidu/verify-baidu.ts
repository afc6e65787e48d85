import { decodedPairs } from '../canonical-request.js';
import { clockWindow, parseSeconds } from '../timestamps.js';
import { refused, type Verify } from '../verifier.js';
import { splitQuery } from '../wire-place.js';
import { bceAlgorithm, bceSignature } from './bce-signature.js';

/** Headers that are signed when the Authorization header names none, and those that begin with x-bce-. */
const signedByDefault: readonly string[] = ['host', 'content-length', 'content-type', 'content-md5'];

/** bce-auth-v1 of Baidu AI Cloud, in the Authorization header or a query parameter of that name. */
export const verifyBaidu: Verify = (request, { keys }, now) => {
  const { headers, method } = request;
  const { pathname, query } = splitQuery(request.path);
  const pairs = decodedPairs(query);
  const authorization = headers['authorization'] ?? pairs.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  if (authorization === undefined) return refused(403, 'AccessDenied', 'Access denied: the request is not signed.');
  const [algorithm, accessKeyId = '', timestamp = '', expiry = '', names = '', signature, ...rest] =
    authorization.split('/');
  const time = parseSeconds(timestamp);
  if (
    algorithm !== bceAlgorithm ||
    signature === undefined ||
    rest.length > 0 ||
    time === undefined ||
    !/^-?\d+$/.test(expiry)
  )
    return refused(
      400,
      'InvalidHTTPAuthHeader',
      'The Authorization header is not of the form bce-auth-v1/ak/time/expiry/headers/signature.',
    );
  const key = keys.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (key === undefined) return refused(403, 'InvalidAccessKeyId', 'The access key does not exist.');
  if (key.securityToken !== headers['x-bce-security-token'])
    return refused(403, 'AccessDenied', 'The session token does not belong to the access key.');
  if (now > time + Number(expiry) * 1000) return refused(400, 'RequestExpired', 'The request has expired.');
  if (time > now + clockWindow)
    return refused(403, 'RequestTimeTooSkewed', 'The time of the request is more than 15 minutes ahead.');
  const signed =
    names === ''
      ? Object.keys(headers).filter((name) => signedByDefault.includes(name) || name.startsWith('x-bce-'))
      : names.split(';');
  if (!signed.includes('host')) return refused(400, 'InvalidHTTPAuthHeader', 'The host header must be signed.');
  const prefix = [algorithm, accessKeyId, timestamp, expiry].join('/');
  if (signature !== bceSignature({ method, pathname, query: pairs, headers, signed }, prefix, key.accessKeySecret))
    return refused(400, 'SignatureDoesNotMatch', 'The signature is not the one that the server calculates.');
  return {};
};
