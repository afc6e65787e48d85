import * as fc from 'fast-check';
import { isObject } from '../../contract/pointer.js';
import { type Domain, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

/** A member of an object with its domain. */
export interface ObjectMember {
  readonly name: string;
  /** Present in every drawn object: mandatory, or what tells the entries of an array apart. */
  readonly always: boolean;
  readonly domain: Domain;
}

/**
 * Objects whose optional members are there or not. Never empty ones where there is a choice: no document says what an
 * update without any change gets.
 */
export function objectOf(members: readonly ObjectMember[], typeClause: string): Domain {
  const pick = (chosen: readonly ObjectMember[]): unknown =>
    Object.fromEntries(chosen.map(({ name, domain }) => [name, domain.edges[0]]));
  const fixed = members.filter(({ always }) => always);
  const [firstOptional] = members.filter(({ always }) => !always);
  const smallest = fixed.length > 0 || firstOptional === undefined ? fixed : [firstOptional];
  const drawn = fc.record(Object.fromEntries(members.map(({ name, domain }) => [name, domain.member])), {
    requiredKeys: fixed.map(({ name }) => name),
  });
  return {
    edges: smallest.length === members.length ? [pick(members)] : [pick(smallest), pick(members)],
    member:
      fixed.length > 0 || firstOptional === undefined
        ? drawn
        : fc
            .tuple(drawn, firstOptional.domain.member)
            .map(([object, value]) => (Object.keys(object).length > 0 ? object : { [firstOptional.name]: value })),
    violations: wrongType(['object'], typeClause),
  };
}

/** Objects that travel as strings holding JSON: drawn as objects, broken also as text. */
export function jsonText(object: Domain, contentClause: string): Domain {
  const [sample] = object.edges;
  const text = JSON.stringify(isObject(sample) ? sample : {});
  return {
    ...object,
    violations: [
      violation('truncated-json', contentClause, [text.slice(0, -1)]),
      violation('not-json', contentClause, ['not json', "{'single':'quotes'}"]),
      violation('json-of-another-type', contentClause, ['[]', '1', 'true']),
    ],
  };
}
