import { testImplementation } from './test-implementation.js';

await testImplementation({
  id: 'huawei.update-vpn-connection',
  file: 'huawei-update-vpn-connection.mjs',
  unseen: {
    'any-project': 'how another project is answered is not documented',
    'not-found-400': 'with which 4xx an unknown connection is refused is not documented',
    'malformed-500': 'how a body that is not JSON is answered is not documented',
    'fqdn-without-local-id': 'non-strict only: an id may be stored from before (erratum local-id-stored-before)',
    'fqdn-without-peer-id': 'non-strict only: an id may be stored from before (erratum local-id-stored-before)',
  },
  right: { settleMs: 1, cases: 2 },
  wide: ['rejected-half-applied', 'error-psk-echo'],
});
