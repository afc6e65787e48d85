import { describe, expect, test } from 'vitest';
import { keepsTimes } from '../../suites/judges/answer-rules/keeps-times.js';
import { momentOf } from '../../suites/judges/answer-rules/moment-of.js';
import { staysDetermined } from '../../suites/judges/answer-rules/stays-determined.js';
import { withholdsData } from '../../suites/judges/answer-rules/withholds-data.js';

describe('a time in an answer', () => {
  test.each([
    ['2024-03-05T08:15:30.120Z', '2024-03-05T08:15:30Z'],
    ['2024-03-05 08:15:30Z', '2024-03-05T08:15:30Z'],
    ['2024-03-05T10:15:30+0200', '2024-03-05T08:15:30Z'],
    ['2024-03-05T08:15:30,9z', '2024-03-05T08:15:30.000Z'],
  ])('%s is %s', (written, meant) => {
    expect(momentOf(written)).toEqual(momentOf(meant));
  });

  test.each([1709626530120, '5 March 2024', '2024-03-05', '2024-13-05T08:15:30Z', undefined])(
    'is not read from %s',
    (value) => {
      expect(momentOf(value)).toBeUndefined();
    },
  );
});

describe('times in order', () => {
  const judged = (created: string, updated: string): unknown =>
    keepsTimes({ ordered: ['/created', '/updated'] }, { created, updated }, new Map(), 0);

  test.each([
    ['2024-03-05T08:15:30.120Z', '2024-03-05T08:15:30.120Z'],
    ['2024-03-05T08:15:30.120Z', '2024-03-05T08:15:30Z'],
    ['2024-03-05T08:15:30Z', '2024-03-05T08:15:29Z'],
    ['2024-03-05T08:15:30Z', '2024-03-05T10:15:30+02:00'],
  ])('%s before %s', (created, updated) => {
    expect(judged(created, updated)).toBe('kept');
  });

  const last = (seconds: number, updates: number, times: (update: number) => string): unknown => {
    const memory = new Map<string, string>();
    return Array.from({ length: updates + 1 }, (_, update) =>
      keepsTimes({ rising: ['/updated'] }, { updated: times(update) }, memory, (update * seconds * 1000) / updates),
    ).at(-1);
  };
  const moment = (second: number): string => `2024-03-05T08:15:${String(second).padStart(2, '0')}Z`;

  test.each([
    ['few updates', 60, 4, () => moment(30), 'kept'],
    ['a short time', 1, 30, () => moment(30), 'kept'],
    ['a time that moves now and then', 30, 30, (update: number) => moment(Math.floor(update / 4)), 'kept'],
  ])('need not move in %s', (_, seconds, updates, times, outcome) => {
    expect(last(seconds, updates, times)).toBe(outcome);
  });

  test('are broken by one that stands still over many updates', () => {
    expect(last(30, 30, () => moment(30))).toMatchObject({ expected: '/updated moves with the updates' });
  });

  test('are broken by an update before the creation', () => {
    expect(judged('2024-03-05T08:15:30Z', '2024-03-05T08:10:00Z')).toMatchObject({ pointer: '/updated' });
  });

  test('are not compared where one has no zone', () => {
    expect(judged('2024-03-05T08:15:30Z', '2024-03-05T08:10:00')).toBeUndefined();
  });
});

describe('what other members determine', () => {
  function judge(bodies: readonly unknown[]): readonly unknown[] {
    const memory = new Map<string, string>();
    return bodies.map((body) => {
      const outcome = staysDetermined({ member: '/peer', by: ['/gateway'] }, body, memory, {});
      return typeof outcome === 'object' ? 'broken' : outcome;
    });
  }

  const a = { gateway: 'a', peer: '1.1.1.1' };

  test('stays', () => {
    expect(judge([a, a])).toEqual([undefined, 'kept']);
  });

  test('changes with them', () => {
    expect(judge([a, { gateway: 'b', peer: '2.2.2.2' }, a])).toEqual([undefined, undefined, 'kept']);
  });

  test('does not change without them', () => {
    expect(judge([a, { gateway: 'a', peer: '3.3.3.3' }])).toEqual([undefined, 'broken']);
  });
});

describe('a member that shows no data', () => {
  test.each([[{}], [{ peer: null }], [{ peer: '' }]])('may be %j', (body) => {
    expect(withholdsData(['/peer'], body)).toBe('kept');
  });

  test('is not an address', () => {
    expect(withholdsData(['/peer'], { peer: '1.1.1.1' })).toMatchObject({ pointer: '/peer' });
  });
});
