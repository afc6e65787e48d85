import { describe, expect, it } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import type { Reply } from '../../../contract/target.js';
import { credentialRefusalOf, type RefusalKind } from '../../../suites/credentials/credential-refusal.js';
import { toyContract } from '../../targets/toy-contract.js';

const alibaba = loadOperation('alibaba.update-enhanced-vpn-gateway');
const huawei = loadOperation('huawei.update-vpn-connection');
const otc = loadOperation('otc.update-vpn-connection');
const baidu = loadOperation('baidu.update-vpn-conn');
const toy = toyContract();

function answer(status: number, body: unknown): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status, headers: {}, text, body: typeof body === 'string' ? undefined : body };
}

describe('an answer is about the credentials', () => {
  it.each<[string, typeof toy, number, unknown, RefusalKind | undefined]>([
    ['a wrong secret', alibaba, 400, { Code: 'SignatureDoesNotMatch' }, 'authentication'],
    [
      'a wrong secret, in XML',
      alibaba,
      400,
      '<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code></Error>',
      'authentication',
    ],
    ['an unknown key', alibaba, 404, { Code: 'InvalidAccessKeyId.NotFound' }, 'authentication'],
    ['an outdated session token', alibaba, 400, { Code: 'InvalidSecurityToken.Expired' }, 'authentication'],
    ['a clock that is wrong', alibaba, 400, { Code: 'InvalidTimeStamp.Expired' }, 'clock'],
    ['a policy', alibaba, 403, { Code: 'Forbidden.RAM' }, 'permission'],
    ['a wrong parameter', alibaba, 400, { Code: 'MissingParameter' }, undefined],
    ['an unknown gateway', alibaba, 404, { Code: 'InvalidVpnGatewayInstanceId.NotFound' }, undefined],
    ['throttling', alibaba, 403, { Code: 'Throttling.User' }, undefined],
    [
      'a wrong secret',
      huawei,
      401,
      { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' },
      'authentication',
    ],
    ['an older gateway', otc, 403, { error_code: 'APIG.0307' }, 'authentication'],
    ['the envelope of the service', otc, 403, { code: 'VPN.0003', message: '' }, 'authentication'],
    [
      'the envelope of the identity service',
      huawei,
      401,
      { error: { code: 401, message: 'expired', title: 'Unauthorized' } },
      'authentication',
    ],
    ['a role', huawei, 403, { error_code: 'VPN.0007' }, 'permission'],
    ['a limit of the gateway', huawei, 403, { error_code: 'APIGW.0308' }, undefined],
    ['a frozen connection', huawei, 400, { error_code: 'VPN.0001' }, undefined],
    ['an unknown key', baidu, 403, { code: 'InvalidAccessKeyId' }, 'authentication'],
    ['a malformed header', baidu, 400, { code: 'InvalidHTTPAuthHeader' }, 'authentication'],
    ['a clock that is wrong', baidu, 403, { code: 'RequestTimeTooSkewed' }, 'clock'],
    ['an access list', baidu, 403, { code: 'AccessDenied' }, 'permission'],
    ['a bad body', baidu, 400, { code: 'MalformedJSON' }, undefined],
    ['any 401', toy, 401, '', 'authentication'],
    ['a page with a 401', baidu, 401, '<html>Sign in</html>', 'authentication'],
    ['a proxy', toy, 407, '', 'authentication'],
    ['a page with a 403', toy, 403, '<html>Forbidden</html>', 'unclear'],
    ['a 403 with no code that is known', toy, 403, { code: 'Nope' }, 'unclear'],
    [
      'an envelope of the gateway behind a status of success',
      huawei,
      200,
      { error_code: 'APIGW.0301' },
      'authentication',
    ],
    ['a success', toy, 200, { code: 'SignatureDoesNotMatch' }, undefined],
    ['a defect', baidu, 500, { code: 'SignatureDoesNotMatch' }, undefined],
  ])('%s (%#)', (_, contract, status, body, kind) => {
    expect(credentialRefusalOf(contract, answer(status, body))?.kind).toBe(kind);
  });

  it('is told with its code', () => {
    expect(credentialRefusalOf(huawei, answer(401, { code: 'APIGW.0301' }))).toEqual({
      kind: 'authentication',
      status: 401,
      code: 'APIGW.0301',
    });
  });

  it('not surely where the document gives a 401 for something else', () => {
    const first = toy.clauses.find(({ kind, excluded }) => kind === 'value' && excluded === undefined);
    if (first === undefined) throw new Error('no clause');
    const documented = { ...toy, clauses: [{ ...first, rejects: { status: 401 } }] };
    expect(credentialRefusalOf(documented, answer(401, {}))?.kind).toBe('unclear');
  });
});
