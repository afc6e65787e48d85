import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitrariesOf } from 'vpn-conformance/properties';
import { checkLifetimes } from './check-lifetimes.mjs';

const { requests, violations } = arbitrariesOf('huawei.update-vpn-connection', { traits: ['style-static'] });

/** The JSON body as it travels. */
const bodyOf = ({ wire }) => JSON.parse(wire.body);

test('what the document admits has no wrong lifetime', () => {
  fc.assert(fc.property(requests, (request) => checkLifetimes(bodyOf(request)).length === 0));
});

test('a request that breaks the rule about a lifetime is told, its twin is not', () => {
  const ofLifetimes = violations.filter(({ clause }) => /policy\/lifetime_seconds#(?:range|type)$/.test(clause));
  let told = 0;
  fc.assert(
    fc.property(ofLifetimes, (violation) => {
      told += checkLifetimes(bodyOf(violation)).length;
      return checkLifetimes(bodyOf(violation)).length === 1 && checkLifetimes(bodyOf(violation.twin)).length === 0;
    }),
  );
  expect(told).toBeGreaterThan(0);
});
