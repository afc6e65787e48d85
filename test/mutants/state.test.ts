import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { AnswerContext, Intercept } from '../../targets/reference/reference-answer.js';
import { type InProcessRun, runInProcess, runJournal } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';
import { inAnswers, passingThrough, stateMutants } from './state-mutants.js';

const toy = toyContract();

describe('a target whose answers are right and whose state is wrong', () => {
  test.each(stateMutants.map((mutant) => [mutant.title, mutant] as const))('%s', async (_, mutant) => {
    const results = (await runJournal({ settleMs: 300, ...mutant })).filter((entry) => entry.type === 'result');
    const broken = results.flatMap(({ check, findings }) =>
      findings.filter(({ outcome }) => outcome === 'broken').map(({ clause }) => ({ check, clause })),
    );
    expect([...new Set(broken.map(({ clause }) => clause))].sort()).toEqual(
      mutant.fails.map((local) => `${mutant.contract.id}${local}`).sort(),
    );
    expect(broken.map(({ check }) => check)).toContain(mutant.check);
  });
});

/** An answer with the values of a gateway as they were. */
function earlier(body: unknown, before: unknown): unknown {
  return ['/Name', '/Description', '/AutoPropagate'].reduce(
    (whole, at) => withValueAt(whole, at, valueAt(before, at)),
    body,
  );
}

/** Clauses that a report holds against the target. */
async function accused(run: InProcessRun): Promise<readonly string[]> {
  const report = await runInProcess(run);
  return report.operations.flatMap(({ clauses }) =>
    clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive').map(({ id }) => id),
  );
}

