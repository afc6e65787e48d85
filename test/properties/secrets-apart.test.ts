import { describe, expect, it } from 'vitest';
import type { Contract, Fixture } from '../../contract/contract.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { requestModel } from '../../properties/request-model.js';

/** Shorter texts are hidden only where they are a whole value. */
const shortest = 4;

/** The texts that are sent as secrets, and those that are sent in the open, right or wrong. */
function textsOf(
  contract: Contract,
  fixture: Fixture,
): { readonly secret: ReadonlySet<string>; readonly open: ReadonlySet<string> } {
  const [secret, open] = [new Set<string>(), new Set<string>()];
  const model = requestModel(contract, fixture);
  for (const node of model.nodes) {
    const domain = model.domain(node);
    const values = domain === undefined ? [] : [...domain.edges, ...domain.violations.flatMap(({ edges }) => edges)];
    for (const value of values)
      if (typeof value === 'string' && value.length >= shortest)
        (node.schema['x-secret'] === true ? secret : open).add(value);
  }
  return { secret, open };
}

const withSecrets = loadCatalogue().flatMap((contract) =>
  contract.fixtures
    .filter((fixture) => textsOf(contract, fixture).secret.size > 0)
    .map((fixture) => [contract.id, fixture.id, contract, fixture] as const),
);

describe('generated secrets', () => {
  it('are there', () => {
    expect(new Set(withSecrets.map(([id]) => id)).size).toBeGreaterThan(3);
  });
  it.each(withSecrets)(
    'of %s, fixture %s, are sent as nothing else, so that hiding them hides nothing else',
    (_, __, contract, fixture) => {
      const { secret, open } = textsOf(contract, fixture);
      expect([...secret].filter((text) => open.has(text))).toEqual([]);
    },
  );
});
