import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { isObject, withValueAt } from '../../../contract/pointer.js';
import type { JournalEntry } from '../../../generated/journal.js';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { type InProcessRun, runJournal } from '../../kit/run-in-process.js';
import { toyContract } from '../../targets/toy-contract.js';

const toy = toyContract();
const huawei = loadOperation('huawei.update-vpn-connection');
const baidu = loadOperation('baidu.update-vpn-conn');

type Result = Extract<JournalEntry, { readonly type: 'result' }>;

/** The result of the check, run on its own, and why its clause was skipped. */
async function sequencesOf(
  run: InProcessRun,
): Promise<{ readonly results: readonly Result[]; readonly skipped: readonly string[] }> {
  const clause = `${run.contract.id}/exchange/sequences`;
  const journal = await runJournal({ cases: 10, settleMs: 300, selection: { clauses: [clause] }, ...run });
  return {
    results: journal.filter((entry) => entry.type === 'result').filter(({ check }) => check === 'keeps-sequences'),
    skipped: journal.flatMap((entry) => (entry.type === 'skip' && entry.clause === clause ? [entry.reason] : [])),
  };
}

/** The findings, each as its outcome and the sequence that it tells. */
function told({
  results,
}: Awaited<ReturnType<typeof sequencesOf>>): readonly (readonly [outcome: string, steps: readonly string[]])[] {
  return results.flatMap(({ findings }) =>
    findings.map(({ outcome, change = '' }) => [outcome, change.split('; then ')] as const),
  );
}

/** A refused update takes the last accepted one back with it. */
function rollingBack(): Intercept {
  let earlier: unknown;
  return (answer, { role, isAccepted, before, overwrite }) => {
    if (role === 'update' && isAccepted) earlier = before;
    else if (role === 'update' && earlier !== undefined) overwrite(earlier);
    return answer;
  };
}

/** The read-back shows what an update made of the resource from the third time on. */
function lagging(): Intercept {
  let stale: unknown;
  let left = 0;
  return (answer, { role, isAccepted, before }) => {
    if (role === 'update' && isAccepted) {
      if (left === 0) stale = before;
      left = 3;
    }
    if (role === 'update' || left === 0) return answer;
    left -= 1;
    return left === 0 || !isObject(stale) ? answer : { ...answer, body: { ...stale, state: 'ready' } };
  };
}

/** A member of accepted updates is not stored. */
const forgetful: Intercept = (answer, { role, isAccepted, before, request, overwrite }) => {
  if (role === 'update' && isAccepted && isObject(before)) overwrite({ ...before, name: request['name'] });
  return answer;
};

/** Some of a refused update is stored. */
const halfApplying: Intercept = (answer, { role, isAccepted, before, request, overwrite }) => {
  if (role === 'update' && !isAccepted && isObject(before) && typeof request['mtu'] === 'number')
    overwrite({ ...before, mtu: request['mtu'] });
  return answer;
};

/** A valid value is refused. */
const refusing: Intercept = (answer, { role, isAccepted, request, before, overwrite }) => {
  if (role !== 'update' || !isAccepted || request['mtu'] !== 8999) return answer;
  overwrite(before);
  return { status: 400, headers: { 'content-type': 'application/json' }, body: { code: 'Invalid', message: 'no' } };
};

