import type { KnownCredentials } from '../drivers/verifier.js';

/**
 * What a reference that asks for credentials takes: fixed, public and good for nothing else. The second key is a
 * temporary one.
 */
export const testCredentials: KnownCredentials = {
  keys: [
    { accessKeyId: 'vpn-conformance-test-key', accessKeySecret: 'this-is-no-secret-but-a-test-value' },
    {
      accessKeyId: 'vpn-conformance-temporary-test-key',
      accessKeySecret: 'this-is-no-secret-either',
      securityToken: 'vpn-conformance-test-session-token',
    },
  ],
  tokens: ['vpn-conformance-test-token'],
  headers: { 'x-api-key': 'vpn-conformance-test-api-key' },
};
