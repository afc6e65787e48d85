import { expect, test } from 'vitest';
import { UnsteadyPlaces } from '../../../suites/session/unsteady-places.js';

/** Gives states one after the other, the last one again and again. */
function reading(...states: readonly unknown[]): () => Promise<string> {
  let turn = 0;
  return async () => JSON.stringify(states[Math.min(turn++, states.length - 1)]);
}

test.each([
  [
    'that is another at every read witnesses nothing',
    { key: 'a' },
    { key: 'b' },
    [{ key: 'c' }, { key: 'd' }, { key: 'e' }],
    true,
  ],
  [
    'in a list, too',
    { list: [{ key: 'a' }] },
    { list: [{ key: 'b' }] },
    [{ list: [{ key: 'c' }] }, { list: [{ key: 'd' }] }, { list: [{ key: 'e' }] }],
    true,
  ],
  ['that has changed once is a change', { key: 'a' }, { key: 'b' }, [{ key: 'b' }], false],
  ['that shows late is a change', { key: 'a' }, { key: 'b' }, [{ key: 'a' }, { key: 'b' }], false],
  [
    'beside one that has changed does not hide it',
    { key: 'a', name: 'x' },
    { key: 'b', name: 'y' },
    [
      { key: 'c', name: 'y' },
      { key: 'd', name: 'y' },
      { key: 'e', name: 'y' },
    ],
    false,
  ],
])('a member %s', async (_, before, after, later, isSame) => {
  expect(await new UnsteadyPlaces().isSame(JSON.stringify(before), JSON.stringify(after), reading(...later))).toBe(
    isSame,
  );
});
