import { authorizationFields } from '../authorization-fields.js';
import { canonicalPath, decodedPairs } from '../canonical-request.js';
import { sha256 } from '../digests.js';
import { clockWindow, parseSeconds } from '../timestamps.js';
import { refused, type Verify } from '../verifier.js';
import { splitQuery } from '../wire-place.js';
import { scopedSignature, scopeOf, sdkHmacAlgorithm, sdkHmacSignature } from './sdk-hmac-signature.js';

/**
 * AK/SK and tokens of Huawei Cloud and Open Telekom Cloud. Which headers are signed is the caller's choice; the date is
 * always among them.
 */
export const verifyHuawei: Verify = (request, { keys, tokens }, now) => {
  const { headers, method, body = '' } = request;
  const token = headers['x-auth-token'];
  if (token !== undefined)
    return tokens.includes(token)
      ? {}
      : refused(401, 'APIGW.0301', 'Incorrect IAM authentication information: decrypt token fail');
  const fields = authorizationFields(headers['authorization'] ?? '', sdkHmacAlgorithm);
  const scoped = scopeOf(fields?.get('Credential'));
  const [signed, signature] = ['SignedHeaders', 'Signature'].map((name) => fields?.get(name));
  const accessKeyId = scoped?.accessKeyId ?? fields?.get('Access');
  if (accessKeyId === undefined || signed === undefined || signature === undefined)
    return refused(401, 'APIGW.0301', 'Incorrect IAM authentication information: no AK/SK signature and no token');
  const key = keys.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (key === undefined || key.securityToken !== headers['x-security-token'])
    return refused(401, 'APIGW.0301', 'Incorrect IAM authentication information: get secretKey failed');
  const names = signed.split(';');
  const date = headers['x-sdk-date'];
  const time = parseSeconds(date);
  if (date === undefined || time === undefined || !names.includes('x-sdk-date'))
    return refused(
      401,
      'APIGW.0303',
      'Incorrect app authentication information: x-sdk-date is missing, malformed or not signed',
    );
  if (Math.abs(now - time) > clockWindow)
    return refused(401, 'APIGW.0303', 'Incorrect app authentication information: signature expired');
  const { pathname, query } = splitQuery(request.path);
  const bodyHash = headers['x-sdk-content-sha256'] ?? sha256(body);
  const parts = { method, path: canonicalPath(pathname), query: decodedPairs(query), headers, signed: names, bodyHash };
  const right =
    scoped === undefined
      ? sdkHmacSignature(parts, date, key.accessKeySecret)
      : scopedSignature(parts, date, key.accessKeySecret, scoped.scope);
  if (signature !== right)
    return refused(401, 'APIGW.0301', 'Incorrect IAM authentication information: verify aksk signature fail');
  return {};
};
