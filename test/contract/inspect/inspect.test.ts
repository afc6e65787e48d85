import { describe, expect, test } from 'vitest';
import type { Erratum } from '../../../contract/contract.js';
import { facetsOf } from '../../../contract/facets.js';
import { inspect, type Observation } from '../../../contract/inspect/inspect.js';
import { buildTree } from '../../../contract/inspect/tree.js';
import type { Schema } from '../../../contract/schema.js';

function observe(
  schema: Schema,
  value: unknown,
  {
    traits = [],
    errata = [],
    take = {},
  }: {
    readonly traits?: readonly string[];
    readonly errata?: readonly Erratum[];
    readonly take?: Readonly<Record<string, string>>;
  } = {},
): readonly Observation[] {
  const own = new Set(traits);
  return inspect(buildTree(schema, { prefix: '/x', traits: own, errata, take }), value, own);
}

function verdicts(observations: readonly Observation[]): Readonly<Record<string, string>> {
  return Object.fromEntries(observations.map(({ clause, holds }) => [clause, holds]));
}

function either(at: string, set: Readonly<Record<string, unknown>>, name = 'other'): Erratum {
  return {
    id: 'open',
    kind: 'gap',
    source: 'Table',
    problem: 'the table says nothing',
    reading: 'as written',
    resolution: 'either',
    readings: [{ name, patches: [{ at, set }] }],
  };
}

interface Row {
  readonly keyword: string;
  readonly schema: Schema;
  readonly facet: string;
  readonly kept: readonly unknown[];
  readonly broken: readonly unknown[];
}

