import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { isOwnName } from '../../properties/own-names.js';
import { permutationsOf, permuteCharacters } from '../../properties/permute-characters.js';
import { requestModel } from '../../properties/request-model.js';

const characterClass = (character: string): string =>
  /[a-f]/.test(character)
    ? 'a'
    : /[g-z]/.test(character)
      ? 'z'
      : /[A-F]/.test(character)
        ? 'A'
        : /[G-Z]/.test(character)
          ? 'Z'
          : /[1-9]/.test(character)
            ? '1'
            : character;

describe('exchanging the characters of a text', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 80 });
  test('keeps length, case, signs and zeros', () => {
    fc.assert(
      fc.property(texts, fc.string(), (text, key) => {
        expect([...permuteCharacters(text, key)].map(characterClass)).toEqual([...text].map(characterClass));
      }),
      { seed: 1 },
    );
  });
  test('keeps texts apart that differ, and in the places where they differ', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [first, second] = [permuteCharacters(one, 'key'), permuteCharacters(other, 'key')];
        expect(Array.from(first, (character, index) => character === second[index])).toEqual(
          Array.from(one, (character, index) => character === other[index]),
        );
      }),
      { seed: 1 },
    );
  });
  test('hangs on the key', () => {
    const made = Array.from({ length: 100 }, (_, key) => permuteCharacters('A05EJSXgkuy8', String(key)));
    expect(new Set(made).size).toBe(100);
  });
  test('leaves a UUID one, of the same version and variant', () => {
    const permuted = permuteCharacters('1849ef6b-f73c-4f5d-b88b-259ca47af849', 'key');
    expect(permuted).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-b[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(permuted).not.toBe('1849ef6b-f73c-4f5d-b88b-259ca47af849');
  });
  test('leaves what it is told to', () => {
    expect(permuteCharacters('ahttp://b', 'key', ['http'])).toMatch(/^[a-f]http:\/\/[a-f]$/);
  });
  test.each([
    ['A', 6],
    ['Ab', 30],
    ['g1', 180],
    ['--', 1],
  ])('of %s makes %i texts', (text, count) => expect(permutationsOf(text)).toBe(count));
});

const rows = loadCatalogue().flatMap((contract) => {
  const [first, second] = contract.fixtures.filter(
    ({ values }, index, all) => index === 0 || JSON.stringify(values) !== JSON.stringify(all[0]?.values),
  );
  return first === undefined || second === undefined ? [] : [{ id: contract.id, contract, first, second }];
});

describe('the names that resources are given', () => {
  const namesOf = ({ contract, first }: (typeof rows)[number], fixture = first): readonly unknown[] => {
    const model = requestModel(contract, fixture);
    return model.nodes.filter(isOwnName).flatMap((node) => model.domain(node)?.edges ?? []);
  };
  test('are looked at in every operation', () => {
    for (const row of rows) expect(namesOf(row)).not.toEqual([]);
    expect(rows.length).toBe(loadCatalogue().length);
  });
  test.each(rows)('are no others for the same resource, and others for another one: $id', (row) => {
    const long = (name: unknown): boolean => typeof name === 'string' && permutationsOf(name) > 1000;
    const [own, others] = [namesOf(row).filter(long), namesOf(row, row.second).filter(long)];
    expect(own).toEqual(namesOf(row).filter(long));
    expect(own.filter((name) => others.includes(name))).toEqual([]);
    expect(own.length).toBeGreaterThan(3);
  });
});
