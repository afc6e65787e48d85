import { describe, expect, test } from 'vitest';
import { parseAsn } from '../../../../contract/inspect/formats/asn.js';
import { formats } from '../../../../contract/inspect/formats/index.js';
import {
  blockRange,
  contains,
  formatIpv4,
  overlaps,
  parseBlock,
  parseBlocks,
  parseIpv4,
} from '../../../../contract/inspect/formats/ipv4.js';
import type { Format } from '../../../../generated/schema-node.js';

const rows: readonly { readonly name: Format; readonly good: readonly string[]; readonly bad: readonly string[] }[] = [
  {
    name: 'uuid',
    good: ['0f8fad5b-d9cb-469f-a165-70867728950e', '0F8FAD5B-D9CB-469F-A165-70867728950E'],
    bad: [
      '',
      '0f8fad5b-d9cb-469f-a165-70867728950',
      '{0f8fad5b-d9cb-469f-a165-70867728950e}',
      '0f8fad5b-d9cb-469f-a165-70867728950e\n',
    ],
  },
  {
    name: 'ipv4',
    good: ['0.0.0.0', '255.255.255.255', '10.1.2.3'],
    bad: [
      '',
      '256.0.0.1',
      '1.2.3',
      '1.2.3.4.5',
      '01.2.3.4',
      '1.2.3.4 ',
      '1.2.3.4\n',
      '0x1.2.3.4',
      '1.2.3.4/32',
      '2001:db8::1',
      '١.2.3.4',
    ],
  },
  {
    name: 'ipv4-cidr',
    good: ['10.0.0.0/8', '0.0.0.0/0', '1.2.3.4/32'],
    bad: [
      '10.0.0.0',
      '10.0.0.0/33',
      '10.0.0.0/',
      '10.0.0.0/-1',
      '10.0.0.0/08',
      '10.0.0.0/8/8',
      '10.0.0.0/255.0.0.0',
      '/8',
      '10.0.0.0/8\n',
    ],
  },
  {
    name: 'ipv4-cidr-list',
    good: ['10.0.0.0/8', '10.0.0.0/8,192.168.0.0/16'],
    bad: ['', '10.0.0.0/8,', ',10.0.0.0/8', '10.0.0.0/8, 192.168.0.0/16', '10.0.0.0/8;192.168.0.0/16'],
  },
  { name: 'ipv4-interface', good: ['169.254.76.1/30'], bad: ['169.254.76.1', '169.254.76.1/33'] },
  { name: 'ip', good: ['1.2.3.4', '2001:db8::1', '::'], bad: ['', '1.2.3', '2001:db8::1::2', 'g::1'] },
  { name: 'ip-cidr', good: ['10.0.0.0/8', '2001:db8::/32'], bad: ['2001:db8::1', '2001:db8::/129', '10.0.0.0'] },
  {
    name: 'ip-cidr-list',
    good: ['10.0.0.0/8', '10.0.0.0/8,2001:db8::/32'],
    bad: ['', '10.0.0.0/8,', '2001:db8::1', '10.0.0.0/8;2001:db8::/32'],
  },
  {
    name: 'uuid-like',
    good: ['98c5af8a-demo-a8df-va86-ae2280a6f4c3', '98c5af8a-0000-a8df-0a86-ae2280a6f4c3'],
    bad: ['98c5af8ademoa8dfva86ae2280a6f4c3', '98c5af8a-****-****-****-ae2280a6f4c3', 'not-a-uuid'],
  },
  {
    name: 'asn',
    good: ['0', '1', '65535', '4294967295', '4294967296', '0.0', '1.0', '65535.65535'],
    bad: ['', '1.', '.1', '1.2.3', '65536.0', '1.65536', '-1', '+1', '01', '1.01', 'AS1', '1 ', '1e3', '12345678901'],
  },
  {
    name: 'integer-text',
    good: ['0', '1', '-1', '3600'],
    bad: ['', '01', '1.5', '-0', '+1', '1e3', ' 1', '1\n', '３'],
  },
  {
    name: 'date-time',
    good: ['2025-11-21T05:00:00Z', '2025-11-21T05:00:00.123+08:00'],
    bad: ['2025-11-21', '2025-11-21 05:00:00Z', '2025-13-21T05:00:00Z', '2025-11-21T05:00:00', '2025-11-21T25:00:00Z'],
  },
  { name: 'ascii', good: ['', 'a~', '\u007f'], bad: ['é', '中', '😀', '\u0080'] },
];

describe.each(rows)('$name', ({ name, good, bad }) => {
  test.each(good.map((text) => [JSON.stringify(text), text] as const))('admits %s', (_, text) => {
    expect(formats[name](text)).toBe(true);
  });
  test.each(bad.map((text) => [JSON.stringify(text), text] as const))('refuses %s', (_, text) => {
    expect(formats[name](text)).toBe(false);
  });
});

test('every format of the vocabulary has its table', () => {
  expect(Object.keys(formats).sort()).toEqual(rows.map(({ name }) => name).sort());
});

test.each([
  ['0.1', 1],
  ['1.0', 65_536],
  ['65535.65535', 4_294_967_295],
  ['4294967295', 4_294_967_295],
  ['65536.0', undefined],
])('the AS number %s is %s', (text, number) => {
  expect(parseAsn(text)).toBe(number);
});

test.each([
  ['0.0.0.0', 0],
  ['128.0.0.1', 2_147_483_649],
  ['255.255.255.255', 4_294_967_295],
])('%s is read as %i and written back', (text, number) => {
  expect(parseIpv4(text)).toBe(number);
  expect(formatIpv4(number)).toBe(text);
});

describe('blocks', () => {
  const block = (text: string): { readonly base: number; readonly prefix: number } =>
    parseBlock(text) ?? { base: -1, prefix: -1 };

  test.each([
    ['10.1.2.3/8', '10.0.0.0', '10.255.255.255'],
    ['169.254.1.2/30', '169.254.1.0', '169.254.1.3'],
    ['1.2.3.4/32', '1.2.3.4', '1.2.3.4'],
    ['200.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['255.255.255.255/31', '255.255.255.254', '255.255.255.255'],
  ])('%s goes from %s to %s', (text, first, last) => {
    const range = blockRange(block(text));
    expect([formatIpv4(range.first), formatIpv4(range.last)]).toEqual([first, last]);
  });

  test.each([
    ['10.0.0.0/8', '10.1.0.0/16', true, true],
    ['10.1.0.0/16', '10.0.0.0/8', false, true],
    ['10.0.0.0/8', '11.0.0.0/8', false, false],
    ['10.0.0.0/9', '10.128.0.0/9', false, false],
    ['0.0.0.0/0', '255.255.255.255/32', true, true],
    ['10.0.0.0/8', '10.0.0.0/8', true, true],
  ])('%s and %s', (outer, inner, holds, touches) => {
    expect([
      contains(block(outer), block(inner)),
      overlaps(block(outer), block(inner)),
      overlaps(block(inner), block(outer)),
    ]).toEqual([holds, touches, touches]);
  });

  test('lists are read whole or not at all', () => {
    expect(parseBlocks('1.2.3.4,10.0.0.0/8')).toEqual([
      { base: 16_909_060, prefix: 32 },
      { base: 167_772_160, prefix: 8 },
    ]);
    expect(parseBlocks('1.2.3.4,none')).toBeUndefined();
  });
});
