import { expect, test } from 'vitest';
import { inspect } from '../../../contract/inspect/inspect.js';
import { completeTraits, shortTraits } from '../../../contract/inspect/traits.js';
import { buildTree } from '../../../contract/inspect/tree.js';
import { loadOperation } from '../../../contract/load/catalogue.js';
import type { Schema } from '../../../contract/schema.js';

const facts = {
  traits: { policy: 'a', bgp: 'b', gm: 'c', frozen: 'd', tagged: 'e' },
  exclusive: [['policy', 'bgp']],
  optIn: ['frozen'],
};

test.each<readonly [readonly string[], readonly string[]]>([
  [[], ['!frozen']],
  [['policy'], ['policy', '!bgp', '!frozen']],
  [
    ['policy', '!gm'],
    ['policy', '!bgp', '!gm', '!frozen'],
  ],
  [
    ['frozen', '!*'],
    ['frozen', '!policy', '!bgp', '!gm', '!tagged'],
  ],
])('the list %j tells %j', (listed, completed) => {
  expect(completeTraits(listed, facts)).toEqual(completed);
});

test.each([[['policy']], [['policy', '!gm']], [['frozen', '!*']]])(
  '%j, written as short as may be, tells the same',
  (listed) => {
    const completed = completeTraits(listed, facts);
    expect(completeTraits(shortTraits(completed, facts), facts)).toEqual(completed);
  },
);

const byFlavor: Schema = {
  type: 'string',
  'x-when': [
    { name: 'gm', if: { trait: 'gm' }, then: { enum: ['sm3'] } },
    { name: 'not-gm', if: { not: { trait: 'gm' } }, then: { enum: ['sha1', 'md5'] } },
  ],
};

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['sm3', ['gm'], ['/x#condition:gm yes']],
  ['sm3', ['!gm'], ['/x#condition:not-gm no']],
  ['sha1', ['!gm'], ['/x#condition:not-gm yes']],
  // One flavor or the other admits it: nothing is told. What neither admits is wrong.
  ['sm3', [], ['/x#condition:not-gm disputed']],
  ['sha1', [], ['/x#condition:not-gm disputed']],
  ['crc', [], ['/x#condition:not-gm no']],
])('%s with the traits %j: %j', (value, traits, expected) => {
  const tree = buildTree(byFlavor, { prefix: '/x', traits: new Set(traits), errata: [] });
  const told = inspect(tree, value, new Set(traits)).map(({ clause, holds }) => `${clause} ${holds}`);
  expect(told.filter((line) => line.includes('condition'))).toEqual(expected);
});

test('a value that every world of an unknown trait admits credits no clause of one of them', () => {
  const either: Schema = {
    type: 'string',
    enum: ['master', 'slave'],
    'x-when': [{ name: 'gm', if: { not: { trait: 'gm' } }, then: { enum: ['master'] } }],
  };
  const tree = buildTree(either, { prefix: '/x', traits: new Set(), errata: [] });
  expect(inspect(tree, 'master', new Set()).map(({ clause }) => clause)).toEqual(['/x#type']);
});

test('what the reference has is known: each of its fixtures gives or denies every trait', () => {
  for (const id of ['huawei.update-vpn-connection', 'alibaba.modify-vpn-attachment-attribute']) {
    const contract = loadOperation(id);
    for (const { traits } of contract.fixtures)
      for (const trait of Object.keys(contract.traits))
        expect([trait, `!${trait}`].filter((entry) => traits.includes(entry))).toHaveLength(1);
  }
});
