import type { AuthEntry } from '../../../generated/target-file.js';
import { createSigner, type PromptSigner } from '../../../targets/auth/create-signer.js';
import { testCredentials } from '../../../targets/reference/test-credentials.js';

const [permanent, temporary] = testCredentials.keys;

/** The reference's test credentials as environment variables. */
export const testEnvironment: Readonly<Record<string, string>> = {
  TEST_KEY: permanent?.accessKeyId ?? '',
  TEST_SECRET: permanent?.accessKeySecret ?? '',
  TEMPORARY_KEY: temporary?.accessKeyId ?? '',
  TEMPORARY_SECRET: temporary?.accessKeySecret ?? '',
  SESSION_TOKEN: temporary?.securityToken ?? '',
  AUTH_TOKEN: testCredentials.tokens[0] ?? '',
  API_KEY: testCredentials.headers['x-api-key'] ?? '',
};

const key = { accessKeyId: { env: 'TEST_KEY' }, accessKeySecret: { env: 'TEST_SECRET' } };
const session = {
  accessKeyId: { env: 'TEMPORARY_KEY' },
  accessKeySecret: { env: 'TEMPORARY_SECRET' },
  securityToken: { env: 'SESSION_TOKEN' },
};
const alibaba = ['alibaba.modify-vpn-attachment-attribute', 'alibaba.update-enhanced-vpn-gateway'];
const huawei = ['huawei.update-vpn-connection', 'otc.update-vpn-connection'];

/** Every scheme with credentials of each kind, and the operations that take it. */
export const authEntries: readonly (readonly [name: string, entry: AuthEntry, operations: readonly string[]])[] = [
  ['alibaba-v1', { scheme: 'alibaba-v1', ...key }, alibaba],
  ['alibaba-v1 with a session token', { scheme: 'alibaba-v1', ...session }, alibaba],
  ['alibaba-acs3', { scheme: 'alibaba-acs3', ...key }, alibaba],
  ['alibaba-acs3 with a session token', { scheme: 'alibaba-acs3', ...session }, alibaba],
  ['sdk-hmac-sha256', { scheme: 'sdk-hmac-sha256', ...key, projectId: '0123456789abcdef' }, huawei],
  ['sdk-hmac-sha256-scoped', { scheme: 'sdk-hmac-sha256-scoped', ...key, projectId: '0123456789abcdef' }, huawei],
  ['sdk-hmac-sha256 with a session token', { scheme: 'sdk-hmac-sha256', ...session }, huawei],
  ['x-auth-token', { scheme: 'x-auth-token', token: { env: 'AUTH_TOKEN' } }, huawei],
  ['bce-auth-v1', { scheme: 'bce-auth-v1', ...key }, ['baidu.update-vpn-conn']],
  ['bce-auth-v1 with a session token', { scheme: 'bce-auth-v1', ...session }, ['baidu.update-vpn-conn']],
];

let nonces = 0;

/** A signer with the test credentials and a nonce that counts. */
export function testSigner(entry: AuthEntry, now: () => number = Date.now): PromptSigner | undefined {
  return createSigner(entry, testEnvironment, {
    now,
    nonce: () => {
      nonces += 1;
      return `nonce-${nonces}`;
    },
  });
}
