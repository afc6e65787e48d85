import { expect, test } from 'vitest';
import { isObject, segmentsOf, valueAt, withValueAt } from '../../contract/pointer.js';

const root = { a: { b: [1, { c: 2 }] }, n: null };

test.each<readonly [string, unknown]>([
  ['', root],
  ['/a/b/0', 1],
  ['/a/b/1/c', 2],
  ['/n', null],
  ['/a/x', undefined],
  ['/a/b/7', undefined],
  ['/n/x', undefined],
  ['/a/b/0/x', undefined],
  ['/toString', undefined],
])('the value at "%s"', (pointer, value) => {
  expect(valueAt(root, pointer)).toEqual(value);
});

test.each<readonly [string, unknown, unknown]>([
  ['', 5, 5],
  ['/a/b/0', 9, { a: { b: [9, { c: 2 }] }, n: null }],
  ['/a/b/0', undefined, { a: { b: [{ c: 2 }] }, n: null }],
  ['/a/b/2', 3, { a: { b: [1, { c: 2 }, 3] }, n: null }],
  ['/a/b/1/c', undefined, { a: { b: [1, {}] }, n: null }],
  ['/a', undefined, { n: null }],
  ['/x/y', 1, { ...root, x: { y: 1 } }],
  ['/n/y', 1, { a: root.a, n: { y: 1 } }],
])('"%s" set to %j', (pointer, value, result) => {
  expect(withValueAt(root, pointer, value)).toEqual(result);
});

test('setting a value leaves the original as it was', () => {
  const before = structuredClone(root);
  withValueAt(root, '/a/b/1/c', 3);
  withValueAt(root, '/a/b/0', undefined);
  expect(root).toEqual(before);
});

test.each([
  ['', []],
  ['/a', ['a']],
  ['/a/items/b', ['a', 'items', 'b']],
])('the segments of "%s"', (pointer, segments) => {
  expect(segmentsOf(pointer)).toEqual(segments);
});

test.each([
  [{}, true],
  [[], false],
  [null, false],
  ['x', false],
])('%j is a plain object: %s', (value, is) => {
  expect(isObject(value)).toBe(is);
});
