import { expect, test } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { runInProcess } from '../kit/run-in-process.js';
import { implementationAt } from './implementation.js';
import { testImplementation } from './test-implementation.js';

const id = 'baidu.update-vpn-conn';
const file = 'baidu-update-vpn-conn.mjs';

await testImplementation({
  id,
  file,
  unseen: {
    'secret-not-updated': 'no answer and no read-back shows the key',
    'token-ignored':
      'non-strict only: idempotence can mean that the repeat leaves what it set (erratum token-late-repetition)',
  },
  right: { settleMs: 20, cases: 2 },
  brokenSettleMs: 40,
});

test('a token that is ignored is told, not failed', async () => {
  const clause = `${id}/token-idempotent`;
  const { fixtures, start } = await implementationAt(file);
  const server = await start({ variant: 'strict', defect: 'token-ignored', settleMs: 1 });
  try {
    const report = await runInProcess({
      contract: loadOperation(id),
      baseUrl: server.url,
      fixtures,
      selection: { clauses: [clause] },
    });
    expect(report.operations[0]?.clauses).toMatchObject([{ id: clause, verdict: 'non-strict' }]);
  } finally {
    await server.close();
  }
});
