import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitrariesOf } from '../../arbitraries/operation-arbitraries.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { createReferenceTransport } from '../../targets/reference/reference-transport.js';

const operations = loadCatalogue().map(({ id }) => id);
const effort = { numRuns: 60, seed: 7 };

describe.each(operations)('the arbitraries of %s', (operation) => {
  test('give requests that the reference takes', async () => {
    const { contract, requests } = arbitrariesOf(operation);
    const transport = createReferenceTransport({ contracts: [contract], settleMs: 0 });
    const seen = new Set<string>();
    const isTaken = async (wire: Parameters<typeof transport.send>[0]): Promise<boolean> => {
      seen.add(wire.path + wire.body);
      const reply = await transport.send(wire);
      return reply.kind === 'answer' && reply.status < 300;
    };
    await fc.assert(
      fc.asyncProperty(requests, async ({ wire }) => isTaken(wire)),
      effort,
    );
    expect(seen.size).toBeGreaterThan(effort.numRuns / 2);
  });

  test('give violations that the reference refuses, each beside a twin that it takes, and label them with their clause', async () => {
    const { contract, violations } = arbitrariesOf(operation);
    const transport = createReferenceTransport({ contracts: [contract], settleMs: 0 });
    const ids = new Set(contract.clauses.map(({ id }) => id));
    const labels = new Set<string>();
    await fc.assert(
      fc.asyncProperty(violations, async ({ clause, statement, operator, change, wire, twin, rejects }) => {
        labels.add(clause);
        const [taken, refused] = [await transport.send(twin.wire), await transport.send(wire)];
        return (
          ids.has(clause) &&
          statement !== '' &&
          operator !== '' &&
          change !== '' &&
          rejects.length > 0 &&
          taken.kind === 'answer' &&
          taken.status < 300 &&
          refused.kind === 'answer' &&
          refused.status >= 400
        );
      }),
      effort,
    );
    expect(labels.size).toBeGreaterThan(5);
  });
});

describe('the arbitraries', () => {
  test('are for a resource with the traits asked for, and hold the values given', () => {
    const { fixture, requests } = arbitrariesOf('huawei.update-vpn-connection', {
      traits: ['style-bgp'],
      values: { project_id: 'my-project' },
    });
    expect(fixture.traits).toContain('style-bgp');
    for (const { wire } of fc.sample(requests, effort)) expect(wire.path).toContain('/v5/my-project/');
  });

  test('shrink a violation to a value at its limit', () => {
    const { violations } = arbitrariesOf('huawei.update-vpn-connection');
    const isMet = fc.check(
      fc.property(
        violations,
        ({ clause, operator }) => !clause.endsWith('/ikepolicy/lifetime_seconds#range') || operator !== 'above-maximum',
      ),
      { numRuns: 20_000, seed: 3 },
    );
    expect(isMet.failed).toBe(true);
    expect(isMet.counterexample?.[0].change).toMatch(/→ 604801$/);
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      'an operation',
      () => arbitrariesOf('huawei.update-vpn-conection'),
      /unknown operation 'huawei\.update-vpn-conection'; did you mean 'huawei\.update-vpn-connection'/,
    ],
    [
      'a trait',
      () => arbitrariesOf('huawei.update-vpn-connection', { traits: ['style-polcy'] }),
      /no trait 'style-polcy'; did you mean 'style-policy'/,
    ],
    [
      'an option',
      () => arbitrariesOf('huawei.update-vpn-connection', JSON.parse('{ "trait": [] }')),
      /unknown option 'trait'; did you mean 'traits'/,
    ],
    [
      'traits that no fixture has together',
      () => arbitrariesOf('huawei.update-vpn-connection', { traits: ['style-bgp', 'style-policy'] }),
      /no reference fixture of huawei\.update-vpn-connection has the traits style-bgp, style-policy together/,
    ],
  ])('refuse %s that is not known, and name the nearest', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
