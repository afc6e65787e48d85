import { describe, expect, it } from 'vitest';
import { type Plan, planRun } from '../../suites/plan/plan.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { toyContract } from '../targets/toy-contract.js';

const contract = toyContract();

function planWith(features?: readonly string[]): Plan {
  const driver = driverNamed(contract.driver.name);
  const selection = { clauses: [], levels: [] };
  return planRun({
    contract,
    driver,
    fixtures: contract.fixtures,
    cases: 0,
    seed: 1,
    selection,
    ...(features === undefined ? {} : { features }),
  });
}

const claimed = ({ clauses }: Plan): readonly string[] =>
  clauses.flatMap(({ id, unsupported }) => (unsupported === undefined ? [id] : []));
const covered = ({ subjects }: Plan): readonly string[] =>
  subjects.flatMap(({ subject }) => subject.covers.map(({ clause }) => clause));

describe('the features of a target', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['without a list', undefined],
    ['by the operation', [contract.id]],
    ['by a prefix of everything', ['acme.*']],
  ])('claim everything %s', (_, features) => {
    expect(planWith(features).clauses).toEqual(planWith().clauses);
    expect(planWith(features).subjects.map(({ subject }) => subject.name)).toEqual(
      planWith().subjects.map(({ subject }) => subject.name),
    );
  });
  it.each<[readonly string[], (id: string) => boolean]>([
    [['acme.update-link/mtu#range'], (id) => id.endsWith('/mtu#range')],
    [['acme.update-link/mtu*'], (id) => id.includes('/mtu#')],
    [
      ['acme.update-link/name#*', 'acme.update-link/mode#enum'],
      (id) => id.includes('/name#') || id.endsWith('/mode#enum'),
    ],
  ])('claim what %j names, and what holds for every exchange', (features, named) => {
    const ids = claimed(planWith(features)).filter((id) => !id.includes('/exchange/'));
    const wanted = contract.clauses
      .filter(({ id, excluded }) => excluded === undefined && named(id) && !id.includes('/200/'))
      .map(({ id }) => id);
    const excluded = contract.clauses.filter((clause) => clause.excluded !== undefined).map(({ id }) => id);
    expect(ids.filter((id) => !excluded.includes(id)).sort()).toEqual(wanted.sort());
  });
  it('plan no check that is only about something else', () => {
    const all = new Set(covered(planWith()));
    const some = new Set(covered(planWith(['acme.update-link/mtu*'])));
    expect([all.has('/mode#enum'), some.has('/mode#enum'), some.has('/mtu#range')]).toEqual([true, false, true]);
  });
  it('plan nothing where nothing is claimed', () => {
    const plan = planWith([]);
    expect(plan.subjects).toEqual([]);
    expect(plan.clauses.every(({ unsupported, excluded }) => unsupported !== undefined || excluded !== undefined)).toBe(
      true,
    );
  });
});
