import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { Intercept } from '../../targets/reference/reference-answer.js';
import { runInProcess } from '../kit/run-in-process.js';

const contracts = {
  huawei: loadOperation('huawei.update-vpn-connection'),
  otc: loadOperation('otc.update-vpn-connection'),
};
const rules = '/vpn_connection/policy_rules';

function listAt(state: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list = valueAt(state, rules);
  return Array.isArray(list) ? list.filter(isObject).map((rule, index) => ({ rule_index: index + 1, ...rule })) : [];
}

/** Stores other rules than the request makes of them. */
function storing(
  make: (sent: ReturnType<typeof listAt>, former: ReturnType<typeof listAt>) => readonly unknown[],
): Intercept {
  return (answer, { role, isAccepted, request, before, after, overwrite }) => {
    if (role !== 'update' || !isAccepted || valueAt(request, rules) === undefined) return answer;
    const list = make(listAt(after), listAt(before));
    overwrite(withValueAt(after, rules, list));
    return { ...answer, body: withValueAt(answer.body, rules, list) };
  };
}

/** The former rules that have another value of a member than all that were sent, beside those. */
function merging(member: string): Intercept {
  return storing((sent, former) => [
    ...sent,
    ...former.filter((rule) => !sent.some((other) => other[member] === rule[member])),
  ]);
}

const ignoring = storing((_, former) => former);

let count = 0;
const inventing = storing((sent) => {
  count += 1;
  return [...sent, { rule_index: 40, source: `10.99.${count % 256}.0/24`, destination: ['192.168.99.0/24'] }];
});

describe('policy rules that are', () => {
  test.each([
    ['merged by their index, where rules have one', 'huawei', merging('rule_index'), 'pass'],
    ['merged by their source, where they have no index', 'otc', merging('source'), 'fail'],
    ['not stored', 'huawei', ignoring, 'fail'],
    ['stored beside one that nobody sent', 'huawei', inventing, 'fail'],
  ] as const)('%s', async (_, vendor, intercept, verdict) => {
    const contract = contracts[vendor];
    const clause = `${contract.id}${rules}#effect`;
    const { operations } = await runInProcess({ contract, selection: { clauses: [clause] }, reference: { intercept } });
    expect(operations.flatMap(({ clauses }) => clauses.filter(({ id }) => id === clause))).toEqual([
      expect.objectContaining({ verdict }),
    ]);
  });
});
