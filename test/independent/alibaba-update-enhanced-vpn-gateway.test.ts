import { testImplementation } from './test-implementation.js';

await testImplementation({
  id: 'alibaba.update-enhanced-vpn-gateway',
  file: 'alibaba-update-enhanced-vpn-gateway.mjs',
  unseen: {
    'error-without-request-id': 'the document shows no error answer',
    'never-active': 'undecided by design: no settling time is documented',
    'describe-never-updating': 'settling at once is right',
  },
  right: { settleMs: 20, cases: 2 },
  brokenSettleMs: 40,
});
