import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCatalogue, ownSpecs } from '../../../contract/load/catalogue.js';
import { formatLedger, ledgerProblems, parseLedger, updateLedger } from '../../../contract/load/ledger.js';

describe('specs/clauses.lock', () => {
  const text = readFileSync(path.join(ownSpecs, 'clauses.lock'), 'utf8');
  const ids = loadCatalogue().flatMap(({ clauses }) => clauses.map(({ id }) => id));

  test('has every id of the contracts, no other that is not retired, and none twice', () => {
    expect(ledgerProblems(ids, parseLedger(text))).toEqual([]);
    expect(text.match(/^.*$/gm)?.length).toBe(new Set(text.split('\n')).size);
  });

  test('is sorted by id', () => {
    expect(formatLedger(parseLedger(text))).toBe(text);
  });
});

const ledger = parseLedger('a/one\nretired a/three\na/two\n');

test('a new id is added in its place', () => {
  expect(formatLedger(updateLedger(['a/one', 'a/two', 'a/between'], ledger))).toBe(
    'a/between\na/one\nretired a/three\na/two\n',
  );
});

test('an id that is gone is retired, and stays so', () => {
  const once = updateLedger(['a/two'], ledger);
  expect(formatLedger(once)).toBe('retired a/one\nretired a/three\na/two\n');
  expect(formatLedger(updateLedger(['a/two'], once))).toBe(formatLedger(once));
});

test('a retired id stays retired when a contract uses it again', () => {
  const after = updateLedger(['a/one', 'a/two', 'a/three'], ledger);
  expect(formatLedger(after)).toBe(formatLedger(ledger));
  expect(ledgerProblems(['a/one', 'a/two', 'a/three'], after)).toEqual([
    expect.stringMatching(/^a\/three is retired and must not be used again/),
  ]);
});

test.each<readonly [string, readonly string[], RegExp]>([
  ['an id that is not in it', ['a/one', 'a/two', 'a/four'], /^a\/four is not in specs\/clauses.lock/],
  ['an id that is in no contract', ['a/two'], /^a\/one is in specs\/clauses.lock and in no contract/],
])('%s is a problem of the ledger', (_, ids, problem) => {
  expect(ledgerProblems(ids, ledger)).toEqual([expect.stringMatching(problem)]);
});

test('contracts and ledger that agree have no problem', () => {
  expect(ledgerProblems(['a/one', 'a/two'], ledger)).toEqual([]);
});
