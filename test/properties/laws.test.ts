import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Domain, violation } from '../../properties/domain.js';
import { boundaryProblems } from './boundary-law.js';
import { domainProblems, type Subject, shrunken } from './laws.js';

const effort = { seed: 1, draws: 30 };
const inside = (value: unknown): boolean => typeof value === 'number' && value >= 1 && value <= 9;
const good: Domain = {
  edges: [1, 2, 8, 9],
  member: fc.integer({ min: 1, max: 9 }),
  violations: [
    violation('below-minimum', '/value#range', [0]),
    violation('above-maximum', '/value#range', [10], fc.integer({ min: 10, max: 99 })),
  ],
};

function subject(
  change: Partial<Domain>,
  judge: Subject['judge'] = (value) => ({ broken: inside(value) ? [] : ['/value#range'], disputed: [] }),
): Subject {
  return {
    domain: { ...good, ...change },
    pointer: '/value',
    judge,
    validates: inside,
    exists: (clause) => clause === '/value#range',
    entails: () => false,
  };
}

test('a good domain has no problems', () => {
  expect(domainProblems(subject({}), effort)).toEqual([]);
});

test.each<readonly [string, Partial<Domain>, RegExp]>([
  ['an edge outside', { edges: [0, 1] }, /member 0 breaks \/value#range/],
  ['no edges', { edges: [] }, /no edges/],
  ['an edge that stands twice', { edges: [1, 1] }, /an edge stands twice/],
  ['a draw outside', { member: fc.integer({ min: 1, max: 12 }) }, /member 1[0-2] breaks/],
  [
    'a violation that is valid',
    { violations: [violation('none', '/value#range', [5])] },
    /none 5 does not break its clause/,
  ],
  [
    'a random violation that is valid',
    { violations: [violation('low', '/value#range', [0], fc.integer({ min: -9, max: 1 }))] },
    /low 1 does not break its clause/,
  ],
  ['a clause that is not there', { violations: [violation('low', '/value#length', [0])] }, /which is no clause/],
  ['a violation without values', { violations: [violation('low', '/value#range', [])] }, /low has no edges/],
  [
    'two violations of one label',
    { violations: [violation('low', '/value#range', [0]), violation('low', '/value#range', [-1])] },
    /two violations are labelled/,
  ],
  ['draws that never vary', { member: fc.constant(3) }, /every draw is 3/],
])('%s is a problem', (_, change, problem) => {
  expect(domainProblems(subject(change), effort).join('\n')).toMatch(problem);
});

test('a domain that draws differently from the same seed is a problem', () => {
  let count = 0;
  const unstable = fc.integer({ min: 1, max: 9 }).map(() => (count++ % 9) + 1);
  expect(domainProblems(subject({ member: unstable }), effort).join('\n')).toMatch(/differently the second time/);
});

test('a domain that only shrinking leaves is a problem', () => {
  const leaky = fc
    .noBias(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(1_000_000)))
    .map(([value, rare]) => (rare < 3 ? 0 : value));
  expect(fc.sample(leaky, { seed: effort.seed, numRuns: effort.draws })).not.toContain(0);
  expect(domainProblems(subject({ member: leaky }), effort).join('\n')).toMatch(/member 0 breaks/);
});

test('a violation that also breaks the clause of another node is a problem', () => {
  const both = subject({}, (value) => ({ broken: inside(value) ? [] : ['/value#range', '/other#type'], disputed: [] }));
  expect(domainProblems(both, effort).join('\n')).toMatch(/also breaks \/other#type/);
  expect(domainProblems({ ...both, entails: (_, other) => other === '/other#type' }, effort)).toEqual([]);
});

test('a member that Ajv refuses, or a violation that it accepts, is a problem', () => {
  expect(domainProblems({ ...subject({}), validates: () => false }, effort).join('\n')).toMatch(
    /Ajv refuses the member/,
  );
  expect(domainProblems({ ...subject({}), validates: () => true }, effort).join('\n')).toMatch(/Ajv accepts it/);
});

test('shrinking is walked down to the smallest value and over more than one branch', () => {
  const seen = shrunken(fc.integer({ min: 1, max: 1000 }), 5);
  expect(seen).toContain(1);
  expect(new Set(seen).size).toBeGreaterThan(3);
});

test.each<readonly [string, Partial<Domain>, RegExp]>([
  ['no edge at the lower bound', { edges: [2, 9] }, /lowest value 1/],
  ['no edge at the upper bound', { edges: [1, 8] }, /highest value 9/],
  ['no violation below', { violations: [violation('high', '/value#range', [10])] }, /violation has the value 0/],
  ['no violation above', { violations: [violation('low', '/value#range', [0])] }, /violation has the value 10/],
])('%s is a problem of the bounds', (_, change, problem) => {
  expect(
    [...boundaryProblems({ type: 'integer', minimum: 1, maximum: 9 }, { ...good, ...change }, '/value')].join('\n'),
  ).toMatch(problem);
});
