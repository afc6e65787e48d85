import { describe, expect, test } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import type { Schema } from '../../contract/schema.js';
import type { Domain } from '../../properties/domain.js';
import type { RequestModel } from '../../properties/request-model.js';
import { boundaryProblems } from './boundary-law.js';
import { domainProblems } from './laws.js';
import { contractOf, modelOf } from './model-of.js';
import { requestProblems } from './request-problems.js';
import { subjectOf } from './subject.js';

interface Row {
  readonly kind: string;
  readonly schema: Schema;
  /** Members that must be among the edges. */
  readonly edges: readonly unknown[];
  /** Violations that must be there: operator to some of its values. */
  readonly wrong: Readonly<Record<string, readonly unknown[]>>;
  readonly traits?: readonly string[];
}

const linkLocal: Schema = {
  type: 'string',
  format: 'ipv4-interface',
  'x-within': ['169.254.0.0/16'],
  'x-prefix-length': 30,
  'x-outside': ['169.254.195.0/24'],
  'x-host-address': true,
};
const threeOf = (minimum: number, special: string): NonNullable<Schema['x-character-classes']> => ({
  minimum,
  classes: ['A-Z', 'a-z', '0-9', special],
});

const rows: readonly Row[] = [
  {
    kind: 'integers with both bounds',
    schema: { type: 'integer', minimum: 60, maximum: 604_800 },
    edges: [60, 61, 604_799, 604_800],
    wrong: {
      'below-minimum': [59],
      'above-maximum': [604_801],
      fraction: [60.5],
      'numeric-text': ['604800'],
      'boolean-instead': [true],
    },
  },
  {
    kind: 'integers from zero',
    schema: { type: 'integer', minimum: 0, maximum: 86_400 },
    edges: [0, 86_400],
    wrong: { 'below-minimum': [-1], 'above-maximum': [86_401] },
  },
  { kind: 'integers without bounds', schema: { type: 'integer' }, edges: [1], wrong: { 'text-instead': ['text'] } },
  {
    kind: 'lifetimes with one bound',
    schema: { type: 'integer', maximum: 86_400 },
    edges: [86_400],
    wrong: { 'above-maximum': [86_401, 4_294_967_297] },
  },
  {
    kind: 'a single integer',
    schema: { type: 'integer', minimum: 7, maximum: 7 },
    edges: [7],
    wrong: { 'below-minimum': [6], 'above-maximum': [8] },
  },
  {
    kind: 'integers on a fixture',
    schema: {
      type: 'integer',
      'x-when': [{ name: 'small', if: { trait: 'small' }, then: { minimum: 2, maximum: 9 } }],
    },
    edges: [2, 9],
    wrong: { 'below-minimum': [1], 'above-maximum': [10] },
    traits: ['small'],
  },
  {
    kind: 'numbers by list',
    schema: { type: 'integer', enum: [1, 2] },
    edges: [1, 2],
    wrong: { 'unlisted-number': [0, 3] },
  },
  {
    kind: 'booleans',
    schema: { type: 'boolean' },
    edges: [true, false],
    wrong: { 'boolean-as-text': ['true'], 'number-instead': [1] },
  },
  {
    kind: 'one boolean',
    schema: { type: 'boolean', const: false },
    edges: [false],
    wrong: { 'other-boolean': [true] },
  },
  {
    kind: 'texts by length',
    schema: { type: 'string', minLength: 2, maxLength: 5 },
    edges: [],
    wrong: { 'too-short': [''], 'number-instead': [1] },
  },
  {
    kind: 'texts of characters inside and outside the Basic Multilingual Plane',
    schema: { type: 'string', minLength: 1, maxLength: 3, 'x-characters': 'a😀中' },
    edges: ['a', 'aa中', 'a😀'],
    wrong: { 'bad-character': [], 'too-long': ['aa中a'] },
  },
  {
    kind: 'names of letters, digits, CJK, _ and -',
    schema: { type: 'string', minLength: 1, maxLength: 64, 'x-characters': '\\u4e00-\\u9fffA-Za-z0-9_.-' },
    edges: [],
    wrong: { 'trailing-newline': [] },
  },
  {
    kind: 'names that start with a letter',
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: 65,
      'x-characters': 'A-Za-z0-9_./-',
      'x-first-character': 'A-Za-z',
    },
    edges: ['A'],
    wrong: { 'bad-first-character': [], 'bad-character': [] },
  },
  {
    kind: 'names that must not start with http',
    schema: {
      type: 'string',
      minLength: 2,
      maxLength: 128,
      'x-characters': 'A-Za-z0-9_.:/-',
      'x-first-character': 'A-Za-z',
      'x-forbidden-prefixes': ['http://', 'https://'],
    },
    edges: [],
    wrong: { 'prefix-http': [], 'prefix-https': [] },
  },
  {
    kind: 'names by exclusion',
    schema: { type: 'string', maxLength: 255, 'x-characters': '^&<>\\[\\]\\\\\\s' },
    edges: [],
    wrong: { 'bad-character': [], 'leading-space': [], 'trailing-newline': [] },
  },
  {
    kind: 'ASCII tokens',
    schema: { type: 'string', format: 'ascii', maxLength: 64 },
    edges: [],
    wrong: { 'too-long': [], 'bad-character': [] },
  },
  { kind: 'texts without a limit', schema: { type: 'string' }, edges: [], wrong: { 'object-instead': [{}] } },
  {
    kind: 'keys with three of four classes',
    schema: {
      type: 'string',
      minLength: 8,
      maxLength: 128,
      'x-characters': 'A-Za-z0-9~!@#$%^()_+={},./:;-',
      'x-character-classes': threeOf(3, '~!@#$%^()_+={},./:;-'),
    },
    edges: [],
    wrong: { 'too-few-classes': [], 'too-short': [''] },
  },
  {
    kind: 'keys with every class',
    schema: {
      type: 'string',
      minLength: 8,
      maxLength: 17,
      'x-characters': 'A-Za-z0-9!@#$%^*()_',
      'x-character-classes': threeOf(4, '!@#$%^*()_'),
    },
    edges: [],
    wrong: { 'too-few-classes': [] },
  },
  {
    kind: 'keys without a class rule',
    schema: { type: 'string', minLength: 1, maxLength: 100, 'x-characters': '^ ' },
    edges: [],
    wrong: { 'leading-space': [] },
  },
  {
    kind: 'texts by list',
    schema: { type: 'string', enum: ['group14', 'group21', 'disable'] },
    edges: ['group14', 'group21', 'disable'],
    wrong: {
      'enum-neighbour': ['group15', 'group22', 'none', 'disabled'],
      'wrong-case-enum': ['GROUP14'],
      'trailing-space': ['group14 '],
    },
  },
  {
    kind: 'UUIDs',
    schema: { type: 'string', format: 'uuid' },
    edges: ['0f8fad5b-d9cb-469f-a165-70867728950e'],
    wrong: { 'uuid-too-short': [], 'uuid-too-long': [], 'uuid-in-braces': [] },
  },
  {
    kind: 'IPv4 addresses',
    schema: { type: 'string', format: 'ipv4' },
    edges: ['8.8.8.8', '223.255.255.254'],
    wrong: { 'octet-256': [], 'octet-beyond-byte': ['8.8.8.264'], 'five-octets': [], 'with-mask': [] },
  },
  {
    kind: 'IPv4 addresses within a block',
    schema: { type: 'string', format: 'ipv4', 'x-within': ['169.254.0.0/16'] },
    edges: ['169.254.0.0', '169.254.255.255'],
    wrong: { 'ipv6-address': [] },
  },
  {
    kind: 'CIDR blocks',
    schema: { type: 'string', format: 'ipv4-cidr', 'x-network-address': true },
    edges: ['10.0.0.0/24'],
    wrong: { 'host-bits-set': [], 'mask-33': [], 'mask-missing': [] },
  },
  {
    kind: 'CIDR blocks with reserved ones',
    schema: { type: 'string', format: 'ipv4-cidr', 'x-outside': ['100.64.0.0/10'], 'x-within': ['100.0.0.0/8'] },
    edges: ['100.63.255.0/24', '100.128.0.0/24'],
    wrong: {
      'reserved-equal': ['100.64.0.0/10'],
      'reserved-inside': [],
      'reserved-straddling': ['100.0.0.0/9'],
      'block-beyond': ['99.255.255.0/24', '101.0.0.0/24'],
    },
  },
  {
    kind: 'CIDR blocks of one mask',
    schema: {
      type: 'string',
      format: 'ipv4-cidr',
      'x-within': ['169.254.0.0/16'],
      'x-prefix-length': 30,
      'x-network-address': true,
    },
    edges: ['169.254.0.0/30', '169.254.255.252/30'],
    wrong: { 'prefix-off-by-one': [] },
  },
  {
    kind: 'CIDR lists',
    schema: { type: 'string', format: 'ipv4-cidr-list' },
    edges: ['10.1.1.0/24,10.1.2.0/24'],
    wrong: { 'empty-entry': [], 'semicolon-separator': [], 'mask-33-in-list': [] },
  },
  {
    kind: 'link-local interface addresses with a reserved block',
    schema: linkLocal,
    edges: ['169.254.0.1/30', '169.254.0.2/30', '169.254.194.253/30', '169.254.196.1/30', '169.254.255.254/30'],
    wrong: {
      'network-address': [],
      'broadcast-address': [],
      'prefix-off-by-one': [],
      'reserved-inside': ['169.254.195.1/30', '169.254.195.253/30'],
      'block-beyond': ['169.255.0.1/30', '169.253.255.253/30'],
    },
  },
  {
    kind: 'AS numbers in asplain and asdot',
    schema: { type: 'string', format: 'asn', 'x-minimum': 1, 'x-maximum': 4_294_967_295 },
    edges: ['1', '0.1', '65535', '65536', '1.0', '4294967295', '65535.65535'],
    wrong: {
      'below-minimum': ['0', '0.0'],
      'above-maximum': ['4294967296'],
      'asdot-high-overflow': ['65536.0'],
      'asdot-low-overflow': ['1.65536'],
      'asdot-incomplete': ['1.', '.1'],
    },
  },
  {
    kind: 'AS numbers as integers',
    schema: { type: 'integer', minimum: 1, maximum: 4_294_967_295 },
    edges: [1, 4_294_967_295],
    wrong: { 'below-minimum': [0], 'above-maximum': [4_294_967_296], 'numeric-text': ['4294967295'] },
  },
  {
    kind: 'integers written as text',
    schema: { type: 'string', format: 'integer-text', 'x-minimum': 30, 'x-maximum': 3600 },
    edges: ['30', '3600'],
    wrong: { 'below-minimum': ['29'], 'above-maximum': ['3601'], 'not-a-number': ['abc'] },
  },
  {
    kind: 'texts by pattern',
    schema: { type: 'string', pattern: '^[a-f]{3}$' },
    edges: [],
    wrong: { 'no-match': [''] },
  },
  {
    kind: 'arrays with counts',
    schema: { type: 'array', minItems: 1, maxItems: 5, items: { type: 'string', format: 'ipv4-cidr' } },
    edges: [],
    wrong: { 'too-many': [], 'too-few': [[]], 'object-instead': [{}] },
  },
  {
    kind: 'arrays without repetition',
    schema: { type: 'array', maxItems: 3, uniqueItems: true, items: { type: 'string', enum: ['a', 'b', 'c', 'd'] } },
    edges: [['a']],
    wrong: { 'duplicate-entry': [['a', 'a']], 'too-many': [] },
  },
  {
    kind: 'arrays of exactly two',
    schema: { type: 'array', minItems: 2, maxItems: 2, items: { type: 'integer', minimum: 1, maximum: 9 } },
    edges: [],
    wrong: { 'too-few': [], 'too-many': [] },
  },
  {
    kind: 'arrays of objects told apart by a member',
    schema: {
      type: 'array',
      minItems: 2,
      maxItems: 2,
      'x-merge-by': 'Index',
      items: { type: 'object', properties: { Index: { type: 'integer', enum: [1, 2] }, On: { type: 'boolean' } } },
    },
    edges: [],
    wrong: { 'object-instead': [{}] },
  },
  {
    kind: 'objects with optional members',
    schema: {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'boolean' }, b: { type: 'integer', minimum: 1, maximum: 3 } },
    },
    edges: [{ a: true }, { a: true, b: 1 }],
    wrong: { 'array-instead': [[]], 'text-instead': ['text'] },
  },
  {
    kind: 'JSON in a string',
    schema: {
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: { type: 'object', properties: { Psk: { type: 'string', maxLength: 9 }, On: { type: 'boolean' } } },
    },
    edges: [],
    wrong: { 'truncated-json': [], 'not-json': ['not json'], 'json-of-another-type': ['[]'] },
  },
];

