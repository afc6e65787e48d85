import { describe, expect, it } from 'vitest';
import type { Care } from '../../../suites/restore/keeper.js';
import type { Snapshot } from '../../../suites/restore/snapshot.js';
import { withheldWords } from '../../../suites/restore/withheld-words.js';

const shown = { logical: {}, unreadable: [], lasting: [] };

function of(id: string, update: Snapshot['update']): Snapshot {
  return { fixture: { id, traits: [], values: {} }, update };
}

const unshown = { ...shown, lasting: [{ pointer: '/mtu', why: 'the read-back does not show it' }] };
const secret = { ...shown, unreadable: ['/psk'] };

describe('what cannot be written back', () => {
  it.each<[string, readonly Snapshot[], Care['kind'], string | undefined]>([
    ['nothing', [of('a', shown)], 'restore', undefined],
    [
      'a member',
      [of('a', unshown)],
      'restore',
      'x: not sent, since no update could bring it back: fixture a: /mtu (the read-back does not show it)',
    ],
    ['a member, where nothing is changed', [of('a', unshown)], 'only-refused', undefined],
    [
      'a fixture, where nothing is changed',
      [of('a', { problem: 'gone' })],
      'only-refused',
      'x: not sent, since nothing could be written back: fixture a: no update at all: gone',
    ],
    [
      'the same of many fixtures, and a secret',
      ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
        of(id, { ...unshown, ...(id === 'f' ? { unreadable: ['/psk'] } : {}) }),
      ),
      'restore',
      'x: not sent, since no update could bring it back: fixtures a, b, c, d and 2 more: /mtu (the read-back does not show it). Also may be overwritten, and is to be set again by hand then, since no read-back shows it and its value is not in the environment: fixture f: /psk',
    ],
    ['a secret, where nothing is changed', [of('a', secret)], 'only-refused', undefined],
  ])('is told in one line: %s', (_, snapshots, kind, told) => {
    expect(withheldWords('x', snapshots, kind)).toBe(told);
  });
});