const rows: readonly Row[] = [
  {
    keyword: 'type string',
    schema: { type: 'string' },
    facet: 'type',
    kept: ['', 'a'],
    broken: [1, true, null, [], {}],
  },
  {
    keyword: 'type integer',
    schema: { type: 'integer' },
    facet: 'type',
    kept: [0, -1, 1e9, 3600.0],
    broken: ['3600', 3600.5, true, null],
  },
  { keyword: 'type boolean', schema: { type: 'boolean' }, facet: 'type', kept: [true, false], broken: ['true', 1, 0] },
  { keyword: 'type object', schema: { type: 'object' }, facet: 'type', kept: [{}], broken: [[], 'x', null] },
  { keyword: 'type array', schema: { type: 'array' }, facet: 'type', kept: [[]], broken: [{}, 'x'] },
  { keyword: 'several types', schema: { type: ['integer', 'null'] }, facet: 'type', kept: [1, null], broken: ['1'] },
  { keyword: 'enum', schema: { enum: ['a', 1] }, facet: 'enum', kept: ['a', 1], broken: ['A', 'a ', '', '1'] },
  { keyword: 'const', schema: { const: false }, facet: 'enum', kept: [false], broken: [true, 0] },
  {
    keyword: 'minLength and maxLength',
    schema: { minLength: 2, maxLength: 3 },
    facet: 'length',
    kept: ['ab', 'abc', '😀😀', '中中中', 7],
    broken: ['a', 'abcd', '😀', '😀😀😀😀'],
  },
  {
    keyword: 'minimum and maximum',
    schema: { minimum: 1, maximum: 3 },
    facet: 'range',
    kept: [1, 3],
    broken: [0, 4, 3.5],
  },
  {
    keyword: 'x-minimum and x-maximum of AS numbers',
    schema: { 'x-minimum': 1, 'x-maximum': 65_536 },
    facet: 'range',
    kept: ['1', '0.1', '1.0', '65536', 'no number'],
    broken: ['0', '0.0', '65537', '1.1'],
  },
  { keyword: 'x-minimum of negative text', schema: { 'x-minimum': 0 }, facet: 'range', kept: ['0'], broken: ['-1'] },
  {
    keyword: 'minItems and maxItems',
    schema: { minItems: 1, maxItems: 2 },
    facet: 'count',
    kept: [[1], [1, 2]],
    broken: [[], [1, 2, 3]],
  },
  {
    keyword: 'uniqueItems',
    schema: { uniqueItems: true },
    facet: 'uniqueness',
    kept: [[], [1, 2], [{ a: 1 }, { a: 2 }]],
    broken: [
      [1, 1],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  },
  {
    keyword: 'pattern',
    schema: { pattern: '^[a-f]+$' },
    facet: 'pattern',
    kept: ['abc'],
    broken: ['', 'abg', 'abc\n'],
  },
  {
    keyword: 'format',
    schema: { format: 'uuid' },
    facet: 'format',
    kept: ['0f8fad5b-d9cb-469f-a165-70867728950e'],
    broken: ['', '0f8fad5bd9cb469fa16570867728950e'],
  },
  {
    keyword: 'anyOf',
    schema: { anyOf: [{ format: 'ipv4' }, { const: 'any' }] },
    facet: 'alternatives',
    kept: ['1.2.3.4', 'any'],
    broken: ['some', '1.2.3'],
  },
  {
    keyword: 'contentSchema',
    schema: { type: 'string', contentSchema: { type: 'object' } },
    facet: 'content',
    kept: ['{}', ' { "a": 1 } '],
    broken: ['', '{', '[]', '1', 'null', "{'a':1}"],
  },
  {
    keyword: 'x-characters',
    schema: { 'x-characters': 'a-z中' },
    facet: 'characters',
    kept: ['', 'abc', '中'],
    broken: ['A', 'a b', 'a\n', 'é', '😀'],
  },
  {
    keyword: 'x-characters by exclusion',
    schema: { 'x-characters': '^&<\\s' },
    facet: 'characters',
    kept: ['a;b', '😀'],
    broken: ['a&', ' ', 'a\n'],
  },
  {
    keyword: 'x-first-character',
    schema: { 'x-first-character': 'A-Z' },
    facet: 'first-character',
    kept: ['A1', ''],
    broken: ['a', '1A', '😀'],
  },
  {
    keyword: 'x-forbidden-prefixes',
    schema: { 'x-forbidden-prefixes': ['http://', 'https://'] },
    facet: 'prefix',
    kept: ['http', 'ahttp://'],
    broken: ['http://', 'https://a'],
  },
  {
    keyword: 'x-character-classes',
    schema: { 'x-character-classes': { minimum: 3, classes: ['A-Z', 'a-z', '0-9', '~!'] } },
    facet: 'classes',
    kept: ['Aa1', 'a1!', 'Aa1!'],
    broken: ['', 'Aa', 'AA11'],
  },
  {
    keyword: 'x-within',
    schema: { 'x-within': ['169.254.0.0/16', '10.0.0.0/8'] },
    facet: 'within',
    kept: ['169.254.0.0/30', '169.254.255.255', '10.0.0.0/8', 'no block'],
    broken: ['169.255.0.0/30', '10.0.0.0/7', '10.0.0.0/24,11.0.0.0/24'],
  },
  {
    keyword: 'x-outside',
    schema: { 'x-outside': ['169.254.195.0/24'] },
    facet: 'outside',
    kept: ['169.254.194.252/30', '169.254.196.0/30'],
    broken: ['169.254.195.0/24', '169.254.195.128/30', '169.254.194.0/23', '10.0.0.0/8,169.254.195.1'],
  },
  {
    keyword: 'x-not-inside',
    schema: { 'x-not-inside': ['100.64.0.0/10'] },
    facet: 'outside',
    kept: ['100.0.0.0/8', '100.128.0.0/10', '0.0.0.0/0'],
    broken: ['100.64.0.0/10', '100.64.1.0/24', '10.0.0.0/8,100.64.0.1'],
  },
  {
    keyword: 'x-prefix-length',
    schema: { 'x-prefix-length': 30 },
    facet: 'prefix-length',
    kept: ['169.254.1.1/30', '1.1.1.0/30,1.1.2.0/30'],
    broken: ['169.254.1.1/29', '169.254.1.1/31', '1.1.1.0/30,1.1.2.0/24'],
  },
  {
    keyword: 'x-host-address',
    schema: { 'x-host-address': true },
    facet: 'host-address',
    kept: ['169.254.1.1/30', '169.254.1.2/30', '169.254.1.0/31', '1.1.1.1/32'],
    broken: ['169.254.1.0/30', '169.254.1.3/30'],
  },
  {
    keyword: 'x-network-address',
    schema: { 'x-network-address': true },
    facet: 'network-address',
    kept: ['10.0.0.0/8', '10.1.0.0/16', '1.1.1.1/32'],
    broken: ['10.0.0.1/8', '10.1.0.0/8'],
  },
];

describe.each(rows)('$keyword', ({ schema, facet, kept, broken }) => {
  test('is the facet that the clause id names', () => {
    expect(facetsOf(schema)).toContain(facet);
  });

  test.each(kept.map((value) => [JSON.stringify(value), value] as const))('is kept by %s', (_, value) => {
    expect(verdicts(observe(schema, value))[`/x#${facet}`]).toBe('yes');
  });

  test.each(broken.map((value) => [JSON.stringify(value), value] as const))('is broken by %s', (_, value) => {
    expect(verdicts(observe(schema, value))[`/x#${facet}`]).toBe('no');
  });
});

const link: Schema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', maxLength: 3 },
    tags: { type: 'array', items: { type: 'object', required: ['key'], properties: { key: { type: 'string' } } } },
  },
};

