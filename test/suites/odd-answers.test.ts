import { describe, expect, test } from 'vitest';
import type { Transport } from '../../contract/target.js';
import { cut } from '../../suites/exchange/cut.js';
import { runInProcess, runJournal } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';

const toy = toyContract();

describe('texts of a target that nobody could read', () => {
  const long = 'x'.repeat(100_000);

  test('are cut before they are written, wherever they come in', async () => {
    const odd = await runJournal({
      contract: toy,
      cases: 2,
      reference: {
        intercept: (answer, { role, isAccepted }) => {
          if (role === 'read-back') return { ...answer, body: { ...Object(answer.body), mode: long } };
          return isAccepted
            ? {
                ...answer,
                headers: { 'content-type': `${long}/json` },
                body: { ...Object(answer.body), state: long, id: long },
              }
            : { ...answer, body: { code: long, message: long } };
        },
      },
    });
    const findings = odd.flatMap((entry) => (entry.type === 'result' ? entry.findings : []));
    expect(findings.length).toBeGreaterThan(5);
    expect(
      Math.max(
        ...odd.map((entry) =>
          entry.type === 'result'
            ? Math.max(0, ...entry.findings.map((one) => JSON.stringify(one).length))
            : JSON.stringify(entry).length,
        ),
      ),
    ).toBeLessThan(40_000);
    expect(findings.map(({ actual }) => actual).join('\n')).toContain('… (');
  });

  test('are cut between characters, and tell how long they were', () => {
    expect([cut('ab😀cd', 3), cut('abc', 3), cut('abcd', 3, 10)]).toEqual([
      'ab… (6 characters)',
      'abc',
      'abc… (10 characters)',
    ]);
  });
});

test('bytes that are not UTF-8 are told and accuse nobody', async () => {
  const wrap = (transport: Transport): Transport => ({
    ...transport,
    send: async (request) => {
      const reply = await transport.send(request);
      return reply.kind === 'answer' ? { ...reply, isNotUtf8: true } : reply;
    },
  });
  const report = await runInProcess({ contract: toy, cases: 3, wrap });
  const verdicts = report.operations.flatMap(({ clauses }) =>
    clauses.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'excluded'),
  );
  expect(verdicts.map(({ id, verdict }) => [id.slice(toy.id.length), verdict])).toEqual([
    ['/exchange/success-media-type', 'non-strict'],
    ['/exchange/refusal-envelope', 'non-strict'],
  ]);
});

test.each([true, false])(
  'a gateway that redirects everything to a login fails nothing, careful or not: %s',
  async (careful) => {
    const wrap = (transport: Transport): Transport => ({
      ...transport,
      send: async () => ({ kind: 'answer', status: 302, headers: { location: '/login' }, text: '', body: undefined }),
    });
    const { totals } = await runInProcess({ contract: toy, careful, wrap });
    expect([totals.fail, totals.pass]).toEqual([0, 0]);
    expect(totals.inconclusive).toBeGreaterThan(3);
  },
);

test('a wrong request that is redirected where its twin is taken is neither taken nor refused, and fails', async () => {
  const { causes } = await runInProcess({
    contract: toy,
    selection: { clauses: [`${toy.id}/name#length`] },
    reference: {
      intercept: (answer, { role, isAccepted }) =>
        role === 'update' && !isAccepted ? { ...answer, status: 302, body: {} } : answer,
    },
  });
  expect(causes.map(({ minimal }) => minimal.actual)).toEqual([
    expect.stringMatching(/^neither taken nor refused: status 302/),
  ]);
});
