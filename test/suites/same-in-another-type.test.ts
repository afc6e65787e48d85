import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { Intercept } from '../../targets/reference/reference-answer.js';
import { runInProcess } from '../kit/run-in-process.js';

const otc = loadOperation('otc.update-vpn-connection');
const huawei = loadOperation('huawei.update-vpn-connection');

/** Takes some wrong values of a member and stores what they stand for. */
function taking(pointer: string, read: (value: unknown) => unknown): Intercept {
  return (answer, { role, isAccepted, request, before, overwrite }) => {
    const value = role === 'update' && !isAccepted ? read(valueAt(request, pointer)) : undefined;
    if (value === undefined || !isObject(before)) return answer;
    const state = withValueAt(before, pointer, value);
    overwrite(state);
    return {
      ...answer,
      status: 200,
      body: { vpn_connection: valueAt(state, '/vpn_connection'), request_id: 'f91082d4-6d49-479c-ad1d-4e552a9f5cae' },
    };
  };
}

const lifetime = '/vpn_connection/ikepolicy/lifetime_seconds';
const hub = '/vpn_connection/enable_hub';
const name = '/vpn_connection/name';
const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;

describe('a target that takes', () => {
  test.each([
    ['the text of a number for the number', huawei, lifetime, asNumber, 'non-strict'],
    [
      'a number for its text',
      huawei,
      name,
      (value: unknown) => (typeof value === 'number' ? String(value) : undefined),
      'non-strict',
    ],
    [
      'the text of a boolean for the boolean',
      otc,
      hub,
      (value: unknown) => (value === 'true' ? true : undefined),
      'non-strict',
    ],
    [
      'any text for a number',
      huawei,
      lifetime,
      (value: unknown) => (typeof value === 'string' ? 3600 : undefined),
      'fail',
    ],
    ['a list for a number', huawei, lifetime, (value: unknown) => (Array.isArray(value) ? 3600 : undefined), 'fail'],
    ['any word for a boolean', otc, hub, (value: unknown) => (typeof value === 'string' ? true : undefined), 'fail'],
  ])('%s is told by the type: %#', async (_, contract, pointer, read, verdict) => {
    const clause = `${contract.id}${pointer}#type`;
    const { operations } = await runInProcess({
      contract,
      selection: { clauses: [clause] },
      reference: { intercept: taking(pointer, read) },
    });
    const judged = operations.flatMap(({ clauses }) => clauses.filter(({ id }) => id === clause));
    expect(judged).toEqual([expect.objectContaining({ verdict })]);
  });
});