describe('a tree', () => {
  test('is judged at every place, with the pointer of the value', () => {
    const found = observe(link, { tags: [{ key: 'a' }, { key: 1 }, {}] }).filter(({ holds }) => holds === 'no');
    expect(found.map(({ clause, at, value }) => ({ clause, at, value }))).toEqual([
      { clause: '/x/name#presence', at: '/name', value: undefined },
      { clause: '/x/tags/items/key#type', at: '/tags/1/key', value: 1 },
      { clause: '/x/tags/items/key#presence', at: '/tags/2/key', value: undefined },
    ]);
  });

  test('is not judged below a value of the wrong type', () => {
    expect(verdicts(observe(link, { name: 'a', tags: 'none' }))).toEqual({
      '/x#type': 'yes',
      '/x/name#presence': 'yes',
      '/x/name#type': 'yes',
      '/x/name#length': 'yes',
      '/x/tags#presence': 'yes',
      '/x/tags#type': 'no',
    });
    expect(verdicts(observe(link, []))).toEqual({ '/x#type': 'no' });
  });

  test('ignores unknown members, also inherited ones', () => {
    const properties = Object.fromEntries([['toString', { type: 'string' } as const]]);
    const inherited: Schema = { type: 'object', required: ['toString'], properties };
    expect(verdicts(observe(link, { name: 'a', extra: 1 }))).toEqual(verdicts(observe(link, { name: 'a' })));
    expect(verdicts(observe(inherited, {}))['/x/toString#presence']).toBe('no');
  });

  test('counts a member that is undefined as absent and one that is null as present', () => {
    expect(verdicts(observe(link, { name: undefined }))['/x/name#presence']).toBe('no');
    expect(verdicts(observe(link, { name: null }))).toMatchObject({ '/x/name#presence': 'yes', '/x/name#type': 'no' });
  });

  test('goes on within strings that hold JSON', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        config: {
          type: 'string',
          contentSchema: { type: 'object', required: ['psk'], properties: { psk: { type: 'string', minLength: 2 } } },
        },
      },
    };
    expect(verdicts(observe(schema, { config: '{"psk":"a"}' }))).toMatchObject({
      '/x/config#content': 'yes',
      '/x/config/psk#presence': 'yes',
      '/x/config/psk#length': 'no',
    });
    expect(verdicts(observe(schema, { config: '{}' }))['/x/config/psk#presence']).toBe('no');
    expect(verdicts(observe(schema, { config: 'psk' }))).toEqual({
      '/x#type': 'yes',
      '/x/config#presence': 'yes',
      '/x/config#type': 'yes',
      '/x/config#content': 'no',
    });
  });
});

describe('x-when', () => {
  const schema: Schema = {
    type: 'string',
    enum: ['a'],
    'x-when': [
      { name: 'gm', if: { trait: 'gm' }, then: { enum: ['sm3'] } },
      { name: 'other', if: { not: { trait: 'gm' } }, then: { maxLength: 1 } },
    ],
  };

  test('replaces keywords where its condition holds, under a clause of its own', () => {
    expect(verdicts(observe(schema, 'sm3', { traits: ['gm'] }))).toEqual({
      '/x#type': 'yes',
      '/x#condition:gm': 'yes',
    });
    expect(verdicts(observe(schema, 'a', { traits: ['gm'] }))).toEqual({ '/x#type': 'yes', '/x#condition:gm': 'no' });
  });

  test('leaves them where it does not', () => {
    expect(verdicts(observe(schema, 'sm3', { traits: ['!gm'] }))).toEqual({
      '/x#type': 'yes',
      '/x#enum': 'no',
      '/x#condition:other': 'no',
    });
  });
});

