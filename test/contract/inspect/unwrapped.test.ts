import { expect, test } from 'vitest';
import { unwrapped } from '../../../contract/inspect/unwrapped.js';

const schema = {
  type: 'object',
  properties: {
    list: { type: 'array', items: { type: 'object', 'x-wrapped-as': 'Entry', properties: { id: { type: 'string' } } } },
  },
} as const;

test.each([
  [
    'an entry in an object of its own',
    { list: [{ Entry: { id: 'a' } }, { Entry: { id: 'b' }, more: 1 }] },
    { list: [{ id: 'a' }, { id: 'b' }] },
  ],
  ['an entry as the contract nests it', { list: [{ id: 'a' }] }, { list: [{ id: 'a' }] }],
  ['what is no object', { list: [{ Entry: 'a' }] }, { list: [{ Entry: 'a' }] }],
  ['a member of that name elsewhere', { Entry: { id: 'a' } }, { Entry: { id: 'a' } }],
  ['no list', { list: null }, { list: null }],
])('reads %s', (_, value, read) => {
  expect(unwrapped(schema, value)).toEqual(read);
});

test('gives what holds nothing of the kind back as it is', () => {
  const value = { list: [{ id: 'a' }] };
  expect(unwrapped(schema, value)).toBe(value);
});
