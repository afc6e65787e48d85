import { describe, expect, test } from 'vitest';
import { facetsOf } from '../../contract/facets.js';
import { clauseAt } from '../../contract/inspect/tree.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { requestModel } from '../../properties/request-model.js';
import { boundaryProblems } from './boundary-law.js';
import { domainProblems } from './laws.js';
import { relationProblems } from './relation-problems.js';
import { requestProblems } from './request-problems.js';
import { subjectOf } from './subject.js';

const effort = { seed: 20_251_121, draws: 10 };

describe.each(loadCatalogue().map((contract) => [contract.id, contract] as const))('%s', (_, contract) => {
  const models = contract.fixtures.map((fixture) => ({ id: fixture.id, model: requestModel(contract, fixture) }));

  test.each(models)('every domain keeps the laws on fixture $id', ({ model }) => {
    expect(model.nodes.length).toBeGreaterThan(0);
    const problems = model.nodes.flatMap((node) => {
      const domain = model.domain(node);
      return domain === undefined
        ? [`${node.pointer} is usable and has no domain`]
        : domainProblems(subjectOf(contract, model, node, domain), effort);
    });
    expect(problems).toEqual([]);
  });

  test.each(models)('edges and violations stand at the bounds on fixture $id', ({ model }) => {
    const problems = model.nodes.flatMap((node) => {
      const domain = model.domain(node);
      // Where readings dispute a bound, neither side of it is drawn.
      const open = node.readings.length > 0 || node.schema['x-fixture'] === true;
      return domain === undefined || open ? [] : [...boundaryProblems(node.schema, domain, node.pointer)];
    });
    expect(problems).toEqual([]);
  });

  test('every checked value clause has a violation on some fixture', () => {
    const broken = new Set(
      models.flatMap(({ model }) =>
        model.nodes.flatMap((node) => model.domain(node)?.violations.map(({ clause }) => clause) ?? []),
      ),
    );
    const stated = new Set(
      models.flatMap(({ model }) =>
        model.nodes.flatMap((node) => facetsOf(node.schema).map((facet) => clauseAt(node, facet))),
      ),
    );
    const lacking = contract.clauses.filter(
      ({ side, excluded, local }) =>
        side === 'request' && excluded === undefined && stated.has(local) && !broken.has(local),
    );
    expect(lacking.map(({ local }) => local)).toEqual([]);
  });

  test.each(models)('requests are valid, repeatable and stay valid while they shrink on fixture $id', ({ model }) => {
    expect(requestProblems(contract, model, effort)).toEqual([]);
  });

  test.each(models)('relations bite where their members can be sent, and break alone on fixture $id', ({ model }) => {
    expect(relationProblems(contract, model)).toEqual([]);
  });

  test('every relation is broken on some fixture', () => {
    const broken = new Set(
      models.flatMap(({ model }) =>
        model.relations.filter(({ bite }) => Object.keys(bite).length > 0).map(({ clause }) => clause),
      ),
    );
    const checked = contract.behaviours.filter(
      ({ clause, behaviour }) => behaviour.relation !== undefined && clause.excluded === undefined,
    );
    expect(checked.map(({ clause }) => clause.local).filter((local) => !broken.has(local))).toEqual([]);
  });
});
