import { type Violation, violation } from '../domain.js';

type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/** One value of each JSON type, named as operators. */
const samples: readonly { readonly operator: string; readonly types: readonly JsonType[]; readonly value: unknown }[] =
  [
    { operator: 'number-instead', types: ['integer', 'number'], value: 1 },
    { operator: 'boolean-instead', types: ['boolean'], value: true },
    { operator: 'text-instead', types: ['string'], value: 'text' },
    { operator: 'array-instead', types: ['array'], value: [] },
    { operator: 'object-instead', types: ['object'], value: {} },
  ];

/**
 * Values of every JSON type but the admitted ones.
 * `null` is left out: the documents do not tell whether a null member counts as one left out.
 */
export function wrongType(types: readonly string[], clause: string): readonly Violation[] {
  return samples
    .filter((sample) => !sample.types.some((type) => types.includes(type)))
    .map((sample) => violation(sample.operator, clause, [sample.value]));
}
