import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { valueAt } from '../../../contract/pointer.js';
import { errorEnvelope } from '../../../targets/reference/error-envelope.js';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { runInProcess } from '../../kit/run-in-process.js';

/**
 * Refuses a name that another resource was sent, before it looks at anything else; `taken` gets the resources that were
 * refused one.
 */
function unique(pointer: string, taken: string[]): Intercept {
  const names = new Map<string, string>();
  return (answer, { contract, role, request, fixture, before, overwrite }) => {
    const name = valueAt(request, pointer);
    if (role !== 'update' || fixture === undefined || typeof name !== 'string' || name.length < 8) return answer;
    if ([...names].every(([other, held]) => other === fixture || held !== name)) {
      names.set(fixture, name);
      return answer;
    }
    taken.push(`${fixture} ${name}`);
    overwrite(before);
    const body = errorEnvelope(
      contract,
      { status: 400, code: 'InvalidName', message: 'no' },
      '00000000-0000-4000-8000-000000000000',
    );
    return { status: 400, headers: answer.headers, body };
  };
}

const names: Readonly<Record<string, string>> = {
  'alibaba.update-enhanced-vpn-gateway': '/Name',
  'alibaba.modify-vpn-attachment-attribute': '/Name',
  'huawei.update-vpn-connection': '/vpn_connection/name',
  'otc.update-vpn-connection': '/vpn_connection/name',
  'baidu.update-vpn-conn': '/vpnConnName',
};

describe('a request that is meant for a resource in a certain situation', () => {
  test.each(loadCatalogue().map((contract) => ({ id: contract.id, contract })))(
    'is tried on an ordinary one with a name of its own: $id',
    async ({ contract }) => {
      const taken: string[] = [];
      const clauses = contract.errors.filter(({ provoke }) => provoke !== undefined).map(({ clause }) => clause.id);
      const report = await runInProcess({
        contract,
        selection: { clauses },
        reference: { intercept: unique(names[contract.id] ?? '', taken) },
      });
      expect(taken).toEqual([]);
      expect(report.exitCode).toBe(0);
    },
  );
});
