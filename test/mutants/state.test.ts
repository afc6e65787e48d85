import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../specs/catalogue.js';
import { isObject, valueAt, withValueAt } from '../../specs/pointer.js';
import type { AnswerContext, Intercept } from '../../targets/reference/reference-answer.js';
import { type InProcessRun, runInProcess, runJournal } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';

const toy = toyContract();
const huawei = loadOperation('huawei.update-vpn-connection');

/** Alters the resource behind updates, accepted or refused; the answers stay right. */
function behind(kind: 'accepted' | 'refused', alter: (context: AnswerContext) => unknown): Intercept {
  return (answer, context) => {
    if (context.role === 'update' && context.isAccepted === (kind === 'accepted')) {
      const state = alter(context);
      if (state !== undefined) context.overwrite(state);
    }
    return answer;
  };
}

interface StateMutant extends InProcessRun {
  readonly title: string;
  /** Id of the check that must kill it. */
  readonly check: string;
  /** Local ids of the clauses that fail, and of no other. */
  readonly fails: readonly string[];
}

const mutants: readonly StateMutant[] = [
  {
    title: 'a member that was sent is not stored',
    check: 'accepts-edges',
    fails: ['/mtu#effect'],
    contract: toy,
    reference: { intercept: behind('accepted', ({ before, after }) => withValueAt(after, '/mtu', valueAt(before, '/mtu'))) },
  },
  {
    title: 'a number is stored one too low',
    check: 'accepts-edges',
    fails: ['/vpn_connection/ikepolicy/lifetime_seconds#effect'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/vpn_connection/ikepolicy/*'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) => {
        const sent = valueAt(request, '/vpn_connection/ikepolicy/lifetime_seconds');
        return typeof sent === 'number' ? withValueAt(after, '/vpn_connection/ikepolicy/lifetime_seconds', sent - 1) : undefined;
      }),
    },
  },
  {
    title: 'phase 1 settings reset those of phase 2',
    check: 'keeps-left-out',
    fails: ['/exchange/left-out-stays'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/*'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) => {
        const [one, two] = ['/vpn_connection/ikepolicy', '/vpn_connection/ipsecpolicy'].map((pointer) => valueAt(request, pointer));
        return one !== undefined && two === undefined ? withValueAt(after, '/vpn_connection/ipsecpolicy/lifetime_seconds', 3600) : undefined;
      }),
    },
  },
  {
    title: 'an object that is sent replaces the stored one',
    check: 'keeps-left-out',
    fails: ['/exchange/left-out-inside-stays'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/*'] },
    reference: {
      intercept: behind('accepted', ({ request, after }) => {
        const dpd = valueAt(request, '/vpn_connection/ikepolicy/dpd');
        return isObject(dpd) ? withValueAt(after, '/vpn_connection/ikepolicy/dpd', { timeout: 15, interval: 30, msg: 'seq-hash-notify', ...dpd }) : undefined;
      }),
    },
  },
  {
    title: 'what is right in a refused update is applied',
    check: 'refuses-mixed-updates',
    fails: ['/exchange/refusal-without-effect'],
    contract: huawei,
    selection: { clauses: ['huawei.update-vpn-connection/exchange/*'] },
    reference: {
      intercept: behind('refused', ({ before, request }) => {
        const lifetime = valueAt(request, '/vpn_connection/ipsecpolicy/lifetime_seconds');
        const isValid = typeof lifetime === 'number' && lifetime >= 30 && lifetime <= 604800;
        return isValid ? withValueAt(before, '/vpn_connection/ipsecpolicy/lifetime_seconds', lifetime) : undefined;
      }),
    },
  },
];

describe('a target whose answers are right and whose state is wrong', () => {
  test.each(mutants.map((mutant) => [mutant.title, mutant] as const))('%s', async (_, mutant) => {
    const results = (await runJournal({ settleMs: 300, ...mutant })).filter((entry) => entry.type === 'result');
    const broken = results.flatMap(({ check, findings }) => findings.filter(({ outcome }) => outcome === 'broken').map(({ clause }) => ({ check, clause })));
    expect([...new Set(broken.map(({ clause }) => clause))].sort()).toEqual(mutant.fails.map((local) => `${mutant.contract.id}${local}`).sort());
    expect(broken.map(({ check }) => check)).toContain(mutant.check);
  });
});

/** Clauses that a report holds against the target. */
async function accused(run: InProcessRun): Promise<readonly string[]> {
  const report = await runInProcess(run);
  return report.operations.flatMap(({ clauses }) => clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive').map(({ id }) => id));
}

describe('a right target', () => {
  test('that takes two seconds to settle is not accused', { timeout: 120_000 }, async () => {
    const selection = { clauses: ['acme.update-link/mtu#effect', 'acme.update-link/settles'] };
    expect(await accused({ contract: toy, selection, settleMs: 20_000, reference: { settleMs: 2000 } })).toEqual([]);
  });

  test('whose read-back lags behind what it says to have settled is not accused', async () => {
    let former: unknown;
    let since = 0;
    const lagging: Intercept = (answer, { role, isAccepted, before }) => {
      if (role === 'update' && isAccepted) [former, since] = [before, performance.now()];
      return role === 'read-back' && performance.now() - since < 40 && isObject(former) ? { ...answer, body: { ...former, state: 'ready' } } : answer;
    };
    expect(await accused({ contract: toy, settleMs: 5000, reference: { settleMs: 0, intercept: lagging } })).toEqual([]);
  });

  test('that shows no more than what it must is not accused', async () => {
    const bare: Intercept = (answer, { role }) => (role === 'read-back' ? { ...answer, body: { id: 'link-1', state: 'ready' } } : answer);
    expect(await accused({ contract: toy, reference: { intercept: bare } })).toEqual([]);
  });
});
