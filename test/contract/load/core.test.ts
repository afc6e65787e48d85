import { describe, expect, it } from 'vitest';
import { profileOf, usualCore } from '../../../contract/facts/profile-of.js';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { planRun } from '../../../suites/plan/plan.js';
import { driverNamed } from '../../../targets/drivers/index.js';

const catalogue = loadCatalogue();

describe('the profile core', () => {
  const ordinary = catalogue.flatMap((contract) => {
    const plan = (fixtures: typeof contract.fixtures): ReturnType<typeof planRun> =>
      planRun({
        contract,
        driver: driverNamed(contract.driver.name),
        fixtures,
        cases: 3,
        seed: 1,
        selection: { clauses: [], levels: [] },
      });
    return plan(contract.fixtures).context.changeable.map(({ id }) => ({ contract, id, plan }));
  });
  it.each(ordinary)('of $contract.id is shown by $id alone', ({ contract, id, plan }) => {
    const core = new Set(contract.clauses.flatMap((clause) => (clause.profile === 'core' ? [clause.id] : [])));
    const { clauses } = plan(contract.fixtures.filter((fixture) => fixture.id === id));
    expect(
      clauses.flatMap((clause) => (clause.skipped !== undefined && core.has(clause.id) ? [clause.id] : [])),
    ).toEqual([]);
    expect(core.size).toBeGreaterThan(50);
  });
  it('has only what a document states that must be so', () => {
    const core = catalogue.flatMap(({ clauses }) => clauses.filter(({ profile }) => profile === 'core'));
    expect(
      core.filter(({ level, basis, needs }) => level !== 'must' || basis !== 'stated' || needs.length > 0),
    ).toEqual([]);
  });
  const clause = { level: 'must', basis: 'stated', needs: [], isSpecial: false } as const;
  it.each([
    ['core', clause, usualCore],
    ['extended', { ...clause, level: 'should' }, usualCore],
    ['extended', { ...clause, basis: 'shown' }, usualCore],
    ['extended', { ...clause, needs: ['dual-tunnel'] }, usualCore],
    ['extended', { ...clause, isSpecial: true }, usualCore],
    ['core', { ...clause, needs: ['dual-tunnel'] }, { ...usualCore, needs: 'any' }],
    ['core', { ...clause, level: 'should' }, { ...usualCore, also: ['/this'] }],
    ['extended', clause, { ...usualCore, without: ['/this'] }],
  ] as const)('takes a clause as %s: %o by %o', (profile, given, rule) => {
    expect(
      profileOf(
        given,
        { ...rule, levels: [...rule.levels], bases: [...rule.bases] } as typeof usualCore,
        (at) => at === '/this',
      ),
    ).toBe(profile);
  });
});
