import type * as fc from 'fast-check';
import type { Schema } from '../contract/schema.js';

/** A way to leave a domain by breaking one clause. */
export interface Violation {
  /** Local clause id. */
  readonly clause: string;
  /** How the value is wrong, e.g. above-maximum. */
  readonly operator: string;
  /** Values to send first: exactly one step outside. */
  readonly edges: readonly unknown[];
  /** Further values, shrinking towards the edge. */
  readonly random?: fc.Arbitrary<unknown>;
  /** The document only suggests that the value is refused: what happens is told, never judged. */
  readonly advisory?: true;
}

/** What one schema node admits, and how to leave it. */
export interface Domain {
  /** Boundary members, to be sent before random ones; never empty. */
  readonly edges: readonly unknown[];
  readonly member: fc.Arbitrary<unknown>;
  readonly violations: readonly Violation[];
}

/** What a domain is made from. */
export interface DomainInput {
  readonly schema: Schema;
  /** The local clause id of a facet. */
  readonly clause: (
    facet:
      | 'type'
      | 'enum'
      | 'length'
      | 'range'
      | 'format'
      | 'characters'
      | 'first-character'
      | 'prefix'
      | 'classes'
      | 'within'
      | 'outside'
      | 'prefix-length'
      | 'host-address'
      | 'network-address'
      | 'pattern'
      | 'content',
  ) => string;
  /** Whether every reading of the document admits the value. */
  readonly admits: (value: unknown) => boolean;
  /** Strings that the contract lists for members of the same name elsewhere. */
  readonly related: readonly string[];
}

/** Builds a violation; undefined operators' values never appear as edges of a member. */
export function violation(
  operator: string,
  clause: string,
  edges: readonly unknown[],
  random?: fc.Arbitrary<unknown>,
): Violation {
  return random === undefined ? { clause, operator, edges } : { clause, operator, edges, random };
}
