import * as fc from 'fast-check';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** UUIDs in their text form of 36 characters (RFC 9562). */
export function uuid({ schema, clause, admits }: DomainInput): Domain {
  const sample = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const wrong = {
    'uuid-too-short': sample.slice(0, -1),
    'uuid-too-long': `${sample}0`,
    'uuid-bad-digit': `g${sample.slice(1)}`,
    'uuid-without-hyphens': sample.replaceAll('-', ''),
    'uuid-other-separators': sample.replaceAll('-', '_'),
    'uuid-in-braces': `{${sample}}`,
    'not-a-uuid': 'not-a-uuid',
  };
  const edges = [sample].filter(admits);
  return {
    edges,
    member: drawing(fc.uuid(), admits, edges),
    violations: [
      ...Object.entries(wrong).map(([operator, value]) => violation(operator, clause('format'), [value])),
      ...wrongType([schema.type ?? 'string'].flat(), clause('type')),
    ],
  };
}
