import * as fc from 'fast-check';

/** One of the edges; of a domain that readings leave empty, nothing. */
export function anyOf(edges: readonly unknown[]): fc.Arbitrary<unknown> {
  return edges.length === 0 ? fc.constant(undefined) : fc.constantFrom(...edges);
}

/**
 * Keeps an arbitrary inside what every reading admits: a value that some reading refuses becomes the usual member
 * (never a retry).
 */
export function drawing(
  arbitrary: fc.Arbitrary<unknown>,
  admits: (value: unknown) => boolean,
  edges: readonly unknown[],
): fc.Arbitrary<unknown> {
  return arbitrary.map((value) => (admits(value) ? value : edges[0]));
}
