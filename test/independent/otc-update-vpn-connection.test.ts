import { testImplementation } from './test-implementation.js';

await testImplementation({
  id: 'otc.update-vpn-connection',
  file: 'otc-update-vpn-connection.mjs',
  unseen: {
    'any-project': 'how another project is answered is not documented',
    'not-found-400': 'with which 4xx an unknown connection is refused is not documented',
    'malformed-500': 'how a body that is not JSON is answered is not documented',
    'subnet-214-free': 'the reserved blocks vary by region (erratum peer-subnets-regional)',
    'subnet-only-12': 'the reserved blocks vary by region (erratum peer-subnets-regional)',
    'subnet-reserved-inside-only': 'the reserved blocks vary by region (erratum peer-subnets-regional)',
    'response-hub-missing':
      'non-strict only: no sample shows it, and an answer may show the connection as it was before it was set',
  },
  right: { settleMs: 1, cases: 2 },
  wide: ['rejected-half-applied', 'error-psk-echo', 'peer-id-shows-local'],
});