describe('a right target', () => {
  // Few clauses, since each update takes that long.
  test.concurrent.each([
    ['acme.update-link', ['/mtu#effect', '/settles']],
    ['alibaba.modify-vpn-attachment-attribute', ['/EnableNatTraversal#effect', '/not-concurrent']],
    ['alibaba.update-enhanced-vpn-gateway', ['/Name#effect', '/one-update-at-a-time']],
    ['huawei.update-vpn-connection', ['/exchange/parallel-updates']],
    ['otc.update-vpn-connection', ['/vpn_connection/enable_hub#effect']],
  ])('%s that takes two seconds to settle is not accused', { timeout: 120_000 }, async (id, locals) => {
    const contract = id === toy.id ? toy : loadOperation(id);
    expect(contract.clauses.filter(({ local }) => locals.includes(local))).toHaveLength(locals.length);
    const selection = { clauses: locals.map((local) => `${id}${local}`) };
    const report = await runInProcess({ contract, selection, settleMs: 20_000, reference: { settleMs: 2000 } });
    expect(
      report.operations.flatMap(({ clauses }) =>
        clauses.filter(({ verdict }) => verdict !== 'pass').map((clause) => clause.id),
      ),
    ).toEqual([]);
  });

  test.each([
    ['that works off updates one after another', ['busy', 'ready']],
    ['that takes up an update after it was looked at', ['ready', 'busy']],
    ['that is done at once', []],
  ])('%s is not accused', async (_, states) => {
    expect(
      await accused({ contract: toy, cases: 5, reference: { settleMs: 0, intercept: passingThrough(states) } }),
    ).toEqual([]);
  });

  test('whose read-back lags behind what it says to have settled is not accused', async () => {
    const last = new Map<string | undefined, { readonly former: unknown; readonly since: number }>();
    const lagging: Intercept = (answer, { role, isAccepted, before, fixture, now }) => {
      if (role === 'update' && isAccepted) last.set(fixture, { former: before, since: now });
      const { former, since = 0 } = last.get(fixture) ?? {};
      return role === 'read-back' && now - since < 40 && isObject(former)
        ? { ...answer, body: { ...former, state: 'ready' } }
        : answer;
    };
    expect(await accused({ contract: toy, settleMs: 5000, reference: { settleMs: 0, intercept: lagging } })).toEqual(
      [],
    );
  });

  test.each([
    [
      'shows what was there before the update',
      loadOperation('alibaba.update-enhanced-vpn-gateway'),
      ({ before }: AnswerContext, body: unknown) => earlier(body, before),
    ],
    [
      'lists tunnels the other way round',
      loadOperation('alibaba.modify-vpn-attachment-attribute'),
      (_: AnswerContext, body: unknown) => {
        const tunnels = valueAt(body, '/TunnelOptionsSpecification');
        return Array.isArray(tunnels) ? withValueAt(body, '/TunnelOptionsSpecification', [...tunnels].reverse()) : body;
      },
    ],
  ])('whose answer %s is not accused', async (_, contract, alter) => {
    const selection = { clauses: [`${contract.id}/exchange/*`] };
    expect(
      await accused({
        contract,
        selection,
        reference: { intercept: inAnswers((body, context) => alter(context, body)) },
      }),
    ).toEqual([]);
  });

  test('that is busy although its read-back says it has settled gets every documented error judged', async () => {
    const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
    const since = new Map<string | undefined, number>();
    const early: Intercept = (answer, { role, fixture, isAccepted, before, now, overwrite }) => {
      if (role === 'read-back') return answer;
      if (now - (since.get(fixture) ?? 0) < 60) {
        overwrite(before);
        return {
          ...answer,
          status: 400,
          body: { RequestId: 'r', HostId: 'h', Code: 'VpnGateway.Configuring', Message: 'later', Recommend: 'l' },
        };
      }
      if (isAccepted) since.set(fixture, now);
      return answer;
    };
    const selection = { clauses: [`${gateway.id}/errors/*`] };
    const report = await runInProcess({ contract: gateway, selection, reference: { settleMs: 0, intercept: early } });
    const verdicts = report.operations.flatMap(({ clauses }) => clauses.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts.length).toBeGreaterThan(10);
    expect(verdicts.filter(([, verdict]) => verdict !== 'pass' && verdict !== 'excluded')).toEqual([]);
  });

  test('whose read-back lists tags in another order each time is not accused', async () => {
    const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
    let turn = 0;
    const shuffling: Intercept = (answer) => {
      const tags = { Tag: [1, 2, 3].map((key) => ({ Key: `k${key}`, Value: 'v' })) };
      turn += 1;
      if (turn % 2 === 0) tags.Tag.reverse();
      return answer.status === 200 ? { ...answer, body: withValueAt(answer.body, '/Tags', tags) } : answer;
    };
    expect(
      await accused({
        contract: gateway,
        selection: { clauses: [`${gateway.id}/exchange/*`] },
        reference: { intercept: shuffling },
      }),
    ).toEqual([]);
  });

  test('that shows no more than what it must is not accused', async () => {
    const bare: Intercept = (answer, { role }) =>
      role === 'read-back' ? { ...answer, body: { id: 'link-1', state: 'ready' } } : answer;
    expect(await accused({ contract: toy, reference: { intercept: bare } })).toEqual([]);
  });
});

describe('an empty text in a query', () => {
  const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
  const clause = `${gateway.id}/Description#length`;
  const verdictOf = async (stored: (context: AnswerContext) => unknown): Promise<string | undefined> => {
    const intercept: Intercept = (answer, context) => {
      if (context.role !== 'update' || context.request['Description'] !== '' || context.isAccepted) return answer;
      context.overwrite(stored(context));
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: { ...(isObject(context.before) ? context.before : {}), RequestId: 'r' },
      };
    };
    const report = await runInProcess({
      contract: gateway,
      selection: { clauses: [clause] },
      reference: { intercept },
    });
    return report.operations.flatMap(({ clauses }) => clauses).find(({ id }) => id === clause)?.verdict;
  };

  test('may be taken for one that is left out', async () =>
    expect(await verdictOf(({ before }) => before)).toBe('non-strict'));
  test('must not be stored', async () =>
    expect(await verdictOf(({ before }) => withValueAt(before, '/Description', ''))).toBe('fail'));
});
