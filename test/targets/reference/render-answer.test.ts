import { describe, expect, it } from 'vitest';
import type { Schema } from '../../../contract/schema.js';
import { renderAnswer } from '../../../targets/reference/render-answer.js';
import { renderList } from '../../../targets/reference/render-list.js';

const uuid = '0a1b2c3d-0000-4000-8000-00000000abcd';

function shown(schema: Schema, state: unknown, traits: readonly string[] = []): unknown {
  return renderAnswer({ type: 'object', ...schema }, { state, traits: new Set(traits), uuid });
}

describe('an answer shows', () => {
  it.each<[string, Schema, unknown, unknown]>([
    ['members at their own pointers', { properties: { a: { type: 'string' } } }, { a: 'x', secret: 'y' }, { a: 'x' }],
    [
      'members at their x-state',
      { properties: { a: { type: 'object', properties: { b: { type: 'string', 'x-state': '/c/d' } } } } },
      { c: { d: 'x' } },
      { a: { b: 'x' } },
    ],
    [
      'nothing for what is not stored',
      {
        properties: {
          a: { type: 'string' },
          b: { type: 'object', properties: { c: { type: 'string' } } },
          d: { type: 'string', 'x-state': false },
        },
      },
      { d: 'x' },
      {},
    ],
    [
      'numbers as text and back',
      { properties: { a: { type: 'string' }, b: { type: 'integer' }, c: { type: 'string' }, d: { type: 'boolean' } } },
      { a: 5, b: '5', c: true, d: 'true' },
      { a: '5', b: 5, c: 'true', d: true },
    ],
    ['text that is no number as it is', { properties: { a: { type: 'integer' } } }, { a: 'many' }, { a: 'many' }],
    [
      'items of arrays',
      { properties: { a: { type: 'array', items: { type: 'object', properties: { b: { type: 'string' } } } } } },
      { a: [{ b: 'x', c: 1 }, {}] },
      { a: [{ b: 'x' }, {}] },
    ],
    [
      'an array elsewhere, with members elsewhere in its items',
      {
        properties: {
          o: {
            type: 'object',
            properties: {
              a: {
                type: 'array',
                'x-state': '/list',
                items: {
                  type: 'object',
                  properties: { b: { type: 'string', 'x-state': '/list/items/c' }, d: { type: 'string' } },
                },
              },
            },
          },
        },
      },
      { list: [{ c: 'x', d: 'y' }, { c: 'z' }] },
      { o: { a: [{ b: 'x', d: 'y' }, { b: 'z' }] } },
    ],
    [
      'JSON in a string',
      {
        properties: { a: { type: 'string', contentSchema: { type: 'object', properties: { b: { type: 'string' } } } } },
      },
      { a: { b: 'x', c: 1 } },
      { a: '{"b":"x"}' },
    ],
    ['a new request id', { properties: { id: { type: 'string', 'x-request-id': true } } }, {}, { id: uuid }],
    [
      'a request id in the style of its sample',
      { properties: { id: { type: 'string', 'x-request-id': true, examples: ['AB12CD34-0000'] } } },
      {},
      { id: uuid.toUpperCase() },
    ],
    [
      'a request id without hyphens like its sample',
      { properties: { id: { type: 'string', 'x-request-id': true, examples: ['00000000000000000000000000000abc'] } } },
      {},
      { id: uuid.replaceAll('-', '') },
    ],
    [
      'volatile members as they are stored',
      { properties: { status: { type: 'string', 'x-request-id': true } } },
      { status: 'active' },
      { status: 'active' },
    ],
  ])('%s', (_, schema, state, body) => {
    expect(shown(schema, state)).toEqual(body);
  });
});

describe('a member that is returned only when a condition holds', () => {
  const byTrait: Schema = {
    properties: { a: { type: 'string', 'x-returned-when': { if: { trait: 'single' }, presence: 'required' } } },
  };
  const byMember: Schema = {
    properties: {
      style: { type: 'string' },
      a: { type: 'string', 'x-returned-when': { if: { member: '/style', in: ['BGP'] }, presence: 'required' } },
    },
  };

  it.each<[string, Schema, unknown, readonly string[], unknown]>([
    ['is there with the trait', byTrait, { a: 'x' }, ['single'], { a: 'x' }],
    ['is missing where the trait is denied', byTrait, { a: 'x' }, ['!single'], {}],
    ['is there where nobody says whether the trait is given', byTrait, { a: 'x' }, [], { a: 'x' }],
    ['is there by the answer itself', byMember, { a: 'x', style: 'BGP' }, [], { a: 'x', style: 'BGP' }],
    ['is missing by the answer itself', byMember, { a: 'x', style: 'POLICY' }, [], { style: 'POLICY' }],
    ['is there when nothing tells', byMember, { a: 'x' }, [], { a: 'x' }],
  ])('%s', (_, schema, state, traits, body) => {
    expect(shown(schema, state, traits)).toEqual(body);
  });
});

it('a list shows each resource as an entry', () => {
  const entry: Schema = {
    type: 'object',
    properties: { id: { type: 'string' }, size: { type: 'string', 'x-state': '/size' } },
  };
  const schema: Schema = {
    type: 'object',
    properties: { links: { type: 'array', items: entry }, requestId: { type: 'string', 'x-request-id': true } },
  };
  const entries = [1, 2].map((size) => ({ state: { id: `l${size}`, size }, traits: new Set<string>(), uuid }));
  expect(renderList(schema, '/links', entries)).toEqual({
    links: [
      { id: 'l1', size: '1' },
      { id: 'l2', size: '2' },
    ],
    requestId: uuid,
  });
});
