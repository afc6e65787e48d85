import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAsn } from '../../contract/inspect/formats/asn.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { isObject } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import type { Equivalence } from '../../properties/equivalences/equivalence.js';
import { equivalencesOf } from '../../properties/equivalences/index.js';
import type { DraftRequest } from '../../properties/request.js';
import { type RequestModel, requestModel } from '../../properties/request-model.js';
import { contractOf, modelOf } from './model-of.js';

/**
 * What a logical request says, whatever its form: numbers for AS numbers, sorted lists of blocks and of entries with a
 * key, objects for JSON text.
 */
function meaning({ schema, children }: TreeNode, value: unknown): unknown {
  const [child] = children;
  if (schema.format === 'asn') return typeof value === 'string' ? parseAsn(value) : value;
  if (schema.format === 'ipv4-cidr-list')
    return String(value)
      .split(',')
      .map((block) => block.trim())
      .sort();
  if (child?.via === 'content') return meaning(child, JSON.parse(String(value)));
  if (Array.isArray(value)) {
    const entries = child === undefined ? value : value.map((entry) => meaning(child, entry));
    const key = schema['x-merge-by'];
    return key === undefined ? entries : [...entries].sort((a, b) => Number(Object(a)[key]) - Number(Object(b)[key]));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const node = children.find((candidate) => candidate.name === name);
      return [name, node === undefined ? member : meaning(node, member)];
    }),
  );
}

function formsOf(
  model: RequestModel,
  equivalence: Equivalence,
  drafts: readonly DraftRequest[],
): readonly { readonly draft: DraftRequest; readonly form: DraftRequest }[] {
  return drafts.flatMap((draft) => {
    const form = equivalence.apply(model, draft);
    return form === undefined ? [] : [{ draft, form }];
  });
}

describe.each(loadCatalogue().map((contract) => [contract.id, contract] as const))('%s', (_, contract) => {
  test.each(contract.fixtures)(
    'equivalent forms are other texts of the same valid request on fixture $id',
    (fixture) => {
      const model = requestModel(contract, fixture);
      const drafts = [
        ...model.nodes.flatMap((node) =>
          (model.domain(node)?.edges ?? []).map((edge) => model.with({ [node.pointer]: edge })),
        ),
        ...fc.sample(model.requests, { seed: 3, numRuns: 10 }),
      ];
      const equivalences = equivalencesOf(model);
      for (const equivalence of equivalences) {
        if (equivalence.clause !== undefined)
          expect(contract.clauses.map(({ local }) => local)).toContain(equivalence.clause);
        for (const { draft, form } of formsOf(model, equivalence, drafts)) {
          const [before, after] = [model.logical(draft), model.logical(form)];
          expect(JSON.stringify(after)).not.toBe(JSON.stringify(before));
          expect(meaning(model.tree, after)).toEqual(meaning(model.tree, before));
          if (equivalence.advisory !== true) expect(model.judge(after)).toEqual({ broken: [], disputed: [] });
        }
      }
      const [memberOrder] = equivalences;
      expect(memberOrder === undefined ? [] : formsOf(model, memberOrder, drafts)).not.toEqual([]);
    },
  );
});

test.each<readonly [string, Schema, unknown, readonly unknown[]]>([
  ['asplain is written as asdot', { type: 'string', format: 'asn' }, '65536', ['1.0']],
  ['asdot is written as asplain', { type: 'string', format: 'asn' }, '65535.65535', ['4294967295']],
  [
    'a list of blocks is turned round, and spaced',
    { type: 'string', format: 'ipv4-cidr-list' },
    '10.1.1.0/24,10.1.2.0/24',
    ['10.1.2.0/24,10.1.1.0/24', '10.1.1.0/24, 10.1.2.0/24'],
  ],
  ['a list of one block has no other form', { type: 'string', format: 'ipv4-cidr-list' }, '10.1.1.0/24', []],
  [
    'JSON text is spaced, but not inside of strings',
    { type: 'string', contentSchema: { type: 'object', properties: { a: { type: 'string' } } } },
    { a: 'x\ny  {' },
    ['{ "a": "x\\ny  {" }'],
  ],
  [
    'order of array entries is not assumed to be free',
    { type: 'array', uniqueItems: true, items: { type: 'string' } },
    ['b', 'a'],
    [],
  ],
  [
    'members of objects in arrays are turned round',
    { type: 'array', items: { type: 'object', properties: { a: { type: 'boolean' }, b: { type: 'boolean' } } } },
    [{ a: true, b: false }],
    [[{ b: false, a: true }]],
  ],
])('%s', (_, schema, value, forms) => {
  const model = modelOf(contractOf(schema));
  const found = equivalencesOf(model)
    .map((equivalence) => equivalence.apply(model, { value }))
    .filter((form) => form !== undefined);
  expect(found.map((form) => JSON.stringify(model.logical(form)['value']))).toEqual(
    forms.map((form) => JSON.stringify(form)),
  );
});
