import { expect, test } from 'vitest';
import { conditionHolds, meetsNeeds, traitsSatisfy } from '../../specs/conditions.js';
import type { Condition, TraitCondition } from '../../specs/schema.js';

const traits = new Set(['gm', 'dual']);

test.each<readonly [TraitCondition, boolean]>([
  [{ trait: 'gm' }, true],
  [{ trait: 'single' }, false],
  [{ not: { trait: 'single' } }, true],
  [{ all: [{ trait: 'gm' }, { trait: 'dual' }] }, true],
  [{ all: [{ trait: 'gm' }, { trait: 'single' }] }, false],
  [{ any: [{ trait: 'single' }, { trait: 'dual' }] }, true],
  [{ any: [{ trait: 'single' }] }, false],
  [{ all: [] }, true],
  [{ any: [] }, false],
])('traits gm and dual satisfy %j: %s', (condition, holds) => {
  expect(traitsSatisfy(condition, traits)).toBe(holds);
  expect(conditionHolds(condition, traits, {})).toBe(holds);
});

const static_: Condition = { member: '/link/style', in: ['static', 'bgp'] };
const absent: Condition = { member: '/link/none', in: [1] };

test.each<readonly [Condition, boolean | undefined]>([
  [static_, true],
  [{ not: static_ }, false],
  [{ member: '/link/style', in: ['policy'] }, false],
  [absent, undefined],
  [{ not: absent }, undefined],
  [{ all: [static_, absent] }, undefined],
  [{ all: [{ trait: 'single' }, absent] }, false],
  [{ any: [static_, absent] }, true],
  [{ any: [{ trait: 'single' }, absent] }, undefined],
])('for an answer that lacks a member, %j is %s', (condition, holds) => {
  expect(conditionHolds(condition, traits, { link: { style: 'static' } })).toBe(holds);
});

test.each<readonly [readonly string[], boolean]>([
  [[], true],
  [['gm'], true],
  [['gm', '!single'], true],
  [['!gm'], false],
  [['single'], false],
])('traits gm and dual meet the needs %j: %s', (needs, met) => {
  expect(meetsNeeds(needs, traits)).toBe(met);
});
