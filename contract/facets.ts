/**
 * What a keyword constrains. Every constraint keyword of every node is a clause;
 * keywords that say one thing together (minLength and maxLength) share a facet.
 */
export const keywordFacets = {
  type: 'type',
  enum: 'enum',
  const: 'enum',
  minLength: 'length',
  maxLength: 'length',
  minimum: 'range',
  maximum: 'range',
  'x-minimum': 'range',
  'x-maximum': 'range',
  minItems: 'count',
  maxItems: 'count',
  uniqueItems: 'uniqueness',
  pattern: 'pattern',
  format: 'format',
  anyOf: 'alternatives',
  contentSchema: 'content',
  'x-characters': 'characters',
  'x-first-character': 'first-character',
  'x-forbidden-prefixes': 'prefix',
  'x-character-classes': 'classes',
  'x-within': 'within',
  'x-outside': 'outside',
  'x-not-inside': 'outside',
  'x-prefix-length': 'prefix-length',
  'x-host-address': 'host-address',
  'x-network-address': 'network-address',
} as const;

/** A keyword that states a constraint on a value. */
export type ConstraintKeyword = keyof typeof keywordFacets;

/** The part of a clause id behind `#` for clauses that a keyword carries. */
export type ValueFacet = (typeof keywordFacets)[ConstraintKeyword];

/** All facets: those of values, and those of a member's place in its object. */
export type Facet =
  | ValueFacet
  | 'presence'
  | 'applicability'
  | 'default'
  | 'deprecation'
  | 'condition'
  | 'effect'
  | `condition:${string}`;

const keywords = Object.keys(keywordFacets) as readonly ConstraintKeyword[];

/** The constraint keywords that a facet groups. */
export function keywordsOf(facet: ValueFacet): readonly ConstraintKeyword[] {
  return keywords.filter((keyword) => keywordFacets[keyword] === facet);
}

/** The value facets that a schema states, in the order of the table. */
export function facetsOf(schema: object): readonly ValueFacet[] {
  const present = keywords.filter((keyword) => keyword in schema).map((keyword) => keywordFacets[keyword]);
  return [...new Set(present)];
}
