import * as fc from 'fast-check';
import { anyOf } from '../_internals/drawing.js';
import { nearValues } from '../_internals/near-values.js';
import { type Domain, type DomainInput, type Violation, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** How many of the values that a service might take without looking are sent in every run; `cases` adds further ones. */
const mostNear = 14;

/** Numbers next to listed ones that are not listed themselves. */
function besides(values: readonly unknown[]): readonly number[] {
  const near = values.flatMap((value) => (typeof value === 'number' ? [value - 1, value + 1] : []));
  return [...new Set(near)].filter((value) => !values.includes(value));
}

function otherCase(value: string): string {
  return value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
}

/** The values of `enum` (or the one of `const`). */
export function enumeration({ schema, clause, admits, related }: DomainInput): Domain {
  const values = schema.enum ?? [schema.const];
  const edges = values.filter(admits);
  const texts = values.filter((value): value is string => typeof value === 'string');
  const unlisted = (candidates: readonly string[]): readonly string[] =>
    [...new Set(candidates)].filter((value) => !values.includes(value));
  const spelling = (operator: string, write: (value: string) => string): readonly Violation[] => {
    const wrong = unlisted(texts.map(write));
    return wrong.length === 0 ? [] : [violation(operator, clause('enum'), wrong.slice(0, 1))];
  };
  const beside = besides(values);
  const elsewhere = unlisted(related);
  const near = texts.length === 0 ? [] : nearValues(texts).filter((value) => !elsewhere.includes(value));
  const further = near.slice(mostNear);
  return {
    edges,
    member: anyOf(edges),
    violations: [
      ...(texts.length === 0 ? [] : [violation('unknown-enum', clause('enum'), ['no-such-value'])]),
      ...(beside.length === 0 ? [] : [violation('unlisted-number', clause('enum'), beside)]),
      ...(values.every((value) => typeof value === 'boolean') && values.length === 1
        ? [violation('other-boolean', clause('enum'), [!values[0]])]
        : []),
      ...(elsewhere.length === 0 ? [] : [violation('enum-of-another-member', clause('enum'), elsewhere)]),
      ...(near.length === 0
        ? []
        : [
            violation(
              'enum-neighbour',
              clause('enum'),
              near.slice(0, mostNear),
              further.length === 0 ? undefined : fc.constantFrom(...further),
            ),
          ]),
      ...spelling('wrong-case-enum', otherCase),
      ...spelling('trailing-space', (value) => `${value} `),
      ...(texts.length === values.length ? [violation('empty-text', clause('enum'), [''])] : []),
      ...(schema.type === undefined ? [] : wrongType([schema.type].flat(), clause('type'))),
    ],
  };
}