describe('x-returned-when', () => {
  const schema = (presence: 'required' | 'expected' | 'optional'): Schema => ({
    type: 'object',
    properties: {
      style: { type: 'string' },
      tunnel: { type: 'string', 'x-returned-when': { if: { member: '/style', in: ['static'] }, presence } },
    },
  });
  test.each<readonly [string, 'required' | 'expected' | 'optional', unknown, string | undefined]>([
    ['a member that must be there and is', 'required', { style: 'static', tunnel: 'a' }, 'yes'],
    ['a member that must be there and is not', 'required', { style: 'static' }, 'no'],
    ['a member that is expected and missing', 'expected', { style: 'static' }, 'no'],
    ['a member that is expected and must not be there', 'expected', { style: 'policy', tunnel: 'a' }, 'no'],
    ['a member that may be there and is not', 'optional', { style: 'static' }, 'yes'],
    ['a member that must not be there and is', 'required', { style: 'policy', tunnel: 'a' }, 'no'],
    ['a member that must not be there and is not', 'optional', { style: 'policy' }, 'yes'],
    ['an answer that does not tell whether the condition holds', 'required', { tunnel: 'a' }, undefined],
  ])('%s', (_, presence, body, holds) => {
    expect(verdicts(observe(schema(presence), body))['/x/tunnel#condition']).toBe(holds);
  });

  test('tells a missing member that is merely expected from one that a sample shows', () => {
    const missing = (presence: 'required' | 'expected'): unknown =>
      observe(schema(presence), { style: 'static' }).find(({ clause }) => clause === '/x/tunnel#condition')?.isExpected;
    expect(missing('expected')).toBe(true);
    expect(missing('required')).toBeUndefined();
    expect(
      observe(schema('expected'), { style: 'policy', tunnel: 'a' }).find(
        ({ clause }) => clause === '/x/tunnel#condition',
      )?.isExpected,
    ).toBeUndefined();
  });

  test('is disputed where readings differ', () => {
    const errata = [either('/x/tunnel', { 'x-returned-when': null })];
    expect(verdicts(observe(schema('required'), { style: 'static' }, { errata }))['/x/tunnel#condition']).toBe(
      'disputed',
    );
  });
});

describe('readings of an erratum', () => {
  const schema: Schema = {
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'integer', minimum: 0, maximum: 9 } },
  };
  const errata = [either('/x/a', { minimum: 1 })];

  test.each([
    [0, 'disputed'],
    [1, 'yes'],
    [-1, 'no'],
    [10, 'no'],
  ])('%i is judged %s', (value, holds) => {
    expect(verdicts(observe(schema, { a: value }, { errata }))['/x/a#range']).toBe(holds);
  });

  test('a facet that only another reading states is disputed when broken and else not told', () => {
    const length = [either('/x/a', { 'x-maximum': null, enum: [3] })];
    expect(verdicts(observe(schema, { a: 4 }, { errata: length }))['/x/a#enum']).toBe('disputed');
    expect(verdicts(observe(schema, { a: 3 }, { errata: length }))['/x/a#enum']).toBeUndefined();
  });

  test('a facet that another reading drops is disputed when broken', () => {
    expect(
      verdicts(observe(schema, { a: 10 }, { errata: [either('/x/a', { minimum: null, maximum: null })] }))[
        '/x/a#range'
      ],
    ).toBe('disputed');
  });

  test('presence that readings dispute is disputed when absent', () => {
    expect(verdicts(observe(schema, {}, { errata: [either('/x/a', { presence: 'optional' })] }))['/x/a#presence']).toBe(
      'disputed',
    );
    expect(
      verdicts(observe({ ...schema, required: [] }, {}, { errata: [either('/x/a', { presence: 'required' })] }))[
        '/x/a#presence'
      ],
    ).toBe('disputed');
    expect(verdicts(observe(schema, {}))['/x/a#presence']).toBe('no');
  });

  test('a type that readings dispute ends the judgement of the value', () => {
    const wide = [either('/x/a', { type: ['integer', 'string'] })];
    expect(verdicts(observe(schema, { a: '5' }, { errata: wide }))).toEqual({
      '/x#type': 'yes',
      '/x/a#presence': 'yes',
      '/x/a#type': 'disputed',
    });
  });

  test('a reading that is taken is not disputed any more', () => {
    const take = { open: 'other' };
    expect(verdicts(observe(schema, { a: 0 }, { errata, take }))['/x/a#range']).toBe('no');
    expect(
      verdicts(observe(schema, {}, { errata: [either('/x/a', { presence: 'optional' })], take }))['/x/a#presence'],
    ).toBe('yes');
  });
});
