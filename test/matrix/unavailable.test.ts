import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import type { AnswerContext, Intercept } from '../../targets/reference/reference-answer.js';
import { keptReference, runInProcess } from '../kit/run-in-process.js';

/** Answers nothing else from the 40th exchange on, for a minute, and does nothing. */
function maintenance(hint: (until: number) => Readonly<Record<string, string>>): Intercept {
  let count = 0;
  let until = -1;
  return (answer, { now, before, overwrite }) => {
    count += 1;
    if (count === 40) until = now + 60_000;
    if (now >= until) return answer;
    overwrite(before);
    return { status: 503, headers: hint(until), body: undefined };
  };
}

/** Knows nothing of a resource for a moment behind each update of it. */
function forgetful(): Intercept {
  const since = new Map<string | undefined, number>();
  return (answer, { role, isAccepted, fixture, now }: AnswerContext) => {
    if (role === 'update' && isAccepted) since.set(fixture, now);
    return role === 'read-back' && now - (since.get(fixture) ?? -1000) < 300
      ? { status: 404, headers: answer.headers, body: {} }
      : answer;
  };
}

const rows: readonly (readonly [string, () => Intercept])[] = [
  [
    'a minute of 503 with Retry-After as a date',
    () =>
      maintenance((until) => ({ 'retry-after': new Date(Date.parse('2026-01-01T00:00:00Z') + until).toUTCString() })),
  ],
  ['a minute of 503 without a hint', () => maintenance(() => ({}))],
  ['404 from read-backs for a moment behind each update', forgetful],
];

describe.each(['baidu.update-vpn-conn', 'alibaba.update-enhanced-vpn-gateway'])('a target of %s', (id) => {
  test.each(rows)('is not accused for %s', async (_, make) => {
    const contract = loadOperation(id);
    const target = keptReference({ contracts: [contract], intercept: make() });
    const report = await runInProcess({
      contract,
      target,
      settleMs: 120_000,
      selection: { clauses: [`${id}/exchange/*`, `${id}/*ame#*`] },
    });
    const held = report.operations
      .flatMap(({ clauses }) => clauses)
      .filter(({ verdict }) => ['fail', 'non-strict', 'inconclusive'].includes(verdict));
    expect([report.exitCode, held.map(({ id: clause, verdict, reason }) => `${verdict} ${clause}: ${reason}`)]).toEqual(
      [0, []],
    );
  });
});
