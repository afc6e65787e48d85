import { describe, expect, it } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { runInProcess } from '../kit/run-in-process.js';
import { falsify } from './falsify.js';

describe('a target with one limit moved by one', () => {
  it.each([
    ['huawei.update-vpn-connection', '/vpn_connection/psk#length', 'minLength-1'],
    ['otc.update-vpn-connection', '/vpn_connection/ikepolicy/lifetime_seconds#range', 'maximum+1'],
    ['alibaba.update-enhanced-vpn-gateway', '/Description#length', 'maxLength+1'],
    ['alibaba.modify-vpn-attachment-attribute', '/IpsecConfig/IpsecLifetime#range', 'maximum+1'],
  ])('%s: a whole run has one cause, on %s (%s)', async (operation, local, change) => {
    const contract = loadOperation(operation);
    const clause = contract.clauses.find((candidate) => candidate.local === local);
    const mutant =
      clause === undefined ? undefined : falsify(contract, clause).find((candidate) => candidate.change === change);
    if (clause === undefined || mutant === undefined) throw new Error(`no mutant ${change} of ${local}`);
    const { causes, totals } = await runInProcess({ contract, served: mutant.served, cases: 3 });
    expect(causes.map(({ clauses }) => clauses.map(({ id }) => id))).toEqual([[clause.id]]);
    expect([totals.fail, totals.inconclusive]).toEqual([1, 0]);
  });
});
