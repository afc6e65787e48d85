import { expect, test } from 'vitest';
import { storedMembers } from '../../contract/facts/stored-members.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import { shownForm } from '../../suites/state/shown-form.js';
import { ShownValues } from '../../suites/state/shown-values.js';

const baidu = loadOperation('baidu.update-vpn-conn');

interface Row {
  readonly wanted: unknown;
  readonly before: unknown;
  readonly after: unknown;
  readonly form: string;
  readonly seen?: string;
  readonly isValid?: false;
}

test.each<readonly [member: string, row: Row]>([
  ['/vpnConnName', { wanted: 'One', before: 'two', after: 'one', form: 'other' }],
  ['/ikeConfig/ikeEncAlg', { wanted: 'aes', before: '3DES', after: 'AES', form: 'same' }],
  ['/ikeConfig/ikeEncAlg', { wanted: 'aes', before: '3des', after: 'aes128', form: 'open' }],
  ['/ikeConfig/ikeEncAlg', { wanted: 'aes', before: 'aes128', after: 'aes128', form: 'unlike' }],
  ['/ikeConfig/ikeEncAlg', { wanted: 'aes', before: '3des', after: '3des', seen: 'aes', form: 'other' }],
  ['/ikeConfig/ikeEncAlg', { wanted: 'aes', before: 'aes', after: undefined, form: 'other' }],
  ['/ikeConfig/ikePfs', { wanted: 'group2', before: 'group5', after: 'group5', form: 'other' }],
  ['/ikeConfig/ikePfs', { wanted: 'group2', before: 'modp1024', after: 'modp1024', form: 'unlike' }],
  ['/ikeConfig/ikeVersion', { wanted: 'v1', before: 'IKEv2', after: 'IKEv1', form: 'open' }],
  ['/ikeConfig/ikeLifeTime', { wanted: 200, before: 300, after: '200', form: 'same' }],
  ['/ikeConfig/ikeLifeTime', { wanted: 200, before: 300, after: 300, form: 'other' }],
  ['/ikeConfig/ikeLifeTime', { wanted: 200, before: '0h5m0s', after: '0h3m20s', form: 'open' }],
  ['/secretKey', { wanted: 'new1_new1', before: 'old1_old1', after: 'old1_old1', form: 'other' }],
  ['/secretKey', { wanted: 'new1_new1', before: 'old1_old1', after: 'c2VjcmV0', form: 'open' }],
  ['/secretKey', { wanted: 'new1_new1', before: 'deadbeef', after: 'deadbeef', isValid: false, form: 'open' }],
])(
  'of a read-back that no document prints, %s tells what it can tell: %j',
  (pointer, { wanted, before, after, form, seen, isValid = true }) => {
    const member = storedMembers(baidu).find((candidate) => candidate.pointer === pointer);
    if (member === undefined) throw new Error(`${pointer} is not stored`);
    const values = new ShownValues();
    values.learn(member.place, seen);
    expect(shownForm(baidu, member, { wanted, before, after, isValid: () => isValid, values })).toBe(form);
  },
);

test('a read-back that a document prints shows values as they are sent', () => {
  const huawei = loadOperation('huawei.update-vpn-connection');
  const member = storedMembers(huawei).find(({ schema }) => schema['x-secret'] === true || schema.enum !== undefined);
  if (member === undefined) throw new Error('nothing is stored');
  const row = { wanted: 'one', before: 'two', after: 'three', isValid: () => false, values: new ShownValues() };
  expect(shownForm(huawei, member, row)).toBe('other');
});
