import { expect, test } from 'vitest';
import type { Intercept } from '../../targets/reference/reference-answer.js';
import { runInProcess } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';

const toy = toyContract();

/** Answers every nth update as some services do that are busy, with a code that no list has, and does nothing. */
function busyNowAndThen(nth: number): Intercept {
  let count = 0;
  return (answer, { role, isAccepted, before, overwrite }) => {
    if (role !== 'update') return answer;
    count += 1;
    if (count % nth !== 0) return answer;
    if (isAccepted) overwrite(before);
    return {
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: { code: 'Odd.17', message: 'The resource is busy, try again.' },
    };
  };
}

test.each([4, 5, 6, 7, 9, 13])(
  'a refusal that comes now and then, at every %ith update, fails no clause',
  async (nth) => {
    const report = await runInProcess({ contract: toy, cases: 3, reference: { intercept: busyNowAndThen(nth) } });
    expect(report.causes.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(report.totals.pass).toBeGreaterThan(40);
  },
);

test('the same refusal of every valid update that sets one member fails', async () => {
  const report = await runInProcess({
    contract: toy,
    reference: {
      intercept: (answer, context) =>
        context.role === 'update' && context.isAccepted && context.request['mode'] === 'safe'
          ? busyNowAndThen(1)(answer, context)
          : answer,
    },
  });
  expect(report.causes.filter(({ verdict }) => verdict === 'fail').map(({ minimal }) => minimal.change)).toEqual([
    '/mode = "safe"',
  ]);
});