describe('sequences of updates', () => {
  test('are told in their shortest form: one accepted update behind the opening, and the refused one that takes it back', async () => {
    const outcome = await sequencesOf({ contract: toy, reference: { intercept: rollingBack() } });
    expect(told(outcome)).toEqual([
      [
        'broken',
        [
          'twice a full update (3 members)',
          expect.stringMatching(/^an update with /),
          expect.stringMatching(/^a wrong update with .* but .* → /),
        ],
      ],
    ]);
    const [finding] = outcome.results.flatMap(({ findings }) => findings);
    expect(finding?.expected).toMatch(/^\/(name|mtu) shows /);
    expect(finding?.actual).toMatch(/^\/(name|mtu) shows /);
    expect(finding?.exchange?.reply?.status).toBe(400);
  });

  test('cost some hundred requests where something is broken, and nothing else is told of them', async () => {
    const { results } = await sequencesOf({ contract: toy, reference: { intercept: rollingBack() } });
    expect(results.map(({ findings }) => findings.length)).toEqual([1]);
    expect(results[0]?.requests).toBeLessThan(900);
  });

  test('tell a pre-shared key by its length only', async () => {
    const keys: string[] = [];
    const roll = rollingBack();
    const intercept: Intercept = (answer, context) => {
      const { vpn_connection: connection } = context.request;
      if (isObject(connection) && typeof connection['psk'] === 'string') keys.push(connection['psk']);
      return roll(answer, context);
    };
    const outcome = await sequencesOf({ contract: huawei, cases: 20, reference: { intercept } });
    expect(told(outcome)).not.toEqual([]);
    for (const key of new Set(keys)) expect(JSON.stringify(told(outcome))).not.toContain(key);
  });

  test.each([
    ['a target does as documented', {}],
    ['effects show later than the answer', { intercept: lagging() }],
    ['a member is never stored, which single updates show', { intercept: forgetful }],
    ['a refused update is half applied, which single updates show', { intercept: halfApplying }],
    ['a valid value is refused, which single updates show', { intercept: refusing }],
  ])('are as documented where %s', async (_, reference) => {
    const { results } = await sequencesOf({ contract: toy, reference, cases: 20 });
    expect(results.map(({ findings }) => findings)).toEqual([[]]);
    expect(results[0]?.tally.map(({ clause }) => clause)).toContain('acme.update-link/exchange/sequences');
  });

  test.each([409, 400])(
    'are as documented where a repetition with its client token is refused with %s',
    async (status) => {
      const known = new Set<unknown>();
      const intercept: Intercept = (
        answer,
        { role, isAccepted, request: { clientToken: token }, before, overwrite },
      ) => {
        if (role !== 'update' || !isAccepted || token === undefined) return answer;
        if (!known.has(token)) {
          known.add(token);
          return answer;
        }
        overwrite(before);
        return {
          status,
          headers: { 'content-type': 'application/json' },
          body: { code: 'RepeatedToken', message: 'no' },
        };
      };
      const { results } = await sequencesOf({ contract: baidu, reference: { intercept }, cases: 10 });
      expect(results.map(({ findings }) => findings)).toEqual([[]]);
      expect(known.size).toBeGreaterThan(0);
    },
  );

  test('are skipped with the reason where nothing can be read back', async () => {
    const intercept: Intercept = (answer, { role }) => (role === 'read-back' ? { ...answer, status: 404 } : answer);
    const outcome = await sequencesOf({ contract: toy, reference: { intercept } });
    expect(told(outcome)).toEqual([]);
    expect(outcome.skipped).toEqual([expect.stringContaining('the read-back (showLink) was answered with status 404')]);
  });

  test('are skipped where the read-back shows no member of the update', async () => {
    const intercept: Intercept = (answer, { role }) =>
      role === 'read-back' ? { ...answer, body: { id: 'link-1', state: 'ready' } } : answer;
    const outcome = await sequencesOf({ contract: toy, reference: { intercept } });
    expect(told(outcome)).toEqual([]);
    expect(outcome.skipped).toEqual(['the read-back shows nothing to tell it by']);
  });

  test('are undecided where an update does not settle', async () => {
    const intercept: Intercept = (answer, { role }) =>
      role === 'read-back' ? { ...answer, body: withValueAt(answer.body, '/state', 'busy') } : answer;
    const outcome = await sequencesOf({ contract: toy, reference: { intercept }, settleMs: 20 });
    expect(outcome.results.flatMap(({ findings }) => findings.map(({ outcome: found }) => found))).toEqual([
      'undecided',
    ]);
  });

  test.each([
    ['no random cases are asked for', { cases: 0 }],
    ['nothing may be changed', { careful: true }],
  ])('are not sent where %s', async (_, run) => {
    expect((await sequencesOf({ contract: toy, ...run })).results).toEqual([]);
  });
});
