import { anyOf } from '../_internals/drawing.js';
import { type Domain, type DomainInput, type Violation, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** The values of a list in which a trailing number goes on: group21 gives group22. */
function neighbours(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => {
    const match = /^(.*?)(\d+)$/.exec(value);
    return match === null ? [] : [`${match[1]}${Number(match[2]) + 1}`];
  });
}

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
  const next = unlisted(neighbours(texts));
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
      ...(next.length === 0 ? [] : [violation('enum-neighbour', clause('enum'), next)]),
      ...spelling('wrong-case-enum', otherCase),
      ...spelling('trailing-space', (value) => `${value} `),
      ...(texts.length === values.length ? [violation('empty-text', clause('enum'), [''])] : []),
      ...(schema.type === undefined ? [] : wrongType([schema.type].flat(), clause('type'))),
    ],
  };
}