interface Built {
  readonly contract: Contract;
  readonly model: RequestModel;
  readonly node: TreeNode;
  readonly domain: Domain;
}

function built({ schema, traits = [] }: Row): Built {
  const contract = contractOf(schema);
  const model = modelOf(contract, traits);
  const node = model.nodes.find(({ pointer }) => pointer === '/value');
  const domain = node === undefined ? undefined : model.domain(node);
  if (node === undefined || domain === undefined) throw new Error('the schema has no domain');
  return { contract, model, node, domain };
}

describe.each(rows)('$kind', (row) => {
  const { contract, model, node, domain } = built(row);

  test('keep the laws of every domain', () => {
    expect(domainProblems(subjectOf(contract, model, node, domain), { seed: 42, draws: 40 })).toEqual([]);
  });

  test('have their edges at the bounds and their violations one step outside', () => {
    expect([...boundaryProblems(node.schema, domain, '/value')]).toEqual([]);
    expect(domain.edges).toEqual(expect.arrayContaining([...row.edges]));
  });

  test('are left in every way that tells implementations apart', () => {
    for (const [operator, values] of Object.entries(row.wrong)) {
      const found = domain.violations
        .filter((violation) => violation.operator === operator)
        .flatMap(({ edges }) => edges);
      expect(found, operator).not.toEqual([]);
      expect(found, operator).toEqual(expect.arrayContaining([...values]));
    }
  });

  test('give whole requests that are valid', () => {
    expect(
      requestProblems(contract, model, { seed: 7, draws: 10 }).filter(
        (problem) => problem !== 'the base request asks for no change',
      ),
    ).toEqual([]);
  });
});

