import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { facetsOf } from '../../../contract/facets.js';
import { inspect } from '../../../contract/inspect/inspect.js';
import { buildTree, clauseAt, walk } from '../../../contract/inspect/tree.js';
import { loadCatalogue, ownSpecs } from '../../../contract/load/catalogue.js';
import { lintContract } from '../../../contract/load/lint-contract.js';

test('the five operations are in the catalogue', () => {
  expect(loadCatalogue().map(({ id }) => id)).toEqual([
    'alibaba.modify-vpn-attachment-attribute',
    'alibaba.update-enhanced-vpn-gateway',
    'baidu.update-vpn-conn',
    'huawei.update-vpn-connection',
    'otc.update-vpn-connection',
  ]);
});

test.each([
  ['those that are named', ['baidu.update-vpn-conn', 'huawei.update-vpn-connection'], 2],
  ['all when one that is named is not there', ['baidu.update-vpn-conn', 'baidu.update-vpn'], 5],
  ['all when none is named', [], 5],
])('the catalogue loads %s', (_, needed, count) => {
  expect(loadCatalogue(ownSpecs, needed)).toHaveLength(count);
});

describe.each(loadCatalogue().map((contract) => [contract.id, contract] as const))('%s', (_, contract) => {
  const locals = new Set(contract.clauses.map(({ local }) => local));

  test('is consistent', () => {
    expect(lintContract(contract)).toEqual([]);
  });

  test('is an OpenAPI 3.1 document that other tools read', async () => {
    const file = path.join(ownSpecs, contract.vendor, contract.operation, 'openapi.yaml');
    const result = await new Validator().validate(parse(readFileSync(file, 'utf8')));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  test('every clause has a source, a statement and an id of its operation', () => {
    for (const clause of contract.clauses) {
      expect(clause.id, clause.local).toBe(`${contract.id}${clause.local}`);
      expect(clause.source, clause.local).not.toBe('');
      expect(clause.statement, clause.local).not.toMatch(/undefined|\[object|^$/);
    }
  });

  test.each(contract.fixtures)('every facet that is judged on fixture $id is a clause', ({ traits, state }) => {
    const options = { traits: new Set(traits), errata: contract.errata };
    const request = buildTree(contract.update.request, { ...options, prefix: '' });
    const response = buildTree(contract.update.response, { ...options, prefix: `/${contract.update.status}` });
    const own = [...walk(request), ...walk(response)].filter(({ via }) => via !== 'content' && via !== 'root');
    const ids = own.flatMap((node) => facetsOf(node.schema).map((facet) => clauseAt(node, facet)));
    expect(ids.filter((id) => !locals.has(id))).toEqual([]);
    // That an optional member of an answer is there or not tells nothing, so it is no clause.
    const told = inspect(response, state, options.traits).filter(
      ({ clause, holds }) => !(clause.endsWith('#presence') && holds === 'yes'),
    );
    expect(told.map(({ clause }) => clause).filter((id) => !locals.has(id))).toEqual([]);
  });
});
