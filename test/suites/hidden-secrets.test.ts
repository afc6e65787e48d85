import { expect, test } from 'vitest';
import { isHiddenSecret } from '../../suites/judges/judge-effect.js';

test.each([
  ['nothing, of one that looks like a mask', undefined, 'X', true],
  ['nothing, of one that does not', undefined, 'k1', false],
  ['a part', 'k1**', 'k1aa', true],
  ['another one', 'k2aa', 'k1aa', false],
  ['stars that were sent', '**', '**', false],
])('what is shown of a secret: %s', (_, shown, sent, isHidden) => {
  expect(isHiddenSecret(shown, sent)).toBe(isHidden);
});
