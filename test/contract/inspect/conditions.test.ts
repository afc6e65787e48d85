import { expect, test } from 'vitest';
import { conditionHolds, meetsNeeds, traitsSatisfy } from '../../../contract/inspect/conditions.js';
import type { Condition, TraitCondition } from '../../../contract/schema.js';

const traits = new Set(['gm', 'dual', '!single']);

test.each<readonly [TraitCondition, boolean | undefined]>([
  [{ trait: 'gm' }, true],
  [{ trait: 'single' }, false],
  [{ not: { trait: 'single' } }, true],
  [{ all: [{ trait: 'gm' }, { trait: 'dual' }] }, true],
  [{ all: [{ trait: 'gm' }, { trait: 'single' }] }, false],
  [{ any: [{ trait: 'single' }, { trait: 'dual' }] }, true],
  [{ any: [{ trait: 'single' }] }, false],
  [{ all: [] }, true],
  [{ any: [] }, false],
  [{ trait: 'unknown' }, undefined],
  [{ not: { trait: 'unknown' } }, undefined],
  [{ any: [{ trait: 'unknown' }, { trait: 'gm' }] }, true],
  [{ all: [{ trait: 'unknown' }, { trait: 'single' }] }, false],
  [{ all: [{ trait: 'unknown' }, { trait: 'gm' }] }, undefined],
])('traits gm, dual and !single satisfy %j: %s', (condition, holds) => {
  expect(traitsSatisfy(condition, traits)).toBe(holds === true);
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
  [['unknown'], false],
  [['!unknown'], false],
])('traits gm, dual and !single meet the needs %j: %s', (needs, met) => {
  expect(meetsNeeds(needs, traits)).toBe(met);
});
