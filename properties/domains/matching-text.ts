import * as fc from 'fast-check';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** Strings that match `pattern`. */
export function matchingText({ schema, clause, admits }: DomainInput): Domain {
  const expression = new RegExp(schema.pattern ?? '', 'u');
  const matching = fc.stringMatching(expression);
  const edges = fc.sample(matching, { numRuns: 20, seed: 1 }).filter(admits).slice(0, 3);
  const wrong = ['', ' ', '!', '中', 'no match'].filter((candidate) => !expression.test(candidate));
  return {
    edges,
    member: drawing(matching, admits, edges),
    violations: [
      ...(wrong.length === 0 ? [] : [violation('no-match', clause('pattern'), wrong)]),
      ...wrongType([schema.type ?? 'string'].flat(), clause('type')),
    ],
  };
}
