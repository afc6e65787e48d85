import { describe, expect, it } from 'vitest';
import { wrap } from '../../../reports/render/layout.js';

describe('a wrapped text', () => {
  it.each([
    ['at spaces', 'one two three four', 10, ['one two', 'three', 'four']],
    [
      'within a word that is longer than a line, from where the line before ends',
      `FAIL ${'x'.repeat(40)} end`,
      20,
      [`FAIL ${'x'.repeat(12)}`, 'x'.repeat(17), `${'x'.repeat(11)} end`],
    ],
    [
      'behind a line that has no room for a part worth reading',
      `of eleven ${'y'.repeat(20)}`,
      20,
      ['of eleven', 'y'.repeat(17), 'yyy'],
    ],
  ])('breaks %s', (_, text, width, lines) => {
    expect(wrap(text, width, 3).split('\n   ')).toEqual(lines);
  });
  it('loses nothing, whatever the text', () => {
    const text = Array.from({ length: 30 }, (_, index) => 'abcdefghij'.slice(index % 10)).join(' ');
    expect(wrap(text, 12, 0).replaceAll('\n', ' ')).toBe(text);
  });
});