test('a member that names a thing on the target is drawn from the values of the fixture only', () => {
  const contract = contractOf({ type: 'string', format: 'uuid', 'x-fixture': true });
  const id = '11111111-2222-4333-8444-555555555555';
  const model = modelOf(contract, [], { value: id });
  expect(model.nodes.map((node) => model.domain(node)?.edges)).toEqual([[id]]);
  expect(modelOf(contract).nodes).toEqual([]);
});

test('a member that does not apply to the fixture has no domain', () => {
  const contract = contractOf({ type: 'string', 'x-applies-when': { trait: 'tall' } });
  const domains = (traits: readonly string[]): readonly boolean[] =>
    modelOf(contract, traits).tree.children.map((node) => modelOf(contract, traits).domain(node) !== undefined);
  expect([domains(['tall']), domains([])]).toEqual([[true], [false]]);
});

test('values that readings of the document dispute are not drawn', () => {
  const contract = contractOf({ type: 'integer', minimum: 0, maximum: 10 }, [
    {
      id: 'zero',
      kind: 'gap',
      source: 'Table',
      problem: 'zero',
      reading: 'admitted',
      resolution: 'either',
      readings: [{ name: 'positive', patches: [{ at: '/value', set: { minimum: 1 } }] }],
    },
  ]);
  const model = modelOf(contract);
  const [node] = model.nodes;
  expect(node === undefined ? undefined : model.domain(node)?.edges).toEqual([1, 9, 10]);
});

test('a text starts wrongly with each character that is odd and right elsewhere, before letters and digits', () => {
  const contract = contractOf({
    type: 'string',
    minLength: 1,
    maxLength: 65,
    'x-characters': 'A-Za-z0-9_./-',
    'x-first-character': 'A-Za-z',
  });
  const model = modelOf(contract);
  const [node] = model.nodes;
  const wrong = (node === undefined ? undefined : model.domain(node))?.violations.find(
    ({ operator }) => operator === 'bad-first-character',
  );
  const leads = wrong?.edges.map((text) => String(text)[0]) ?? [];
  expect([...leads.slice(0, 4)].sort()).toEqual(['-', '.', '/', '_']);
  expect(leads).toContain('0');
});
