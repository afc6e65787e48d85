import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../contract/load/package-root.js';
import { promiseProblems, promisesOf } from './trust-page.js';

/** What the page has to speak of, whatever else it does. */
const anchors = [
  '1. It accuses nobody on the second run',
  '2. Only what the document states fails',
  '3. Refused credentials are never a verdict',
  '4. A target that is busy, tired or odd is not accused',
  '5. What was there before is there afterwards',
  '6. Replay tells the truth',
  '7. No green that tested nothing',
];

const read = (file: string): string | undefined => {
  const place = path.join(packageRoot, file);
  return file.startsWith('test/') && existsSync(place) ? readFileSync(place, 'utf8') : undefined;
};
const page = readFileSync(path.join(packageRoot, 'docs/trust.md'), 'utf8');

describe('the page of promises', () => {
  it('names for each promise, once, a test that is there', () => {
    expect(promiseProblems(promisesOf(page), read)).toEqual([]);
  });
  it.each(anchors)('has promises of its section %s', (anchor) => {
    expect(promisesOf(page).filter(({ section, promise }) => section === anchor && promise !== '')).not.toEqual([]);
  });
});

describe('a page of promises', () => {
  const source =
    "describe('a', () => { it('b', () => {}); test.each([1])('c %i', () => {}); }); describe('d', () => { it('b', () => {}); it(`e`, run); });";
  const row = (promise: string, file: string, title: string): string => `| ${promise} | ${file} | ${title} |`;
  it.each<[string, readonly string[], readonly string[]]>([
    ['in order', [row('P', 'a', 'c %i'), row('Q', 'a', 'e'), row('R', 'a', 'd > b')], []],
    ['with a file that is not there', [row('P', 'z', 'b')], ['P: no file z']],
    ['with a test that is not there', [row('P', 'a', 'c 1')], ['P: a has no test "c 1"']],
    ['with a title of a group', [row('P', 'a', 'a')], ['P: a has no test "a"']],
    ['with a title of two tests', [row('P', 'a', 'b')], ['P: a has 2 tests "b"; put their groups in front']],
    ['with a promise that is there twice', [row('P', 'a', 'e'), row('P', 'a', 'd > b')], ['twice: P']],
    ['with a row that lacks a cell', ['| P | a |'], ['not a row of three cells: P a', 'P: a has no test ""']],
  ])('%s has the problems that it has', (_, lines, problems) => {
    const rows = promisesOf(['## 1', '| promise | test file | test title |', '|---|---|---|', ...lines].join('\n'));
    expect(promiseProblems(rows, (file) => (file === 'a' ? source : undefined))).toEqual(problems);
  });
});
