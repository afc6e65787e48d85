import { testImplementation } from './test-implementation.js';

await testImplementation({
  id: 'alibaba.modify-vpn-attachment-attribute',
  file: 'alibaba-modify-vpn-attachment-attribute.mjs',
  unseen: {
    'single-with-tunnels': 'how a parameter of the other mode is answered is not documented',
    'dual-with-ike-config': 'how a parameter of the other mode is answered is not documented',
    'ike-lifetime-zero-refused': 'held open by the erratum lifetime-zero',
  },
  // Neither value of the only list is taken: what is refused is found beside other members only.
  wide: ['ike-version-v1-spelling'],
  right: { settleMs: 2, cases: 1 },
  brokenSettleMs: 40,
});
