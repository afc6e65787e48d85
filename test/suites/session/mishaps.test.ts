import { describe, expect, test } from 'vitest';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { runInProcess } from '../../kit/run-in-process.js';
import { toyContract } from '../../targets/toy-contract.js';

const toy = toyContract();

/** Fails at every `nth` exchange of a role, whatever is asked. */
function failing(role: 'update' | 'read-back', nth: number, status: number): Intercept {
  let count = 0;
  return (answer, context) => {
    if (context.role !== role) return answer;
    count += 1;
    if (count % nth !== 0) return answer;
    context.overwrite(context.before);
    return {
      status,
      headers: { 'content-type': 'application/json' },
      body: { code: 'Unavailable', message: 'come again' },
    };
  };
}

describe('server errors', () => {
  test.each([
    ['at every seventh update', failing('update', 7, 503)],
    ['at every seventh read-back', failing('read-back', 7, 500)],
  ])('that come by chance, %s, are no fault of a clause', async (_, intercept) => {
    const report = await runInProcess({ contract: toy, cases: 3, reference: { intercept } });
    const wronged = report.operations.flatMap(({ clauses }) =>
      clauses.filter(({ verdict }) => ['fail', 'inconclusive', 'skipped'].includes(verdict)),
    );
    expect(wronged.map(({ id }) => id)).toEqual([]);
  });

  test('that a wrong request brings about every time are', async () => {
    const intercept: Intercept = (answer, { role, request, isAccepted }) =>
      role === 'update' && !isAccepted && typeof request['name'] === 'number' ? { ...answer, status: 500 } : answer;
    const report = await runInProcess({ contract: toy, reference: { intercept } });
    const failed = report.operations.flatMap(({ clauses }) =>
      clauses.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : [])),
    );
    expect(failed).toContain(`${toy.id}/name#type`);
  });
});
