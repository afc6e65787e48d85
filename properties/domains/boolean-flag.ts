import { anyOf } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** `true` and `false`. */
export function booleanFlag({ schema, clause, admits }: DomainInput): Domain {
  const edges = [true, false].filter(admits);
  return {
    edges,
    member: anyOf(edges),
    violations: [
      violation('boolean-as-text', clause('type'), ['true']),
      violation('boolean-as-word', clause('type'), ['yes']),
      ...wrongType([schema.type ?? 'boolean'].flat(), clause('type')).filter(
        ({ operator }) => operator !== 'text-instead',
      ),
    ],
  };
}
