import { expect, test } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { isObject } from '../../../contract/pointer.js';
import type { Transport } from '../../../contract/target.js';
import type { ConformanceReport } from '../../../generated/report.js';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { runInProcess } from '../../kit/run-in-process.js';

function failed({ operations }: ConformanceReport): readonly string[] {
  return operations.flatMap(({ clauses }) => clauses.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : [])));
}

test('a name that a request refused for a situation leaves behind is found, although the next one has the former name again', async () => {
  const contract = loadOperation('alibaba.update-enhanced-vpn-gateway');
  const storing: Intercept = (answer, { role, isAccepted, request, before, overwrite }) => {
    const isOfSituation = JSON.stringify(answer.body ?? '').includes('OperationFailed.');
    if (role === 'update' && !isAccepted && isOfSituation && isObject(before) && typeof request['Name'] === 'string')
      overwrite({ ...before, Name: request['Name'] });
    return answer;
  };
  const selection = {
    clauses: [`${contract.id}/errors/400/OperationFailed.*`, `${contract.id}/exchange/refusal-without-effect`],
  };
  const report = await runInProcess({ contract, selection, reference: { intercept: storing } });
  expect(failed(report)).toEqual([`${contract.id}/exchange/refusal-without-effect`]);
});

test.each<[string, (body: string) => boolean, readonly string[]]>([
  ['nothing', (body) => body === '', ['baidu.update-vpn-conn/vpnId#presence']],
  ['null', (body) => body === 'null', ['baidu.update-vpn-conn/vpnId#presence']],
  ['a text', (body) => body.startsWith('"'), ['baidu.update-vpn-conn/vpnId#presence']],
  ['an object in single quotes, which some read', (body) => body.startsWith("{'"), []],
  ['an object in a list, which some read', (body) => body.startsWith('['), []],
])('a body that is %s is no request with the mandatory members', async (_, isTaken, fails) => {
  const contract = loadOperation('baidu.update-vpn-conn');
  const taken = {
    kind: 'answer' as const,
    status: 200,
    headers: { 'x-bce-request-id': 'b0a1' },
    text: '',
    body: undefined,
  };
  const wrap = (transport: Transport): Transport => ({
    ...transport,
    send: async (request) =>
      request.method === 'PUT' && isTaken(request.body ?? '') ? taken : transport.send(request),
  });
  const selection = { clauses: [`${contract.id}/exchange/malformed-body`, `${contract.id}/vpnId#presence`] };
  expect(failed(await runInProcess({ contract, selection, wrap }))).toEqual(fails);
});
